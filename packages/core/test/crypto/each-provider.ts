import { afterAll, beforeAll, describe } from 'vitest'
import { chooseProvider } from '../../src/crypto/provider/choose.ts'

/** Runs one suite on the native and on the portable implementation: both keep the same contract. */
export function describeEachProvider(name: string, suite: () => void): void {
  describe.each(['fastest', 'portable'] as const)(`${name}, %s`, (choice) => {
    beforeAll(() => chooseProvider(choice))
    afterAll(() => chooseProvider('fastest'))
    suite()
  })
}
