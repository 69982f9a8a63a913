import type { Name } from '@xinyin/core'

/** What is looked for: a text that is to be equal, or a pattern. */
export type Wanted = string | RegExp

/**
 * What the caller knows of a document that is to be verified. Who takes signatures off a file leaves a good file with
 * fewer, so that a verdict on what is there cannot see it: who knows what has to be there says so.
 */
export interface OfdExpectation {
  /** How many signatures there are. */
  readonly signatures?: number
  /** Names of seals, each of which is the seal of some signature. */
  readonly seals?: readonly Wanted[]
  /** Signers, each of whom made some signature: common name, organization, or the whole name as text. */
  readonly signers?: readonly Wanted[]
  /**
   * Some signature covers every file but its own, `OFD.xml` and the list of signatures too: nothing came after it. Nor is there
   * anything else that nobody signed: no comment, unknown field or spare octets in the archive, and in the signed value nothing
   * beside a time stamp and what known authorities made.
   */
  readonly everythingCovered?: boolean
}

export const isWanted = (wanted: Wanted, text: string | undefined): boolean =>
  text !== undefined && (typeof wanted === 'string' ? text === wanted : text.search(wanted) >= 0)

export const isWantedName = (wanted: Wanted, name: Name | undefined): boolean =>
  name !== undefined && [name.text, name.commonName, name.organization].some((text) => isWanted(wanted, text))

/** @throws TypeError, RangeError for expectations that nothing can meet, or that say nothing */
export function assertExpectation({ signatures, seals = [], signers = [] }: OfdExpectation): void {
  if (signatures !== undefined && (!Number.isSafeInteger(signatures) || signatures < 0))
    throw new RangeError('expect: signatures is a whole number')
  for (const wanted of [...seals, ...signers])
    if (!(wanted instanceof RegExp) && (typeof wanted !== 'string' || wanted === ''))
      throw new TypeError('expect: a seal or a signer is a text or a pattern')
}
