import { afterAll, beforeAll, describe } from 'vitest'
import { chooseProvider } from '../../src/crypto/provider/algorithm.ts'

/** Every provider; on Node, `fastest` is `node`. */
export const CHOICES = ['node', 'webcrypto', 'portable'] as const

/** Runs one suite on each provider: all keep the same contract. */
export function describeEachProvider(name: string, suite: () => void): void {
  describe.each(CHOICES)(`${name}, %s`, (choice) => {
    beforeAll(() => chooseProvider(choice))
    afterAll(() => chooseProvider('fastest'))
    suite()
  })
}
