import { describe, expect, test } from 'vitest'
import { readMember } from '../src/authority.ts'
import { compareReaders, compareVerdicts } from '../src/differential/certificates.ts'
import { EXPLAINED } from '../src/differential/explained.ts'
import { opensslVersion } from '../src/differential/openssl.ts'
import { explanationOf } from '../src/differential/run.ts'

/** The explanations of what a comparison found. Nothing may be without. */
function sortsOf({ differences }: Awaited<ReturnType<typeof compareVerdicts>>): Set<string> {
  const sorts = differences.map((difference) => explanationOf(difference)?.what ?? 'unexplained')
  return new Set(sorts)
}

const whatOf = (...peers: readonly string[]) =>
  EXPLAINED.filter((row) => row.peers.some((peer) => peers.includes(peer))).map(({ what }) => what)

describe('what is accepted here and refused there', () => {
  test('by Node and pkijs is explained, row by row', { timeout: 60_000 }, () => {
    const found = sortsOf(compareReaders('table', 0, 4000))
    expect([...found].sort()).toEqual(whatOf('node', 'pkijs').sort())
  })

  test.skipIf(opensslVersion() === undefined)(
    'by OpenSSL is explained, row by row',
    { timeout: 60_000 },
    async () => {
      const found = sortsOf(await compareVerdicts('table', 0, 1500))
      expect([...found].sort()).toEqual(whatOf('openssl').sort())
    },
  )

  test('a certificate of no such sort is not explained', () => {
    const certificate = readMember('server')
    for (const peer of ['node', 'pkijs', 'openssl'] as const)
      expect(explanationOf({ index: 0, der: certificate.raw, certificate, peer })).toBeUndefined()
  })
})
