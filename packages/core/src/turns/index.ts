export { decodeBase64UrlInTurns, encodeBase64UrlInTurns, encodedLength } from './base64.ts'
export { digestInTurns } from './digest.ts'
export { decodeAsciiInTurns, encodeAsciiInTurns } from './text.ts'
export { inTurns, LARGE_BYTES, nextTurn, TURN_BYTES } from './turn.ts'
