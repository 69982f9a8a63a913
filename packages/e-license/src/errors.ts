import { type EnglishSentence, type Facts, TrustError } from '@xinyin/core'
import type { LICENCE_CODES } from './codes.ts'

export type LicenceErrorCode = keyof typeof LICENCE_CODES

/**
 * An error about data read or made by `@xinyin/e-license`.
 *
 * The sentence comes with the error (`licenceErrorsOf`), so that a bundle holds those of the areas that it uses and no
 * others.
 */
export class LicenceError extends TrustError<LicenceErrorCode> {
  constructor(code: LicenceErrorCode, facts: Facts | undefined, cause: unknown, sentence: EnglishSentence) {
    super(code, sentence, facts, cause)
  }
}

/** Makes the errors of one area from its sentences. */
export function licenceErrorsOf<Code extends LicenceErrorCode>(
  sentences: Readonly<Record<Code, EnglishSentence>>,
) {
  return (code: Code, facts?: Facts, cause?: unknown): LicenceError =>
    new LicenceError(code, facts, cause, sentences[code])
}
