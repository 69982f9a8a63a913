import { type Check, type Facts, failed, passed, skipped } from '@xinyin/core'
import { isWanted, isWantedName, type OfdExpectation, type Wanted } from '../expectation.ts'
import type { OfdSignature } from '../subject.ts'

/**
 * The document carries what the caller says that it must. A signature that was taken off with all its files leaves no
 * trace where the others leave room for more.
 *
 * @param found - how many signatures the package lists
 * @param beside - what the archive holds beside files that some reader could take for content: names of its deviations
 */
export function checkExpected(
  expectation: OfdExpectation,
  signatures: readonly OfdSignature[],
  found: number,
  beside: readonly string[] = [],
): Check {
  const id = 'ofd.expected'
  const { signatures: count, seals = [], signers = [], everythingCovered = false } = expectation
  const asked: Facts = {
    ...(count === undefined ? {} : { signatures: count }),
    ...(seals.length === 0 ? {} : { seals: seals.map(sayWanted).join(', ') }),
    ...(signers.length === 0 ? {} : { signers: signers.map(sayWanted).join(', ') }),
    ...(everythingCovered ? { everythingCovered } : {}),
  }
  if (Object.keys(asked).length === 0) return skipped(id, 'expectation')
  if (count !== undefined && count !== found)
    return failed(id, 'ERR_OFD_SIGNATURE_COUNT', { ...asked, found, expected: count })
  const seal = seals.find((wanted) => !signatures.some(({ sealName }) => isWanted(wanted, sealName)))
  if (seal !== undefined)
    return failed(id, 'ERR_OFD_EXPECTED_SEAL', {
      ...asked,
      expected: sayWanted(seal),
      found: sealsOf(signatures),
    })
  const signer = signers.find((wanted) => !signatures.some((each) => isWantedName(wanted, each.signer)))
  if (signer !== undefined)
    return failed(id, 'ERR_OFD_EXPECTED_SIGNER', {
      ...asked,
      expected: sayWanted(signer),
      found: signersOf(signatures),
    })
  if (!everythingCovered) return passed(id, asked)
  const last = signatures.filter(({ after }) => after.files.length === 0)
  if (last.length === 0) return failed(id, 'ERR_OFD_EXPECTED_COVERED', asked)
  const isPlain = last.some(({ unsigned }) => unsigned === 0)
  const open = [...(isPlain ? [] : ['unsigned-parts']), ...beside]
  if (open.length > 0) return failed(id, 'ERR_OFD_EXPECTED_PLAIN', { ...asked, found: open.join(', ') })
  return passed(id, asked)
}

const sayWanted = (wanted: Wanted) => String(wanted).slice(0, 100)

const sealsOf = (signatures: readonly OfdSignature[]) =>
  signatures.flatMap(({ sealName }) => sealName?.slice(0, 100) ?? []).join(', ')

const signersOf = (signatures: readonly OfdSignature[]) =>
  signatures.flatMap(({ signer }) => signer?.text.slice(0, 100) ?? []).join(', ')
