import { type PublicKey, parsePublicKey } from '@xinyin/core'
import type { JsonObject } from '@xinyin/core/json'
import { listTruth, readTruthJson, testTruth } from '@xinyin/testkit'
import { describe, expect } from 'vitest'
import { inspectSdJwt } from '../../src/credential/inspect.ts'
import { parsePublicJwk } from '../../src/credential/jwk.ts'
import { parseSdJwt } from '../../src/credential/parse.ts'

interface Truth {
  issuerKey: JsonObject
  holderKey: JsonObject
  vectors: { draftLine: number; disclosures: number; keyBinding: boolean; compact: string }[]
}

const truth =
  listTruth('sd-jwt').length > 0 ? readTruthJson<Truth>('sd-jwt/sdjwt-final-draft22.json') : undefined
const at = new Date('2025-06-01T00:00:00Z')
const key = (): PublicKey => parsePublicKey(parsePublicJwk(truth!.issuerKey).spki)

describe('the SD-JWTs of the draft that became RFC 9901', () => {
  testTruth('all nine verify with their key, and every disclosure finds its place', async () => {
    expect(truth?.vectors).toHaveLength(9)
    for (const { compact, disclosures, draftLine } of truth!.vectors) {
      const report = await inspectSdJwt(compact, { key: key(), at })
      expect(report.verdict, `${draftLine}: ${JSON.stringify(report.checks)}`).toBe('passed')
      expect(parseSdJwt(compact).disclosures).toHaveLength(disclosures)
      expect(JSON.stringify(report.subject?.claims)).not.toMatch(/"_sd"|"\.\.\."|_sd_alg/)
    }
  })

  testTruth(
    'key bindings hold for the audience and nonce that they were made for, and for no other',
    async () => {
      const bound = truth!.vectors.filter(({ compact }) => !compact.endsWith('~') && compact.includes('~'))
      expect(bound).toHaveLength(3)
      const policy = { audience: 'https://verifier.example.org', nonce: '1234567890' }
      const then = new Date(1_748_537_243_000)
      for (const { compact } of bound) {
        const inspect = (change: object) =>
          inspectSdJwt(compact, { key: key(), at: then, keyBinding: { ...policy, ...change } })
        expect((await inspect({})).verdict).toBe('passed')
        expect((await inspect({ nonce: '1' })).verdict).toBe('failed')
        expect((await inspect({ audience: 'https://verifier.example.com' })).verdict).toBe('failed')
      }
    },
  )

  testTruth('structured claims come out whole', async () => {
    const claims = async (line: number) => {
      const { compact } = truth!.vectors.find(({ draftLine }) => draftLine === line)!
      return (await inspectSdJwt(compact, { key: key(), at })).subject?.claims
    }
    expect(await claims(2817)).toMatchObject({ address: { region: '港区', country: 'JP' } })
    expect(await claims(3549)).toMatchObject({ nationalities: ['DE'], age_equal_or_over: { '18': true } })
    expect(await claims(1125)).toMatchObject({ given_name: 'John', nationalities: ['US', 'DE'] })
  })

  testTruth('no character can be changed, taken away or put in', async () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    for (const { compact } of truth!.vectors) {
      const step = Math.ceil(compact.length / 60)
      for (let i = 0; i < compact.length; i += step) {
        const other = alphabet[(alphabet.indexOf(compact[i]!) + 1) % 64]!
        for (const tampered of [
          compact.slice(0, i) + other + compact.slice(i + 1),
          compact.slice(0, i) + compact.slice(i + 1),
          `${compact.slice(0, i)}A${compact.slice(i)}`,
        ]) {
          if (tampered === compact) continue
          const report = await inspectSdJwt(tampered, { key: key(), at })
          expect(report.verdict, tampered).toBe('failed')
        }
      }
    }
  })
})
