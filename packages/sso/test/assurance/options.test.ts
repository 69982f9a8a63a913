import { exportJWK } from 'jose'
import { describe, expect, test } from 'vitest'
import { createRelyingParty, memoryStore, type RelyingPartyOptions } from '../../src/index.ts'
import { keyPair } from '../hostile-provider.ts'

async function options(change: Record<string, unknown>): Promise<RelyingPartyOptions> {
  return {
    issuer: 'https://op.example',
    clientId: 'portal',
    clientKey: await exportJWK((await keyPair('ES256', 'client')).privateKey),
    origin: 'https://portal.example',
    store: memoryStore(),
    ...change,
  }
}

const isInForce = async () => true
const onEvent = () => {}
const secret = new Uint8Array(32)
const policy = { frameworks: { a: {} }, claims: ['name'] }

describe('options for people and companies', () => {
  test.each<[string, Record<string, unknown>]>([
    ['a register of mandates', { mandates: { isInForce } }],
    [
      'one that is asked every time',
      { mandates: { isInForce, freshSeconds: 0, graceSeconds: 0, milliseconds: 1 } },
    ],
    ['a record of events', { audit: { secret, onEvent, milliseconds: 100 } }],
    ['kinds of subjects', { subjects: ['civil-servant', 'natural-person'] }],
    ['a policy for verified claims', { verifiedClaims: policy }],
    [
      'all of a policy',
      {
        verifiedClaims: {
          frameworks: { a: { levels: { high: 4 }, evidence: ['vouch'], attesters: ['x'], maxAge: 60 } },
          claims: ['name'],
          level: 4,
          required: true,
        },
      },
    ],
  ])('are taken: %s', async (_, change) => {
    expect(createRelyingParty(await options(change))).toHaveProperty('handle')
  })

  test.each<[string, Record<string, unknown>]>([
    ['mandates.isInForce', { mandates: {} }],
    ['mandates', { mandates: { isInForce, freshSeconds: 400 } }],
    ['mandates.freshSeconds', { mandates: { isInForce, freshSeconds: -1 } }],
    ['mandates.graceSeconds', { mandates: { isInForce, graceSeconds: 86_401 } }],
    ['mandates.milliseconds', { mandates: { isInForce, milliseconds: 0 } }],
    ['audit.secret', { audit: { onEvent, secret: new Uint8Array(31) } }],
    ['audit.secret', { audit: { onEvent, secret: 'x'.repeat(32) } }],
    ['audit.onEvent', { audit: { secret } }],
    ['switchPage', { switchPage: 'page' }],
    ['readMandates', { readMandates: {} }],
    ['subjects', { subjects: [] }],
    ['subjects.0', { subjects: ['robot'] }],
    ['verifiedClaims.claims', { verifiedClaims: { frameworks: {}, claims: [] } }],
    ['verifiedClaims.level', { verifiedClaims: { ...policy, level: 0 } }],
    [
      'verifiedClaims.frameworks.a.evidence.0',
      { verifiedClaims: { ...policy, frameworks: { a: { evidence: ['rumour'] } } } },
    ],
    [
      'verifiedClaims.frameworks.a.attesters',
      { verifiedClaims: { ...policy, frameworks: { a: { attesters: [] } } } },
    ],
    [
      'verifiedClaims.frameworks.a.levels.high',
      { verifiedClaims: { ...policy, frameworks: { a: { levels: { high: '4' } } } } },
    ],
  ])('that are wrong are named: %s', async (name, change) => {
    const given = await options(change)
    expect(() => createRelyingParty(given)).toThrowError(
      expect.objectContaining({
        code: 'ERR_SSO_CONFIGURATION',
        facts: { problems: expect.stringMatching(new RegExp(`^${name.replaceAll('.', '\\.')}: `)) },
      }),
    )
  })
})
