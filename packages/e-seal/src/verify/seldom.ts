// What few documents need, loaded as one with the first that does: signatures without a seal, time stamps, evidence, and
// pictures other than PNG. In one piece, since every further one splits what all of them share.
export { pastRevocation } from '../evidence/past-revocation.ts'
export { createProofs } from '../evidence/proving.ts'
export { inspectStamp } from '../evidence/time-stamp.ts'
export { parsePicture } from '../picture/parse.ts'
export { parseSignedValue } from '../signature/signed-value.ts'
export { inspectDataSignature } from './data-signature.ts'
