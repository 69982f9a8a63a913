import {
  type Check,
  encodeUtf8,
  equalSecrets,
  failed,
  hmacSm3,
  indeterminate,
  passed,
  randomBytes,
} from '@xinyin/core'
import type { Holder } from '../metadata/data.ts'

/** Who stands before the verifier, by his own papers. It is compared and not kept. */
export interface HolderClaim {
  readonly name: string
  /** Of the kind that the licence gives: a citizen's number, a credit code, a passport's number. */
  readonly number: string
}

const ID = 'licence.holder'

/** What a licence shows in place of characters of a name or number. */
const MASK = '*'

/**
 * Whether the person before the verifier is a holder of the licence: name and number are those of one and the same
 * holder.
 *
 * Both are compared in time that does not depend on what they are, by their digests under a key that is drawn for this
 * comparison alone. Neither is in the report, nor which of the two differs: an answer to that would help whoever guesses.
 *
 * A licence may show its holder in part. Where the name or the number was withheld, or where what is shown of them fits
 * but some is masked, nobody can tell, and the check is `indeterminate`.
 *
 * @throws TypeError for a claim without a name or a number
 */
export function checkHolder(holders: readonly Partial<Holder>[], claim: HolderClaim): Check {
  const name = foldHolderName(claim.name)
  const number = foldNumber(claim.number)
  if (name === '' || number === '') throw new TypeError('holder: a name and a number are needed')
  const key = randomBytes(32)
  // All of them, whoever it is.
  const fits = holders.map((holder) => compareHolder(holder, { name, number }, key))
  if (fits.includes('same')) return passed(ID, { by: 'comparison' })
  if (fits.includes('open') || holders.length === 0) return indeterminate(ID, 'ERR_LICENCE_HOLDER_WITHHELD')
  return failed(ID, 'ERR_LICENCE_HOLDER')
}

function compareHolder(
  holder: Partial<Holder>,
  claim: HolderClaim,
  key: Uint8Array,
): 'same' | 'open' | 'other' {
  const shown = {
    name: holder.name === undefined ? undefined : foldHolderName(holder.name),
    number: holder.code === undefined ? undefined : foldNumber(holder.code),
  }
  const pairs = [
    [shown.name, claim.name],
    [shown.number, claim.number],
  ] as const
  const differs = pairs.map(([its, given]) => its !== undefined && !isSame(its, underMask(given, its), key))
  if (differs.includes(true)) return 'other'
  return pairs.some(([its]) => its === undefined || its.includes(MASK)) ? 'open' : 'same'
}

/** A text with those characters masked that another one masks. */
function underMask(text: string, mask: string): string {
  return text.replace(/./gs, (character, i: number) => (mask[i] === MASK ? MASK : character))
}

/** In time that tells at most how long the texts are. */
function isSame(one: string, other: string, key: Uint8Array): boolean {
  const digestOf = (text: string) => hmacSm3(key, encodeUtf8(text))
  return equalSecrets(digestOf(one), digestOf(other))
}

/** Written otherwise it is the same number: full-width digits, a small x, blanks. */
export const foldNumber = (number: string): string =>
  number.normalize('NFKC').replace(/\s/g, '').toUpperCase()

/** The dots between the parts of a name, as keyboards and registers write them: all are `·`. */
const DOTS = /[\u2022\u2027\u22c5\u30fb\uff65\u00b7\u002e\uff0e\u3002]/g

/** One form for names of persons: no blanks between characters, one kind of dot, small letters as capitals. */
function foldHolderName(name: string): string {
  return name.replace(DOTS, '\u00b7').normalize('NFKC').replace(/\s/g, '').toUpperCase()
}
