import { type EnglishSentence, type Facts, TrustError } from '@xinyin/core'
import type { SEAL_CODES } from './codes.ts'

export type SealErrorCode = keyof typeof SEAL_CODES

/**
 * An error about data read by `@xinyin/e-seal`.
 *
 * The sentence comes with the error (`sealErrorsOf`), so that a bundle holds those of the areas that it uses and no others.
 */
export class SealError extends TrustError<SealErrorCode> {
  constructor(code: SealErrorCode, facts: Facts | undefined, cause: unknown, sentence: EnglishSentence) {
    super(code, sentence, facts, cause)
  }
}

/** Makes the errors of one area from its sentences. */
export function sealErrorsOf<Code extends SealErrorCode>(sentences: Readonly<Record<Code, EnglishSentence>>) {
  return (code: Code, facts?: Facts, cause?: unknown): SealError =>
    new SealError(code, facts, cause, sentences[code])
}
