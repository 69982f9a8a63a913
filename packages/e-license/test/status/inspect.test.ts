import {
  type Check,
  createPrivateKey,
  createSigner,
  decodeHex,
  encodeBase64Url,
  encodeUtf8,
  type Report,
} from '@xinyin/core'
import { type CborMap, type CborValue, encodeCbor } from '@xinyin/core/cbor'
import { COSE_HEADER, createCoseSign1 } from '@xinyin/core/cose'
import { encodeX5c, signJws } from '@xinyin/core/jws'
import { createRevocationChecker } from '@xinyin/core/revocation'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { explain } from '../../src/checks.ts'
import {
  changeStatuses,
  createStatusList,
  inspectStatusList,
  parseStatusListToken,
  readStatus,
  type StatusListOptions,
  signStatusListCwt,
  signStatusListJwt,
} from '../../src/status/index.ts'
import { deflate } from '../../src/status/zlib.ts'
import { AT, after, createOffice, signedList, trustIn, URI } from './office.ts'

const office = await createOffice('P-256')
const { signing, trust } = office
const sm2 = await createOffice('SM2')
const revocation = createRevocationChecker({ now: () => AT })
const list = changeStatuses(createStatusList({ bits: 4, size: 32 }), [[7, 0x0f]])
const statement = { uri: URI, list, issuedAt: after(-60), expiresAt: after(3600), ttl: 600 }
const packed = await deflate(list.bytes)

const inspect = (token: string | Uint8Array, change: Partial<StatusListOptions> = {}) =>
  inspectStatusList(token, { trust, at: AT, uri: URI, revocation, ...change })

const told = ({ checks }: Report<unknown>) =>
  checks
    .filter(({ status }) => status !== 'passed' && status !== 'skipped')
    .map(({ id, code }) => `${id} ${code}`)

/** A JWT whose signer said whatever is asked for. */
const claims = {
  sub: URI,
  iat: AT.getTime() / 1000 - 60,
  exp: AT.getTime() / 1000 + 3600,
  ttl: 600,
  status_list: { bits: 4, lst: encodeBase64Url(packed) },
}
const jwt = (payload: unknown = claims, header: object = {}) =>
  signJws(
    { typ: 'statuslist+jwt', ...encodeX5c(signing.certificates), ...header },
    typeof payload === 'string' ? payload : JSON.stringify(payload),
    signing.signer,
  )

/** A CWT whose signer said whatever is asked for. */
const cwtList = new Map<string, CborValue>([
  ['bits', 4],
  ['lst', packed],
])
const cwtClaims = new Map<number, CborValue>([
  [2, URI],
  [4, claims.exp],
  [6, claims.iat],
  [65_533, cwtList],
  [65_534, 600],
])
const cwt = (
  payload: CborValue = cwtClaims,
  header: CborMap = new Map([[COSE_HEADER.typ, 'application/statuslist+cwt']]),
  more: object = {},
) =>
  createCoseSign1({
    payload: encodeCbor(payload),
    signer: signing.signer,
    protectedHeader: header,
    unprotectedHeader: new Map([[COSE_HEADER.x5chain, signing.certificates[0].raw]]),
    ...more,
  })

describe.each(['SM2', 'P-256'] as const)('a list signed with %s', (kind) => {
  const by = kind === 'SM2' ? sm2 : office

  test.each([
    ['jwt', () => signStatusListJwt(statement, by.signing)],
    ['cwt', () => signStatusListCwt(statement, by.signing)],
  ] as const)('as %s is read and believed', async (format, sign) => {
    const report = await inspect(await sign(), { trust: by.trust })
    expect(told(report)).toEqual([])
    expect(report.verdict).toBe('passed')
    expect(report.subject).toMatchObject({
      format,
      uri: URI,
      ttl: 600,
      issuedAt: after(-60),
      expiresAt: after(3600),
    })
    expect(readStatus(report.subject!.list, 7)).toBe(0x0f)
    expect(readStatus(report.subject!.list, 8)).toBe(0)
    expect(report.checks.map(({ id }) => id)).toEqual([
      'status-list.format',
      'status-list.signature',
      'status-list.signer',
      'status-list.subject',
      'status-list.validity',
    ])
  })
})

describe('status-list.format', () => {
  const withList = (change: object) => ({ ...claims, status_list: { ...claims.status_list, ...change } })
  const without = (name: string) =>
    Object.fromEntries(Object.entries(claims).filter(([each]) => each !== name))

  test.each<[string, unknown, string]>([
    ['no sub', without('sub'), 'ERR_STATUS_LIST_CLAIM'],
    ['a sub that is a number', { ...claims, sub: 1 }, 'ERR_STATUS_LIST_CLAIM'],
    ['a sub of many characters', { ...claims, sub: `https://${'a'.repeat(2000)}` }, 'ERR_STATUS_LIST_CLAIM'],
    ['no iat', without('iat'), 'ERR_STATUS_LIST_CLAIM'],
    ['an iat that is text', { ...claims, iat: '1' }, 'ERR_STATUS_LIST_CLAIM'],
    ['an exp beyond all years', { ...claims, exp: 1e15 }, 'ERR_STATUS_LIST_CLAIM'],
    ['an exp that is null', { ...claims, exp: null }, 'ERR_STATUS_LIST_CLAIM'],
    ['a ttl of nothing', { ...claims, ttl: 0 }, 'ERR_STATUS_LIST_CLAIM'],
    ['a ttl below', { ...claims, ttl: -5 }, 'ERR_STATUS_LIST_CLAIM'],
    ['a ttl that is text', { ...claims, ttl: '600' }, 'ERR_STATUS_LIST_CLAIM'],
    ['no list', without('status_list'), 'ERR_STATUS_LIST_CLAIM'],
    ['a list that is a list', { ...claims, status_list: [] }, 'ERR_STATUS_LIST_CLAIM'],
    ['no bits', withList({ bits: undefined }), 'ERR_STATUS_LIST_CLAIM'],
    ['three bits', withList({ bits: 3 }), 'ERR_STATUS_LIST_CLAIM'],
    ['sixteen bits', withList({ bits: 16 }), 'ERR_STATUS_LIST_CLAIM'],
    ['bits as text', withList({ bits: '4' }), 'ERR_STATUS_LIST_CLAIM'],
    ['no lst', withList({ lst: undefined }), 'ERR_STATUS_LIST_CLAIM'],
    ['an lst that is a number', withList({ lst: 1 }), 'ERR_STATUS_LIST_CLAIM'],
    ['an lst with padding', withList({ lst: `${claims.status_list.lst}==` }), 'ERR_BYTES_BASE64'],
    ['an lst that is not compressed', withList({ lst: 'AAAA' }), 'ERR_STATUS_LIST_COMPRESSION'],
    [
      'an lst that goes on',
      withList({ lst: encodeBase64Url(Uint8Array.of(...packed, 0)) }),
      'ERR_STATUS_LIST_COMPRESSION',
    ],
    ['an aggregation that is no text', withList({ aggregation_uri: 1 }), 'ERR_STATUS_LIST_CLAIM'],
    ['a claim twice', `{"sub":"a",${JSON.stringify(claims).slice(1)}`, 'ERR_JSON_DUPLICATE'],
    ['a payload that is no object', '[]', 'ERR_JSON_SYNTAX'],
  ])('%s is refused', async (_, payload, code) => {
    const report = await inspect(await jwt(payload))
    expect(told(report)).toEqual([`status-list.format ${code}`])
    expect(report.verdict).toBe('failed')
  })

  test.each<[string, object, string]>([
    ['no type', { typ: undefined }, 'ERR_STATUS_LIST_TYPE'],
    ['the type of a JWT', { typ: 'JWT' }, 'ERR_STATUS_LIST_TYPE'],
    ['the type of a licence', { typ: 'dc+sd-jwt' }, 'ERR_STATUS_LIST_TYPE'],
    ['the type of a CWT', { typ: 'statuslist+cwt' }, 'ERR_STATUS_LIST_TYPE'],
    ['crit', { crit: ['x'], x: 1 }, 'ERR_JWS_CRITICAL'],
    ['no certificate', { x5c: undefined }, 'ERR_STATUS_LIST_CERTIFICATE'],
    ['a certificate that is none', { x5c: ['AAAA'] }, 'ERR_STATUS_LIST_CERTIFICATE'],
  ])('a header with %s is refused', async (_, header, code) => {
    expect(told(await inspect(await jwt(claims, header)))).toEqual([`status-list.format ${code}`])
  })

  test('the type may be written as media types are', async () => {
    expect(told(await inspect(await jwt(claims, { typ: 'APPLICATION/StatusList+JWT' })))).toEqual([])
  })

  test('other claims may stand beside', async () => {
    expect(told(await inspect(await jwt({ ...claims, iss: 'https://other.example', jti: 'x' })))).toEqual([])
  })

  test.each<[string, CborValue, string]>([
    ['no sub', new Map([...cwtClaims].filter(([key]) => key !== 2)), 'ERR_STATUS_LIST_CLAIM'],
    ['no iat', new Map([...cwtClaims].filter(([key]) => key !== 6)), 'ERR_STATUS_LIST_CLAIM'],
    ['no list', new Map([...cwtClaims].filter(([key]) => key !== 65_533)), 'ERR_STATUS_LIST_CLAIM'],
    ['claims that are a list', [1], 'ERR_STATUS_LIST_CLAIM'],
    [
      'a list of text',
      new Map([
        ...cwtClaims,
        [
          65_533,
          new Map<string, CborValue>([
            ['bits', 4],
            ['lst', 'AA'],
          ]),
        ],
      ]),
      'ERR_STATUS_LIST_CLAIM',
    ],
    [
      'three bits',
      new Map([
        ...cwtClaims,
        [
          65_533,
          new Map<string, CborValue>([
            ['bits', 3],
            ['lst', packed],
          ]),
        ],
      ]),
      'ERR_STATUS_LIST_CLAIM',
    ],
    ['a ttl of nothing', new Map([...cwtClaims, [65_534, 0]]), 'ERR_STATUS_LIST_CLAIM'],
  ])('of a CWT, %s is refused', async (_, payload, code) => {
    expect(told(await inspect(await cwt()))).toEqual([])
    expect(told(await inspect(await cwt(payload)))).toEqual([`status-list.format ${code}`])
  })

  test.each<[string, CborMap, object, string]>([
    ['no type', new Map(), {}, 'ERR_STATUS_LIST_TYPE'],
    [
      'the type of a JWT',
      new Map([[COSE_HEADER.typ, 'application/statuslist+jwt']]),
      {},
      'ERR_STATUS_LIST_TYPE',
    ],
    [
      'its type under no signature',
      new Map(),
      { unprotectedHeader: new Map([[16, 'application/statuslist+cwt']]) },
      'ERR_STATUS_LIST_TYPE',
    ],
    [
      'no certificate',
      new Map([[16, 'application/statuslist+cwt']]),
      { unprotectedHeader: new Map() },
      'ERR_STATUS_LIST_CERTIFICATE',
    ],
    [
      'no payload',
      new Map([[16, 'application/statuslist+cwt']]),
      { isDetached: true },
      'ERR_STATUS_LIST_TYPE',
    ],
  ])('a CWT with %s is refused', async (_, header, more, code) => {
    expect(told(await inspect(await cwt(cwtClaims, header, more)))).toEqual([`status-list.format ${code}`])
  })

  test('a CWT signed by another algorithm than SM2 and ES256 is refused', async () => {
    const other = createSigner(await createPrivateKey('P-384'))
    const token = await cwt(cwtClaims, undefined, { signer: other })
    expect(told(await inspect(token))).toEqual(['status-list.format ERR_STATUS_LIST_CLAIM'])
  })

  test('what is too long is refused before it is read', async () => {
    const token = await jwt()
    const limits = { maxTokenBytes: token.length - 1 }
    expect(told(await inspect(token, { limits }))).toEqual(['status-list.format ERR_STATUS_LIST_SIZE'])
    expect(told(await inspect(token, { limits: { maxTokenBytes: token.length } }))).toEqual([])
  })

  test('a bomb is refused, and only where its signer may speak at all is it opened', async () => {
    const bomb = encodeBase64Url(await deflate(new Uint8Array(10 * 1024 * 1024 + 1)))
    const token = await jwt(withList({ lst: bomb }))
    expect(token.length).toBeLessThan(20_000)
    expect(told(await inspect(token))).toEqual(['status-list.format ERR_STATUS_LIST_SIZE'])
    const nobody = { anchors: [], intermediates: [] }
    expect(told(await inspect(token, { trust: nobody }))).toEqual(['status-list.signer ERR_PATH_NO_ANCHOR'])
  })

  test('anything at all gives a report', async () => {
    const good = [await jwt(), encodeUtf8(await jwt()), await cwt()]
    const some = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.string({ maxLength: 300 }),
      fc.tuple(fc.constantFrom(...good), fc.nat(), fc.nat(255)).map(([token, at, value]) => {
        if (typeof token === 'string')
          return `${token.slice(0, at % token.length)}${String.fromCharCode(value)}`
        const changed = token.slice()
        changed[at % token.length] = value
        return changed
      }),
    )
    await fc.assert(
      fc.asyncProperty(some, async (token) => {
        const { verdict, checks } = await inspect(token)
        expect(checks).toHaveLength(5)
        // Of a changed token, nothing but what was there before may pass.
        if (verdict === 'passed')
          expect(good.some((each) => JSON.stringify(each) === JSON.stringify(token))).toBe(true)
      }),
      { numRuns: 150 },
    )
  })
})

describe('status-list.signature', () => {
  test('of somebody else is refused', async () => {
    const token = await signJws(
      { typ: 'statuslist+jwt', ...encodeX5c(signing.certificates) },
      JSON.stringify(claims),
      createSigner(await createPrivateKey('P-256')),
    )
    const report = await inspect(token)
    expect(told(report)).toEqual(['status-list.signature ERR_STATUS_LIST_SIGNATURE'])
    expect(report.subject).toBeUndefined()
  })

  test('none, and a MAC, are no signatures', async () => {
    const [, payload, signature] = (await jwt()).split('.')
    for (const alg of ['none', 'HS256', 'ES384', 'RS256']) {
      const header = encodeBase64Url(
        encodeUtf8(JSON.stringify({ alg, typ: 'statuslist+jwt', ...encodeX5c(signing.certificates) })),
      )
      expect(told(await inspect(`${header}.${payload}.${signature}`)), alg).toEqual([
        'status-list.format ERR_JWS_ALGORITHM',
      ])
    }
  })

  test('of a CWT of somebody else is refused', async () => {
    const token = await cwt(cwtClaims, undefined, { signer: createSigner(await createPrivateKey('P-256')) })
    expect(told(await inspect(token))).toEqual(['status-list.signature ERR_STATUS_LIST_SIGNATURE'])
  })
})

describe('status-list.signer', () => {
  test('below nobody who is trusted is not believed', async () => {
    const report = await inspect(await signedList(sm2))
    expect(told(report)).toEqual(['status-list.signer ERR_PATH_NO_ANCHOR'])
    expect(report.verdict).toBe('indeterminate')
  })

  test.each(['licence-issuer', 'seal-maker', 'document-signer', 'trust-list-signer'] as const)(
    'who is a %s says nothing of states',
    async (role) => {
      const report = await inspect(await jwt(), { trust: await trustIn(office.root, role) })
      expect(told(report)).toEqual(['status-list.signer ERR_PATH_NO_ANCHOR'])
    },
  )

  test('who was revoked says nothing', async () => {
    const { serialNumber } = office.issuer.certificate
    const revoked = [{ serialNumber, revokedAt: after(-86_400), reason: 'keyCompromise' as const }]
    const report = await inspect(await jwt(), {
      trust: await trustIn(office.root, 'status-issuer', {}, revoked),
    })
    expect(told(report)[0]).toMatch(/^status-list\.signer ERR_/)
    expect(report.verdict).toBe('failed')
  })

  test('speaks for the licence types and regions that are granted', async () => {
    const grants = [
      { role: 'status-issuer' as const, licenceTypes: ['11100000000013338W009'], regions: ['99'] },
    ]
    const granted = await trustIn(office.root, 'status-issuer', { grants })
    const ask = async (licenceType: string, region: string) =>
      told(await inspect(await jwt(), { trust: granted, wanted: { licenceType, region } }))
    expect(await ask('11100000000013338W009', '990100')).toEqual([])
    expect(await ask('11100000000013338W011', '990100')).toEqual([
      'status-list.signer ERR_GRANT_LICENCE_TYPE',
    ])
    expect(await ask('11100000000013338W009', '330100')).toEqual(['status-list.signer ERR_GRANT_REGION'])
  })
})

describe('status-list.subject', () => {
  test.each(['https://status.example.gov.cn/lists/2', `${URI}/`, URI.toUpperCase(), ''])(
    '%j is another list',
    async (uri) => {
      expect(told(await inspect(await jwt(), { uri }))).toEqual([
        'status-list.subject ERR_STATUS_LIST_SUBJECT',
      ])
    },
  )

  test('is not asked where nobody knows', async () => {
    const token = await jwt()
    const report = await inspectStatusList(token, { trust, at: AT, revocation })
    expect(report.verdict).toBe('passed')
  })
})

describe('status-list.validity', () => {
  const at = async (seconds: number, change: Partial<StatusListOptions> = {}) =>
    inspect(await jwt(), { at: after(seconds), ...change })

  test('ends with exp', async () => {
    expect(told(await at(3599))).toEqual([])
    const report = await at(3600)
    expect(told(report)).toEqual(['status-list.validity ERR_STATUS_LIST_EXPIRED'])
    expect(report.verdict).toBe('indeterminate')
  })

  test('has not begun where the clocks differ by more than five minutes', async () => {
    expect(told(await at(-360))).toEqual([])
    const report = await at(-361)
    expect(told(report)).toEqual(['status-list.validity ERR_STATUS_LIST_FUTURE'])
    expect(report.verdict).toBe('failed')
  })

  test('ends with the budget of who asks', async () => {
    expect(told(await at(0, { maxAge: 60 }))).toEqual([])
    const report = await at(0, { maxAge: 59 })
    expect(told(report)).toEqual(['status-list.validity ERR_STATUS_LIST_STALE'])
    expect(report.verdict).toBe('indeterminate')
    expect(report.checks.at(-1)?.facts).toEqual({ age: 60, limit: 59 })
  })

  test('is a day where the list says nothing and nobody asks for less', async () => {
    const { exp: _, ...open } = claims
    const token = await jwt(open)
    expect(told(await inspect(token, { at: after(86_340) }))).toEqual([])
    expect(told(await inspect(token, { at: after(86_341) }))).toEqual([
      'status-list.validity ERR_STATUS_LIST_STALE',
    ])
  })
})

test('every refusal has its sentence in both languages', async () => {
  const reports = [
    await inspect(await signedList(sm2)),
    await inspect(await jwt(), { uri: 'https://other.example/' }),
    await inspect(await jwt({ ...claims, sub: 1 })),
    await inspect(await jwt(), { at: after(5000) }),
  ]
  for (const { checks } of reports)
    for (const check of checks.filter((each: Check) => each.code !== undefined))
      for (const language of ['en', 'zh-CN'] as const) expect(explain(check, language)).not.toMatch(/ERR_|\{/)
})

test.each([
  { at: new Date(Number.NaN) },
  { maxAge: -1 },
  { maxAge: Number.NaN },
  { limits: { maxListBytes: Number.NaN } },
])('a wrong call is told to who made it: %j', async (change) => {
  await expect(inspect(await jwt(), change)).rejects.toThrow(RangeError)
})

test('the CWT of the draft is read, but for the certificate that it does not have', () => {
  // draft-ietf-oauth-status-list, 5.2
  const hex =
    'd2845820a2012610781a6170706c69636174696f6e2f7374617475736c6973742b637774a1044231325850a502782168747470733a2f2f6578616d706c652e636f6d2f7374617475736c697374732f31061a648c5bea041a8898dfea19fffe19a8c019fffda2646269747301636c73744a78dadbb918000217015d584093fa4d01032b18c35e2fe1101b77fd6cc9440022caa4694450c4e4e9feab4e99d1fa6d9772ce2bf3a12e0323ded7c982c5e101a5e67f0cbc1e2b6f57ce99c279'
  expect(() => parseStatusListToken(decodeHex(hex))).toThrow(
    expect.objectContaining({ code: 'ERR_STATUS_LIST_CERTIFICATE' }),
  )
})
