import { IDENTIFIER_ROOT, type Identifier } from '../form.ts'
import { isIssuerCode, isTypeCode } from '../is-part.ts'
import { MISTYPED_ROOT } from '../root.ts'

const withoutDots = (text: string) => text.replaceAll('.', '')

/** A root that was left out counts as the right one. */
const ROOTS = [IDENTIFIER_ROOT, MISTYPED_ROOT, '']

/** A credit code, or a region code in one of its lengths. */
const ISSUER_LENGTHS = [18, 10, 6]

const TAIL = /^([0-9A-Z]+)(\d{3})([0-9A-Z])$/

function waysToRead(body: string): readonly Identifier[] {
  const typeCode = body.slice(0, 21)
  if (!isTypeCode(typeCode)) return []
  const ways = ISSUER_LENGTHS.flatMap((length) => {
    const issuerCode = body.slice(21, 21 + length)
    const [, serial, version, checkCharacter] = TAIL.exec(body.slice(21 + length)) ?? []
    if (!isIssuerCode(issuerCode) || !serial || !version || !checkCharacter) return []
    return [{ root: IDENTIFIER_ROOT, typeCode, issuerCode, serial, version, checkCharacter }]
  })
  // The check character does not depend on where the dots are, and most codes begin as a region code would. But what
  // passes for a credit code by chance is rare.
  const byCreditCode = ways.filter(({ issuerCode }) => issuerCode.length === 18)
  return byCreditCode.length > 0 ? byCreditCode : ways
}

/**
 * Finds the parts of an identifier whose dots are missing or too many, by what the parts look like: the type code and the
 * issuer code have to be right.
 *
 * @param text - `0-9A-Z` and dots
 * @returns every way in which it can be taken apart
 */
export function partsWithoutDots(text: string): readonly Identifier[] {
  const compact = withoutDots(text)
  return ROOTS.filter((root) => compact.startsWith(withoutDots(root))).flatMap((root) =>
    waysToRead(compact.slice(withoutDots(root).length)),
  )
}
