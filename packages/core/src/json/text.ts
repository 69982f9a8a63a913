import { jsonError } from './codes.ts'

/** A surrogate without its other half, or a code point that never is a character. */
const NO_CHARACTER = /[\p{Surrogate}\p{Noncharacter_Code_Point}]/u

/** Refuses text that I-JSON excludes (RFC 7493, 2.1). @throws CoreError `ERR_JSON_TEXT` */
export function assertCharacters(text: string): void {
  if (NO_CHARACTER.test(text)) throw jsonError('ERR_JSON_TEXT')
}
