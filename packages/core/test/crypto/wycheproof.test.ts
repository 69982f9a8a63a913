import { testTruth } from '@xinyin/testkit'
import { expect } from 'vitest'
import { describeEachProvider } from './each-provider.ts'
import { disagreements, WYCHEPROOF } from './wycheproof.ts'

describeEachProvider('Wycheproof', () => {
  testTruth.each(WYCHEPROOF.map((suite) => [suite.file, suite] as const))(
    '%s: all as stated',
    async (_, suite) => {
      const { count, wrong } = await disagreements(suite)
      expect(new Set(wrong)).toEqual(new Set(suite.exceptions.flatMap(({ cases }) => cases)))
      expect(count).toBeGreaterThan(80)
    },
  )
})
