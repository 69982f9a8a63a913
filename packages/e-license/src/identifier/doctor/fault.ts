import { type Facts, TrustError } from '@xinyin/core'

/** One thing that is wrong with an identifier, or was probably meant otherwise, and where. */
export interface IdentifierFault {
  /** Where it begins in the text as given, in UTF-16 units from 0. */
  readonly start: number
  /** Where it ends: the first place behind it. */
  readonly end: number
  /** As in `LICENCE_CODES` and, for the codes inside an identifier, `CORE_CODES`. */
  readonly code: string
  readonly facts: Facts
  /** One that does not make the identifier wrong. */
  readonly isWarning?: true
}

/** An identifier that was probably meant. It is right by itself; whether it is the one that was meant, a person decides. */
export interface IdentifierProposal {
  readonly identifier: string
  /**
   * How it was found: `writing` changes only how it is written, and all check characters agree; `computing` puts right what
   * follows from the rest, if the rest is right; `guessing` is the only one of its kind with which all check characters
   * agree.
   */
  readonly by: 'writing' | 'computing' | 'guessing'
  /** What it changes, with places in the text as given. */
  readonly changes: readonly IdentifierFault[]
}

/** The fault that an assertion finds between two places; nothing where it finds none. */
export function faultBy(assert: () => unknown, start: number, end: number): IdentifierFault | undefined {
  try {
    assert()
    return undefined
  } catch (error) {
    if (!(error instanceof TrustError)) throw error
    return { start, end, code: error.code, facts: error.facts }
  }
}
