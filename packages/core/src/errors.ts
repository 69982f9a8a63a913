import { BYTES_CODES } from './bytes/codes.ts'
import type { CA_CODES } from './ca/codes.ts'
import type { CBOR_CODES } from './cbor/codes.ts'
import type { CMS_CODES } from './cms/codes.ts'
import type { COSE_CODES } from './cose/codes.ts'
import { CRYPTO_CODES } from './crypto/codes.ts'
import type { SECRET_CODES } from './crypto/secret-codes.ts'
import { DER_CODES } from './der/codes.ts'
import type { FETCH_CODES } from './fetch/codes.ts'
import type { JSON_CODES } from './json/codes.ts'
import type { JWS_CODES } from './jws/codes.ts'
import type { KEYS_CODES } from './keys/codes.ts'
import type { REGISTER_CODES } from './register-codes/codes.ts'
import type { TOLERANCE_CODES } from './tolerance-codes.ts'
import type { TRUST_CODES } from './trust/codes.ts'
import type { GRANT_CODES } from './trust/grant-codes.ts'
import type { TRUST_LIST_CODES } from './trust/list/codes.ts'
import type { TSP_CODES } from './tsp/codes.ts'
import { X509_CODES } from './x509/codes.ts'
import type { PATH_CODES } from './x509/path/codes.ts'
import type { REVOCATION_CODES } from './x509/revocation/codes.ts'

/** The languages in which messages are written; both are complete. */
export type Language = 'en' | 'zh-CN'

/** What was found and expected, in a form that programs can read. Never secrets, never personal data. */
export type Facts = Readonly<Record<string, string | number | boolean>>

/** One sentence in every language; `{name}` stands for the fact of that name. */
export type Sentence = Readonly<Record<Language, string>>

/** Sentences by error code or check id. Types of codes, `docs/errors.md` and explanations come from these tables. */
export type Catalogue<Key extends string = string> = Readonly<Record<Key, Sentence>>

/** What an error tells of a sentence: errors are for developers, and `explain` tells people in their language. */
export type EnglishSentence = Pick<Sentence, 'en'> & Partial<Sentence>

/** Puts the facts into a sentence. A fact that is absent leaves its name, so that a gap is seen. */
export function render<Told extends Language>(
  sentence: Readonly<Record<Told, string>> & Partial<Sentence>,
  language: Told,
  facts: Facts,
): string {
  return sentence[language].replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(facts, name) ? String(facts[name]) : whole,
  )
}

const told: Record<string, EnglishSentence> = {}

/**
 * Gives errors the sentences of their codes. They have them without this everywhere but in pages: what is built for those
 * tells the code of an error and its facts, since the sentences of all that may go wrong would be a tenth of what a page
 * loads. `explain` tells people about checks there as well.
 *
 * @example
 * tellErrors(CORE_CODES)
 */
export function tellErrors(sentences: Readonly<Record<string, EnglishSentence>>): void {
  Object.assign(told, sentences)
}

/** What an error says: its sentence with the facts in it, or where nobody told it one, its code and the facts. */
function sayError(code: string, sentence: EnglishSentence | undefined, facts: Facts): string {
  const { en } = sentence ?? told[code] ?? {}
  if (en !== undefined) return render({ en }, 'en', facts)
  const said = Object.entries(facts).map(([name, fact]) => `${name} ${fact}`)
  return said.length === 0 ? code : `${code} (${said.join(', ')})`
}

/**
 * The one base of every error that is about data, not about a wrong call.
 *
 * A wrong call (a programmer's mistake) is a `TypeError` or `RangeError`.
 */
export class TrustError<Code extends string = string> extends Error {
  readonly code: Code
  readonly facts: Facts

  constructor(code: Code, sentence: EnglishSentence | undefined, facts: Facts = {}, cause?: unknown) {
    super(sayError(code, sentence, facts), cause === undefined ? undefined : { cause })
    this.name = new.target.name
    this.code = code
    this.facts = facts
  }
}

/** Codes that readers of bytes throw: small, and needed wherever anything is read. */
const BASE_CODES = { ...BYTES_CODES, ...DER_CODES, ...CRYPTO_CODES, ...X509_CODES }

type BaseErrorCode = keyof typeof BASE_CODES

export type CoreErrorCode =
  | BaseErrorCode
  | keyof typeof JSON_CODES
  | keyof typeof SECRET_CODES
  | keyof typeof PATH_CODES
  | keyof typeof TRUST_CODES
  | keyof typeof GRANT_CODES
  | keyof typeof TRUST_LIST_CODES
  | keyof typeof REVOCATION_CODES
  | keyof typeof CBOR_CODES
  | keyof typeof COSE_CODES
  | keyof typeof CMS_CODES
  | keyof typeof TSP_CODES
  | keyof typeof JWS_CODES
  | keyof typeof KEYS_CODES
  | keyof typeof FETCH_CODES
  | keyof typeof CA_CODES
  | keyof typeof REGISTER_CODES
  | keyof typeof TOLERANCE_CODES

/**
 * An error about data read by `@xinyin/core`.
 *
 * The sentences of an area beyond the base come with the error (`errorsOf`), so that a bundle holds those of the
 * areas that it uses and no others.
 */
export class CoreError extends TrustError<CoreErrorCode> {
  constructor(code: BaseErrorCode, facts?: Facts, cause?: unknown)
  constructor(code: CoreErrorCode, facts: Facts | undefined, cause: unknown, sentence: EnglishSentence)
  constructor(code: CoreErrorCode, facts: Facts = {}, cause?: unknown, sentence?: EnglishSentence) {
    super(code, sentence ?? BASE_CODES[code as BaseErrorCode], facts, cause)
  }
}

/** Makes the errors of one area from its sentences. */
export function errorsOf<Code extends CoreErrorCode>(sentences: Readonly<Record<Code, EnglishSentence>>) {
  return (code: Code, facts?: Facts, cause?: unknown): CoreError =>
    new CoreError(code, facts, cause, sentences[code])
}
