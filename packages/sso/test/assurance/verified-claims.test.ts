import { describe, expect, test } from 'vitest'
import { parseDateTime, parseEndOfDay } from '../../src/assurance/rfc3339.ts'
import {
  createKeySource,
  explain,
  inspectVerifiedClaims,
  requestVerifiedClaims,
  type VerifiedClaimsPolicy,
  verifyIdToken,
  verifyVerifiedClaims,
} from '../../src/index.ts'
import { CLIENT, type Claims, goodClaims, ISSUER, mint, NOW, publicJwk } from '../hostile-provider.ts'

const policy: VerifiedClaimsPolicy = {
  frameworks: {
    cn_population: {
      levels: { high: 4, substantial: 3 },
      evidence: ['electronic_record', 'vouch', 'document', 'electronic_signature'],
      attesters: ['公安部人口库', '测试市民政局'],
      maxAge: 86_400,
    },
    cn_network_identity: { levels: { high: 4 } },
  },
  claims: ['name'],
  level: 3,
}
const record = {
  type: 'electronic_record',
  check_details: [{ check_method: 'data', organization: '公安部人口库', time: '2025-12-31T12:00:00Z' }],
  record: { type: 'population', date_of_expiry: '2026-01-01', source: { name: '公安部人口库' } },
}
const verification = {
  trust_framework: 'cn_population',
  assurance_level: 'substantial',
  time: '2025-12-31T12:00:00+00:00',
  evidence: [record],
}
const element = { verification, claims: { name: '测试甲', birthdate: '1900-01-01' } }

const keys = createKeySource(
  async () => `${ISSUER}/jwks`,
  async () => Response.json({ keys: [await publicJwk('ES256', 'k1')] }),
  () => new Date(NOW * 1000),
)

/** The claims of an ID token that says this, as verification gives them out. */
async function verified(more: Claims) {
  const token = await mint({ ...goodClaims('n'), ...more }, { alg: 'ES256', kid: 'k1' })
  const algorithms = ['ES256']
  return verifyIdToken(token, {
    issuer: ISSUER,
    clientId: CLIENT,
    algorithms,
    keys,
    now: NOW,
    nonce: 'n',
    accessToken: undefined,
  })
}

const expected = { issuer: ISSUER, policy, now: NOW }
const inspect = async (value: unknown, change: Partial<typeof expected> = {}) =>
  inspectVerifiedClaims(await verified({ verified_claims: value }), { ...expected, ...change })
const withVerification = (change: object) => ({ ...element, verification: { ...verification, ...change } })
const withEvidence = (...evidence: object[]) => withVerification({ evidence })

describe('verified claims', () => {
  test('are what was asked for, with who verified it how', async () => {
    const report = await inspect(element)
    expect(report.verdict).toBe('passed')
    expect(report.subject).toEqual({
      framework: 'cn_population',
      level: 3,
      verifiedAt: NOW - 43_200,
      evidence: ['electronic_record'],
      claims: { name: '测试甲' },
    })
    expect(report.checks.map(({ id }) => id)).toEqual([
      'verified-claims.source',
      'verified-claims.issuer',
      'verified-claims.form',
      'verified-claims.framework',
      'verified-claims.level',
      'verified-claims.time',
      'verified-claims.evidence',
      'verified-claims.attester',
      'verified-claims.validity',
      'verified-claims.claims',
    ])
  })

  test('may be of somebody who has neither name nor number', async () => {
    const network = {
      verification: { trust_framework: 'cn_network_identity', assurance_level: 'high' },
      claims: { age_over_18: true },
    }
    const report = await inspect(network, { policy: { ...policy, claims: ['age_over_18'] } })
    expect(report.verdict).toBe('passed')
    expect(report.subject).toEqual({
      framework: 'cn_network_identity',
      level: 4,
      verifiedAt: undefined,
      evidence: [],
      claims: { age_over_18: true },
    })
  })

  // `organization` is left out where the provider checked by itself (OpenID Identity Assurance Schema Definition 1.0, `check_details`): it is no stranger, nor
  // on the list of those who may attest.
  const byItself = { check_method: 'vpip' }
  const byRegister = { check_method: 'data', organization: '公安部人口库' }
  const byStranger = { check_method: 'x', organization: '某公司' }
  test.each<[evidence: string, piece: object, code: string | undefined]>([
    [
      'checked by nobody who is named',
      { ...record, check_details: [byItself] },
      'ERR_SSO_VERIFIED_CLAIMS_ATTESTER',
    ],
    ['without checks', { type: 'document' }, 'ERR_SSO_VERIFIED_CLAIMS_ATTESTER'],
    [
      'checked by an empty name',
      { ...record, check_details: [{ ...byItself, organization: '' }] },
      'ERR_SSO_VERIFIED_CLAIMS_ATTESTER',
    ],
    ['checked by the register too', { ...record, check_details: [byItself, byRegister] }, undefined],
    [
      'checked by a stranger too',
      { ...record, check_details: [byItself, byStranger] },
      'ERR_SSO_VERIFIED_CLAIMS_ATTESTER',
    ],
    ['signed by nobody who is named', { type: 'electronic_signature' }, 'ERR_SSO_VERIFIED_CLAIMS_ATTESTER'],
    [
      'vouched for by nobody who is named',
      { type: 'vouch', attestation: { voucher: {} } },
      'ERR_SSO_VERIFIED_CLAIMS_ATTESTER',
    ],
  ])('stand on evidence %s as its attesters do, where any are asked for', async (_, piece, code) => {
    const report = await inspect(withEvidence(piece))
    expect(report.checks.find(({ status }) => status === 'failed')?.code).toBe(code)
    const { attesters: __, ...rules } = policy.frameworks['cn_population'] ?? {}
    const lenient = { ...policy, frameworks: { cn_population: rules } }
    expect((await inspect(withEvidence(piece), { policy: lenient })).verdict).toBe('passed')
  })

  test('tell of the evidence that counts, and of none beside it', async () => {
    const stranger = { check_method: 'x', organization: '某公司' }
    const beside = [
      { type: 'document', check_details: [stranger] },
      {
        type: 'vouch',
        attestation: { date_of_expiry: '2025-12-31', voucher: { organization: '测试市民政局' } },
      },
    ]
    const report = await inspect(withEvidence(...beside, record))
    expect(report.verdict).toBe('passed')
    expect(report.subject?.evidence).toEqual(['electronic_record'])
  })

  test('are the first of several that does, and those of unknown frameworks are passed over', async () => {
    const unknown = withVerification({ trust_framework: 'xx' })
    const low = withVerification({ assurance_level: 'low' })
    const report = await inspect([unknown, low, element])
    expect(report.verdict).toBe('passed')
    const none = await inspect([unknown, low])
    expect(none.checks.find(({ status }) => status === 'failed')?.id).toBe('verified-claims.level')
  })

  const good: [name: string, value: unknown][] = [
    [
      'a document',
      withEvidence({
        type: 'document',
        check_details: [{ check_method: 'vpip', organization: '测试市民政局' }],
        document_details: { type: 'idcard', date_of_expiry: '2030-01-01' },
      }),
    ],
    [
      'a vouch',
      withEvidence({
        type: 'vouch',
        attestation: { type: 'written', voucher: { organization: '测试市民政局' } },
      }),
    ],
    [
      'a signature',
      withEvidence({
        type: 'electronic_signature',
        issuer: '公安部人口库',
        signature_type: 'qes',
        serial_number: '1',
      }),
    ],
    ['members that nobody knows', withVerification({ extra: 1, evidence: [{ ...record, extra: {} }] })],
    [
      'evidence of which one piece does',
      withEvidence({ ...record, check_details: [{ check_method: 'x', organization: '某公司' }] }, record),
    ],
    ['evidence that expires today', withEvidence({ ...record, record: { date_of_expiry: '2026-01-01' } })],
    [
      'a verification of just now, by a clock that is ahead',
      withVerification({ time: '2026-01-01T00:00:30Z' }),
    ],
  ]
  test.each(good)('by %s pass', async (_, value) => {
    expect((await inspect(value)).verdict).toBe('passed')
  })
})

type Refusal = [name: string, check: string, code: string, value: unknown]
const form: Refusal[] = [
  ['no object', 'verified-claims.form', 'FORM', 'yes'],
  ['null', 'verified-claims.form', 'FORM', null],
  ['an empty list', 'verified-claims.form', 'FORM', []],
  [
    'twenty-one of them',
    'verified-claims.form',
    'FORM',
    Array(21).fill({ verification: { trust_framework: 'x' }, claims: { a: 1 } }),
  ],
  ['no verification', 'verified-claims.form', 'FORM', { claims: { name: 'x' } }],
  ['no claims', 'verified-claims.form', 'FORM', { verification }],
  ['empty claims', 'verified-claims.form', 'FORM', { verification, claims: {} }],
  ['claims as a list', 'verified-claims.form', 'FORM', { verification, claims: ['name'] }],
  ['a member beside', 'verified-claims.form', 'FORM', { ...element, more: 1 }],
  ['no framework', 'verified-claims.form', 'FORM', withVerification({ trust_framework: undefined })],
  ['a time of no form', 'verified-claims.form', 'FORM', withVerification({ time: 'yesterday' })],
  [
    'a day that there is not',
    'verified-claims.form',
    'FORM',
    withVerification({ time: '2025-02-30T00:00:00Z' }),
  ],
  ['empty evidence', 'verified-claims.form', 'FORM', withEvidence()],
  ['evidence of no known type', 'verified-claims.form', 'FORM', withEvidence({ type: 'rumour' })],
  [
    'a check without method',
    'verified-claims.form',
    'FORM',
    withEvidence({ ...record, check_details: [{ organization: '公安部人口库' }] }),
  ],
]
const judged: Refusal[] = [
  [
    'a framework of strangers',
    'verified-claims.framework',
    'FRAMEWORK',
    withVerification({ trust_framework: 'xx' }),
  ],
  [
    'a framework that every object has',
    'verified-claims.framework',
    'FRAMEWORK',
    withVerification({ trust_framework: 'constructor' }),
  ],
  ['too low a level', 'verified-claims.level', 'LEVEL', withVerification({ assurance_level: 'low' })],
  [
    'a level that every object has',
    'verified-claims.level',
    'LEVEL',
    withVerification({ assurance_level: 'toString' }),
  ],
  ['no level', 'verified-claims.level', 'LEVEL', withVerification({ assurance_level: undefined })],
  [
    'the level of another framework',
    'verified-claims.level',
    'LEVEL',
    withVerification({ trust_framework: 'cn_network_identity', assurance_level: 'substantial' }),
  ],
  [
    'a verification in the future',
    'verified-claims.time',
    'TIME',
    withVerification({ time: '2026-01-01T00:00:31Z' }),
  ],
  ['one of long ago', 'verified-claims.time', 'TIME', withVerification({ time: '2025-12-30T23:59:59Z' })],
  ['one of no time', 'verified-claims.time', 'TIME', withVerification({ time: undefined })],
  ['no evidence', 'verified-claims.evidence', 'EVIDENCE', withVerification({ evidence: undefined })],
  [
    'evidence of a stranger',
    'verified-claims.attester',
    'ATTESTER',
    withEvidence({ ...record, check_details: [{ check_method: 'x', organization: '某公司' }] }),
  ],
  ['evidence of nobody', 'verified-claims.attester', 'ATTESTER', withEvidence({ type: 'electronic_record' })],
  [
    'evidence of one who may and one who may not',
    'verified-claims.attester',
    'ATTESTER',
    withEvidence({
      ...record,
      check_details: [...record.check_details, { check_method: 'x', organization: '某公司' }],
    }),
  ],
  [
    'a vouch of somebody who has no office',
    'verified-claims.attester',
    'ATTESTER',
    withEvidence({ type: 'vouch', attestation: { voucher: { name: '测试乙' } } }),
  ],
  [
    'a signature of a stranger',
    'verified-claims.attester',
    'ATTESTER',
    withEvidence({ type: 'electronic_signature', issuer: '某公司' }),
  ],
  [
    'a record that has expired',
    'verified-claims.validity',
    'EXPIRED',
    withEvidence({ ...record, record: { date_of_expiry: '2025-12-31' } }),
  ],
  [
    'a document that has expired',
    'verified-claims.validity',
    'EXPIRED',
    withEvidence({
      type: 'document',
      check_details: record.check_details,
      document_details: { date_of_expiry: '2025-12-31' },
    }),
  ],
  [
    'a vouch that has expired',
    'verified-claims.validity',
    'EXPIRED',
    withEvidence({
      type: 'vouch',
      attestation: { date_of_expiry: '2025-12-31', voucher: { organization: '测试市民政局' } },
    }),
  ],
  [
    'expired evidence beside that of a stranger',
    'verified-claims.validity',
    'EXPIRED',
    withEvidence(
      { ...record, record: { date_of_expiry: '2025-12-31' } },
      { type: 'electronic_record', check_details: [{ check_method: 'x', organization: '某公司' }] },
    ),
  ],
  [
    'other claims than were asked for',
    'verified-claims.claims',
    'MISSING',
    { ...element, claims: { birthdate: '1900-01-01' } },
  ],
  ['a claim of null', 'verified-claims.claims', 'MISSING', { ...element, claims: { name: null } }],
  ['an empty claim', 'verified-claims.claims', 'MISSING', { ...element, claims: { name: '' } }],
  [
    'a claim that every object has',
    'verified-claims.claims',
    'MISSING',
    { ...element, claims: { birthdate: 'x' } },
  ],
]

describe('attacks by verified claims', () => {
  test.each([...form, ...judged])('with %s are refused', async (_, check, code, value) => {
    const report = await inspect(value)
    expect(report.verdict).toBe('failed')
    expect(report.checks).toHaveLength(10)
    const failing = report.checks.find(({ status }) => status === 'failed')
    expect(failing).toMatchObject({ id: check, code: `ERR_SSO_VERIFIED_CLAIMS_${code}` })
    for (const language of ['en', 'zh-CN'] as const)
      expect(explain(report, language)).not.toMatch(/[{}]|测试甲/)
  })

  test('without any are refused, also where the token points elsewhere for them', async () => {
    const aggregated = {
      _claim_names: { verified_claims: 'src1' },
      _claim_sources: {
        src1: { JWT: await mint({ verified_claims: element }, { alg: 'ES256', kid: 'k1' }) },
      },
    }
    for (const claims of [{}, aggregated]) {
      expect(() => verifyVerifiedClaims(claims as never, expected)).toThrowError(
        expect.objectContaining({ code: 'ERR_SSO_VERIFIED_CLAIMS_SOURCE' }),
      )
      const report = inspectVerifiedClaims(await verified(claims), expected)
      expect(report.checks[0]).toMatchObject({ status: 'failed', code: 'ERR_SSO_VERIFIED_CLAIMS_ABSENT' })
    }
  })

  test('from outside of a verified token are refused, be they a copy to the letter', async () => {
    const claims = await verified({ verified_claims: element })
    expect(inspectVerifiedClaims(claims, expected).verdict).toBe('passed')
    for (const copy of [{ ...claims }, structuredClone(claims), JSON.parse(JSON.stringify(claims))]) {
      const report = inspectVerifiedClaims(copy, expected)
      expect(report.checks[0]).toMatchObject({ status: 'failed', code: 'ERR_SSO_VERIFIED_CLAIMS_SOURCE' })
    }
  })

  test('of another issuer than the policy is for are refused', async () => {
    const report = await inspect(element, { issuer: 'https://other.example' })
    expect(report.checks[1]).toMatchObject({ id: 'verified-claims.issuer', code: 'ERR_SSO_TOKEN_ISSUER' })
    expect(report.verdict).toBe('failed')
  })
})

describe('what a sign-in asks for', () => {
  test('is the claims that the portal needs, under the frameworks that it believes', () => {
    expect(requestVerifiedClaims(policy)).toEqual({
      id_token: {
        verified_claims: {
          verification: {
            trust_framework: { values: ['cn_population', 'cn_network_identity'] },
            assurance_level: null,
            time: null,
            evidence: [
              { type: { value: 'electronic_record' } },
              { type: { value: 'vouch' } },
              { type: { value: 'document' } },
              { type: { value: 'electronic_signature' } },
            ],
          },
          claims: { name: null },
        },
      },
    })
    expect(requestVerifiedClaims({ frameworks: { a: {} }, claims: ['name', 'address'] })).toEqual({
      id_token: {
        verified_claims: {
          verification: { trust_framework: { value: 'a' } },
          claims: { name: null, address: null },
        },
      },
    })
  })
})

describe('times of RFC 3339', () => {
  test.each([
    ['2026-01-01T00:00:00Z', NOW],
    ['2026-01-01t00:00:00.123z', NOW],
    ['2026-01-01T08:00:00+08:00', NOW],
    ['2025-12-31T19:30:00-04:30', NOW],
    ['2024-02-29T00:00:00Z', 1_709_164_800],
  ])('%s', (text, seconds) => {
    expect(parseDateTime(text)).toBe(seconds)
  })

  test.each([
    '2026-01-01',
    '2026-01-01 00:00:00Z',
    '2026-01-01T00:00:00',
    '2026-01-01T24:00:00Z',
    '2026-01-01T00:60:00Z',
    '2026-01-01T00:00:60Z',
    '2026-01-01T00:00:00+24:00',
    '2026-01-01T00:00:00+08:60',
    '2026-13-01T00:00:00Z',
    '2025-02-29T00:00:00Z',
    '0026-01-01T00:00:00Z',
    '2026-01-01T00:00:00Z\n',
  ])('%j is none', (text) => {
    expect(parseDateTime(text)).toBeUndefined()
  })

  test('a day is over at midnight in China', () => {
    expect(parseEndOfDay('2025-12-31')).toBe(NOW - 28_800)
    expect(parseEndOfDay('2025-12-32')).toBeUndefined()
    expect(parseEndOfDay('2025-12-31T00:00:00Z')).toBeUndefined()
  })
})
