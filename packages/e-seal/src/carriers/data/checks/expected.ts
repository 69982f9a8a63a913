import { type Check, type Facts, failed, passed, skipped } from '@xinyin/core'
import { isWanted, isWantedName, type Wanted } from '../../ofd/expectation.ts'
import type { DataExpectation } from '../expectation.ts'
import type { SealedData } from '../subject.ts'

/** The seal is the one that is expected, and so is who used it. */
export function checkExpected(
  { seal, signer }: Pick<SealedData, 'seal' | 'signer'>,
  expect: DataExpectation = {},
): Check {
  const id = 'data.expected'
  const asked: Facts = {
    ...(expect.seal === undefined ? {} : { seal: sayWanted(expect.seal) }),
    ...(expect.signer === undefined ? {} : { signer: sayWanted(expect.signer) }),
  }
  if (Object.keys(asked).length === 0) return skipped(id, 'expectation')
  const name = seal?.info.name
  if (expect.seal !== undefined && !isWanted(expect.seal, name)) {
    const facts = { expected: sayWanted(expect.seal), found: name?.slice(0, 100) ?? '-' }
    return failed(id, 'ERR_DATA_EXPECTED_SEAL', facts)
  }
  if (expect.signer !== undefined && !isWantedName(expect.signer, signer)) {
    const facts = { expected: sayWanted(expect.signer), found: signer?.text.slice(0, 100) ?? '-' }
    return failed(id, 'ERR_DATA_EXPECTED_SIGNER', facts)
  }
  return passed(id, asked)
}

const sayWanted = (wanted: Wanted) => String(wanted).slice(0, 100)
