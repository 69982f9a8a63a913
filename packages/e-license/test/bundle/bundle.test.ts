import {
  type Certificate,
  createPrivateKey,
  createSigner,
  encodeUtf8,
  type KeyKind,
  type PrivateKey,
  type Report,
  type Signer,
  type Trust,
  TrustError,
} from '@xinyin/core'
import { createCrl, createLeaf, createRoot } from '@xinyin/core/ca'
import { encodeX5c, signJws } from '@xinyin/core/jws'
import { createRevocationBundle, createRevocationChecker, parseCrl } from '@xinyin/core/revocation'
import {
  createTrustList,
  signTrustList,
  type TrustedService,
  type TrustListContent,
} from '@xinyin/core/trust'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeBundleContent } from '../../src/bundle/content.ts'
import {
  type BundleMemory,
  type BundleOptions,
  createBundle,
  inspectBundle,
  type NewBundle,
  parseBundle,
  parseBundleMemory,
  verifyBundle,
} from '../../src/bundle/index.ts'
import { explain } from '../../src/checks.ts'
import {
  changeStatuses,
  createStatusList,
  signStatusListCwt,
  signStatusListJwt,
} from '../../src/status/index.ts'

const AT = new Date('2026-06-03T08:00:00Z')
const ISSUED = new Date('2026-06-01T00:00:00Z')
const NEXT = new Date('2026-06-15T00:00:00Z')
const PERIOD = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2028-01-01T00:00:00Z') }
const BUNDLE = 'https://bundles.example.gov.cn/windows'
const URI = 'https://status.example.gov.cn/1'
const PERMIT = '11100000000013338W009'

interface Party {
  readonly key: PrivateKey
  readonly signer: Signer
  readonly certificate: Certificate
}

async function createParty(organization: string, kind: KeyKind = 'SM2', issuer?: Party): Promise<Party> {
  const key = await createPrivateKey(kind)
  const subject = { country: 'CN', organization, commonName: `${organization}签名` }
  const usage = ['digitalSignature', 'keyCertSign', 'cRLSign'] as const
  const certificate =
    issuer === undefined
      ? await createRoot({ subject, key, keyUsage: usage, ...PERIOD })
      : await createLeaf({
          subject,
          issuer: { certificate: issuer.certificate, key: issuer.key },
          publicKey: key.publicKey,
          ...PERIOD,
        })
  return { key, signer: createSigner(key), certificate }
}

const nation = await createParty('国家政务服务平台')
const province = await createParty('示例省大数据局')
const provider = await createParty('示例省状态发布', 'P-256')
const root = await createParty('示例省根')
const packer = await createParty('示例省大数据中心', 'P-256', root)
const stranger = await createParty('某公司')

const service = (change: Partial<TrustedService> = {}): TrustedService => ({
  name: '证照状态发布',
  role: 'status-issuer',
  certificates: [provider.certificate],
  status: 'granted',
  since: PERIOD.notBefore,
  licenceTypes: [PERMIT],
  regions: ['99'],
  history: [],
  ...change,
})
const trustList = (by: Party, change: Partial<TrustListContent> = {}) =>
  signTrustList(
    createTrustList({
      territory: 'CN',
      sequence: 3,
      operator: by.certificate.subject.organization ?? '',
      name: '信任列表',
      issuedAt: ISSUED,
      nextUpdate: new Date('2026-07-01T00:00:00Z'),
      entities: [
        {
          name: '示例省',
          address: '示例路 1 号',
          contact: 'mailto:ca@example.gov.cn',
          information: 'https://example.gov.cn/',
          services: [service()],
        },
      ],
      ...change,
    }),
    { key: by.key, certificates: [by.certificate] },
  )
const national = await trustList(nation)

const list = changeStatuses(createStatusList({ bits: 4, size: 64 }), [[7, 0x0f]])
const statusList = (change: object = {}, by = provider) =>
  signStatusListJwt(
    { uri: URI, list, issuedAt: ISSUED, ...change },
    { signer: by.signer, certificates: [by.certificate] },
  )
const jwt = await statusList()
const bomb = await statusList({ list: createStatusList({ bits: 8, size: 2 ** 24 }) })
const cwt = await signStatusListCwt(
  { uri: `${URI}0`, list, issuedAt: ISSUED },
  { signer: provider.signer, certificates: [provider.certificate] },
)
const crl = parseCrl(
  await createCrl({
    issuer: { certificate: root.certificate, key: root.key },
    number: 1,
    revoked: [],
    thisUpdate: ISSUED,
    nextUpdate: NEXT,
  }),
)
const identifiers = ['1.2.156.3005.2.11100000MB03271699001.11330105002500287C.2026000001.002.N']

const given: NewBundle = {
  bundle: BUNDLE,
  sequence: 12,
  issuedAt: ISSUED,
  nextUpdate: NEXT,
  trustLists: [national],
  statusLists: [jwt, cwt],
  revocation: { crls: [crl], ocspResponses: [] },
  identifiers,
}
const make = (change: Partial<NewBundle> = {}, by: Party = packer) =>
  createBundle({ ...given, ...change }, { signer: by.signer, certificates: [by.certificate] })

/** A window trusts who signs trust lists, and under whom bundles are put together. */
const trust: Trust = {
  anchors: [
    { certificate: nation.certificate, roles: ['trust-list-signer'] },
    { certificate: root.certificate, roles: ['status-issuer'] },
  ],
  intermediates: [],
}
const revocation = createRevocationChecker({ now: () => AT })
const inspect = (file: string | Uint8Array, change: Partial<BundleOptions> = {}) =>
  inspectBundle(file, { trust, at: AT, revocation, clock: () => AT, ...change })
const told = ({ checks }: Report<unknown>) =>
  checks
    .filter(({ status }) => status !== 'passed' && status !== 'skipped')
    .map(({ id, code }) => `${id} ${code}`)

/** A bundle whose signer said whatever is asked for. */
const forge = (payload: unknown, header: object = {}, by: Party = packer) =>
  signJws(
    { typ: 'verification-bundle+jws', ...encodeX5c([by.certificate]), ...header },
    typeof payload === 'string' ? payload : JSON.stringify(payload),
    by.signer,
  )
const members = JSON.parse(
  encodeBundleContent({
    ...given,
    trustLists: [{ territory: 'CN', jws: national }],
    statusLists: [jwt],
    revocation: createRevocationBundle({ crls: [crl], ocspResponses: [] }),
    identifiers,
  }),
) as Record<string, unknown>

const file = await make()

describe('a bundle', () => {
  test('gives what a window needs, and says how fresh it is', async () => {
    const report = await inspect(file)
    expect(told(report)).toEqual([])
    expect(report.checks.map(({ id, status }) => `${id} ${status}`)).toEqual([
      'bundle.format passed',
      'bundle.signature passed',
      'bundle.sequence skipped',
      'bundle.validity passed',
      'bundle.signer passed',
      'bundle.trust-lists passed',
      'bundle.status-lists passed',
    ])
    expect(report.subject).toMatchObject({
      bundle: BUNDLE,
      sequence: 12,
      issuedAt: ISSUED,
      nextUpdate: NEXT,
      trustLists: [{ territory: 'CN', sequence: 3 }],
      statusLists: [
        { uri: URI, bits: 4, size: 64, issuedAt: ISSUED },
        { uri: `${URI}0`, bits: 4, size: 64 },
      ],
    })
    expect(report.subject?.revocation.crls).toHaveLength(1)
  })

  test('is the same as octets, and with a line end', async () => {
    for (const each of [encodeUtf8(file), `${file}\n`, encodeUtf8(`${file}\r\n`)])
      expect((await inspect(each)).verdict).toBe('passed')
  })

  test('tells what became of licences, of whom its trust lists say so', async () => {
    const { verified } = await inspect(file)
    const policy = verified!.policy
    const ask = async (index: number, change: object = {}, uri = URI) => {
      try {
        const context = {
          trust: policy.trust,
          revocation,
          at: AT,
          licenceType: PERMIT,
          region: '990100',
          ...change,
        }
        return (await policy.status.find({ uri, index }, context)).state
      } catch (error) {
        return error instanceof TrustError ? error.code : error
      }
    }
    expect(await ask(7)).toBe('revoked')
    expect(await ask(8)).toBe('valid')
    expect(await ask(7, {}, `${URI}0`)).toBe('revoked')
    expect(await ask(8, { licenceType: '11100000000013338W011' })).toBe('ERR_GRANT_LICENCE_TYPE')
    expect(await ask(8, { region: '330100' })).toBe('ERR_GRANT_REGION')
    expect(await ask(8, { trust })).toBe('ERR_PATH_NO_ANCHOR')
    expect(await ask(8, {}, `${URI}1`)).toBe('ERR_STATUS_LIST_NO_SOURCE')
    // The whole time of the bundle, and a day.
    expect(await ask(8, { at: new Date('2026-06-15T23:59:59Z') })).toBe('valid')
    expect(await ask(8, { at: new Date('2026-06-16T00:00:02Z') })).toBe('ERR_STATUS_LIST_STALE')
    const { verified: hasty } = await inspect(file, { maxAge: 86_400 })
    const context = { trust: policy.trust, revocation, at: AT, licenceType: PERMIT, region: '990100' }
    await expect(hasty!.policy.status.find({ uri: URI, index: 8 }, context)).rejects.toMatchObject({
      code: 'ERR_STATUS_LIST_STALE',
    })
  })

  test('knows newer versions', async () => {
    const { verified } = await inspect(file)
    const first = '1.2.156.3005.2.11100000MB03271699001.11330105002500287C.2026000001.001.P'
    expect(await verified!.policy.versions.newest(first)).toBe(identifiers[0])
  })

  test('knows of no version that it is the newest once the bundle is due to be replaced', async () => {
    let now = NEXT
    const { verified } = await inspect(file, { clock: () => now })
    const { versions } = verified!.policy
    const [newest] = identifiers
    const first = '1.2.156.3005.2.11100000MB03271699001.11330105002500287C.2026000001.001.P'
    expect(await versions.newest(newest!)).toBe(newest)
    now = new Date(NEXT.getTime() + 1)
    await expect(versions.newest(newest!)).rejects.toMatchObject({ code: 'ERR_BUNDLE_STALE' })
    // That there is a newer one stands.
    expect(await versions.newest(first)).toBe(newest)
  })

  test('may hold nothing but its own time', async () => {
    const bare = await createBundle(
      { bundle: BUNDLE, sequence: 1, issuedAt: ISSUED, nextUpdate: NEXT },
      { signer: province.signer, certificates: [province.certificate] },
    )
    const report = await inspect(bare, {
      trust: {
        anchors: [{ certificate: province.certificate, roles: ['trust-list-signer'] }],
        intermediates: [],
      },
    })
    expect(report.verdict).toBe('passed')
    expect(report.checks.at(-1)).toMatchObject({
      status: 'skipped',
      facts: { because: 'bundled-status-lists' },
    })
  })

  test('is signed with SM2 too', async () => {
    const own = await createParty('示例省大数据中心', 'SM2', root)
    expect(told(await inspect(await make({}, own)))).toEqual([])
  })

  test('is shown without being verified', () => {
    expect(parseBundle(file)).toMatchObject({
      bundle: BUNDLE,
      sequence: 12,
      identifiers,
      trustLists: [{ territory: 'CN' }],
    })
  })

  test('is given by verifyBundle, or what stands against it', async () => {
    const options = { trust, at: AT, revocation }
    expect((await verifyBundle(file, options)).sequence).toBe(12)
    await expect(
      verifyBundle(file, { ...options, at: new Date('2026-06-16T00:00:00Z') }),
    ).rejects.toMatchObject({
      code: 'ERR_BUNDLE_STALE',
    })
  })
})

describe('bundle.format', () => {
  const without = (name: string) =>
    Object.fromEntries(Object.entries(members).filter(([each]) => each !== name))

  test.each(Object.keys(members))('a bundle without %s is refused', async (name) => {
    expect(told(await inspect(await forge(members)))).toEqual([])
    expect(told(await inspect(await forge(without(name))))).toEqual(['bundle.format ERR_BUNDLE_MEMBER'])
  })

  test.each<[string, unknown, string]>([
    ['another version', { ...members, version: 2 }, 'ERR_BUNDLE_MEMBER'],
    ['a member that is not known', { ...members, more: 1 }, 'ERR_BUNDLE_MEMBER'],
    ['a name that is no URI', { ...members, bundle: 'windows' }, 'ERR_BUNDLE_MEMBER'],
    ['the number 0', { ...members, sequence: 0 }, 'ERR_BUNDLE_MEMBER'],
    ['a number with a fraction', { ...members, sequence: 1.5 }, 'ERR_BUNDLE_MEMBER'],
    ['a day that is none', { ...members, issuedAt: '2026-02-30T00:00:00Z' }, 'ERR_BUNDLE_MEMBER'],
    ['a time in seconds', { ...members, nextUpdate: 1_781_000_000 }, 'ERR_BUNDLE_MEMBER'],
    ['a trust list that is text', { ...members, trustLists: [national] }, 'ERR_BUNDLE_MEMBER'],
    [
      'a trust list with more',
      { ...members, trustLists: [{ territory: 'CN', list: national, x: 1 }] },
      'ERR_BUNDLE_MEMBER',
    ],
    ['a status list that is text', { ...members, statusLists: [jwt] }, 'ERR_BUNDLE_MEMBER'],
    ['a status list in two forms', { ...members, statusLists: [{ jwt, cwt: 'AA' }] }, 'ERR_BUNDLE_MEMBER'],
    ['a status list with padding', { ...members, statusLists: [{ cwt: 'AA==' }] }, 'ERR_BYTES_BASE64'],
    ['revocation that is no PEM', { ...members, revocation: 'x' }, 'ERR_PEM'],
    ['an identifier that is a number', { ...members, identifiers: [1] }, 'ERR_BUNDLE_MEMBER'],
    ['an identifier that is none', { ...members, identifiers: ['1.2.3'] }, 'ERR_IDENTIFIER_FORM'],
    ['a member twice', `{"version":1,${JSON.stringify(members).slice(1)}`, 'ERR_JSON_DUPLICATE'],
    ['what is no object', '[]', 'ERR_JSON_SYNTAX'],
  ])('%s is refused', async (_, payload, code) => {
    const [only = '', ...others] = told(await inspect(await forge(payload)))
    expect(only.startsWith(`bundle.format ${code}`), only).toBe(true)
    expect(others).toEqual([])
  })

  test.each<[string, object, string]>([
    ['no type', { typ: undefined }, 'ERR_BUNDLE_TYPE'],
    ['the type of a status list', { typ: 'statuslist+jwt' }, 'ERR_BUNDLE_TYPE'],
    ['no certificate', { x5c: undefined }, 'ERR_JWS_CERTIFICATE'],
    ['crit', { crit: ['x'], x: 1 }, 'ERR_JWS_CRITICAL'],
  ])('a header with %s is refused', async (_, header, code) => {
    expect(told(await inspect(await forge(members, header)))).toEqual([`bundle.format ${code}`])
  })

  test.each<[keyof NonNullable<BundleOptions['limits']>, number, string]>([
    ['maxBytes', 100, 'ERR_JWS_SIZE'],
    ['maxTrustLists', 0, 'ERR_BUNDLE_SIZE'],
    ['maxStatusLists', 1, 'ERR_BUNDLE_SIZE'],
    ['maxIdentifiers', 0, 'ERR_BUNDLE_SIZE'],
    ['maxRevocation', 0, 'ERR_PEM_'],
  ])('more than %s allows is refused', async (name, limit, code) => {
    const [only = ''] = told(await inspect(file, { limits: { [name]: limit } }))
    expect(only.startsWith(`bundle.format ${code}`), only).toBe(true)
  })

  test('anything at all gives a report', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(file.length - 1),
        fc.constantFrom('A', 'z', '.', '_', '='),
        async (at, character) => {
          if (file[at] === character) return
          const report = await inspect(file.slice(0, at) + character + file.slice(at + 1))
          expect(report.verdict).not.toBe('passed')
          expect(report.checks).toHaveLength(7)
          expect(report.verified).toBeUndefined()
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe('bundle.signature', () => {
  test('of somebody else is refused', async () => {
    const other = await forge(members, encodeX5c([packer.certificate]), {
      ...stranger,
      signer: provider.signer,
    })
    expect(told(await inspect(other))).toEqual(['bundle.signature ERR_BUNDLE_SIGNATURE'])
  })
})

describe('bundle.signer', () => {
  test('who is not trusted says nothing', async () => {
    const report = await inspect(await make({}, stranger))
    expect(told(report)).toEqual(['bundle.signer ERR_PATH_NO_ANCHOR'])
    expect(report.subject).toBeUndefined()
  })

  test('who is trusted in another role says nothing', async () => {
    const anchors = [
      {
        certificate: stranger.certificate,
        roles: ['licence-issuer', 'seal-maker', 'document-signer'] as const,
      },
    ]
    const report = await inspect(await make({}, stranger), { trust: { ...trust, anchors } })
    expect(told(report)).toEqual(['bundle.signer ERR_PATH_NO_ANCHOR'])
  })

  test('who is trusted by the bundle alone says nothing', async () => {
    const services = [
      service(),
      service({ certificates: [stranger.certificate], licenceTypes: undefined as never }),
    ]
    const entities = [
      {
        name: 'x',
        address: '-',
        contact: 'mailto:a@example.cn',
        information: 'https://example.cn/',
        services: [services[0]!],
      },
    ]
    const named = await trustList(nation, { entities })
    expect(told(await inspect(await make({ trustLists: [named] }, provider)))).toEqual([
      'bundle.signer ERR_PATH_NO_ANCHOR',
    ])
  })

  test('who was revoked says nothing: the revocation list is in the bundle', async () => {
    const revoked = parseCrl(
      await createCrl({
        issuer: { certificate: root.certificate, key: root.key },
        number: 2,
        revoked: [
          { serialNumber: packer.certificate.serialNumber, revokedAt: ISSUED, reason: 'keyCompromise' },
        ],
        thisUpdate: ISSUED,
        nextUpdate: NEXT,
      }),
    )
    const report = await inspect(await make({ revocation: { crls: [revoked], ocspResponses: [] } }))
    expect(report.verdict).toBe('failed')
    expect(told(report)[0]).toMatch(/^bundle\.signer ERR_/)
  })

  test('of whom nobody tells whether he was revoked says nothing', async () => {
    const report = await inspect(await make({ revocation: { crls: [], ocspResponses: [] } }))
    expect(report.verdict).toBe('indeterminate')
    expect(told(report)[0]).toMatch(/^bundle\.signer ERR_/)
  })
})

describe('bundle.sequence', async () => {
  const { verified } = await inspect(file)
  const memory = parseBundleMemory(JSON.stringify(verified!.memory))

  test('the next one, and the same again, pass', async () => {
    expect(memory).toEqual(verified!.memory)
    expect(told(await inspect(file, { remembered: memory }))).toEqual([])
    const next = await inspect(await make({ sequence: 13, trustLists: [] }), { remembered: memory })
    expect(told(next)).toEqual([])
    // A territory whose list was left out once is not forgotten.
    expect(next.verified?.memory.trustLists).toEqual(memory.trustLists)
  })

  test.each<[string, Partial<NewBundle>, string]>([
    ['an older one', { sequence: 11 }, 'ERR_BUNDLE_ROLLBACK'],
    ['another one of its number', { identifiers: [] }, 'ERR_BUNDLE_EQUIVOCATION'],
    ['one of another series', { sequence: 13, bundle: `${BUNDLE}/other` }, 'ERR_BUNDLE_OTHER'],
  ])('%s is refused', async (_, change, code) => {
    const report = await inspect(await make(change), { remembered: memory })
    expect(told(report)).toEqual([`bundle.sequence ${code}`])
    expect(report.verified).toBeUndefined()
  })

  test('a newer one with an older trust list is refused', async () => {
    const older = await trustList(nation, { sequence: 2 })
    const report = await inspect(await make({ sequence: 13, trustLists: [older] }), { remembered: memory })
    expect(told(report)).toEqual(['bundle.trust-lists ERR_BUNDLE_TRUST_LIST'])
    expect(report.checks.at(-2)?.facts).toEqual({ territory: 'CN', reason: 'ERR_TRUST_LIST_ROLLBACK' })
  })

  test.each([
    '',
    '{}',
    '[]',
    JSON.stringify({ ...memory, digest: 'x' }),
    JSON.stringify({ ...memory, trustLists: [{}] }),
    JSON.stringify({ ...memory, sequence: '1' }),
  ])('a memory that is none is refused: %j', (text) =>
    expect(() => parseBundleMemory(text)).toThrow(expect.objectContaining({ code: 'ERR_BUNDLE_MEMORY' })),
  )
})

describe('bundle.validity', () => {
  test('ends when the next one is due', async () => {
    expect(told(await inspect(file, { at: NEXT }))).toEqual([])
    const report = await inspect(file, { at: new Date(NEXT.getTime() + 1000) })
    expect(report.verdict).toBe('indeterminate')
    expect(told(report)).toContain('bundle.validity ERR_BUNDLE_STALE')
  })

  test('has not begun before it was made', async () => {
    const later = { issuedAt: new Date('2026-06-03T08:05:01Z') }
    expect(told(await inspect(await make(later)))).toEqual(['bundle.validity ERR_BUNDLE_FUTURE'])
    const soon = { issuedAt: new Date('2026-06-03T08:05:00Z') }
    expect(told(await inspect(await make(soon)))).toEqual([])
  })

  test.each([['2026-06-01T00:00:00Z'], ['2026-05-01T00:00:00Z'], ['2027-06-01T00:00:00Z']])(
    'a bundle that is to hold until %s is none',
    async (nextUpdate) => {
      expect(told(await inspect(await forge({ ...members, nextUpdate })))).toEqual([
        'bundle.validity ERR_BUNDLE_PERIOD',
      ])
    },
  )
})

describe('bundle.trust-lists', () => {
  test.each<[string, () => Promise<string>, string]>([
    ['of a stranger', () => trustList(stranger), 'ERR_PATH_NO_ANCHOR'],
    [
      'that has run out',
      () => trustList(nation, { nextUpdate: new Date('2026-06-02T00:00:00Z') }),
      'ERR_TRUST_LIST_EXPIRED',
    ],
  ])('a list %s is refused', async (_, sign, reason) => {
    const report = await inspect(await make({ trustLists: [await sign()] }))
    expect(told(report)).toEqual(['bundle.trust-lists ERR_BUNDLE_TRUST_LIST'])
    expect(report.checks.at(-2)?.facts).toEqual({ territory: 'CN', reason })
  })

  test.each<[string, unknown, string]>([
    ['under the name of another territory', [{ territory: 'CN-33', list: national }], 'ERR_TRUST_LIST_'],
    ['under the name of no territory', [{ territory: 'x', list: national }], 'territory'],
    [
      'twice',
      [
        { territory: 'CN', list: national },
        { territory: 'CN', list: national },
      ],
      'ERR_BUNDLE_TWICE',
    ],
    ['that is no list', [{ territory: 'CN', list: 'x' }], 'ERR_TRUST_LIST_JWS'],
  ])('a list %s is refused', async (_, trustLists, reason) => {
    const report = await inspect(await forge({ ...members, trustLists }))
    expect(told(report)).toEqual(['bundle.trust-lists ERR_BUNDLE_TRUST_LIST'])
    expect(String(report.checks.at(-2)?.facts['reason']).startsWith(reason)).toBe(true)
  })

  test('a list below another one is read by what that one says', async () => {
    const publishers = [
      {
        territory: 'CN-99',
        operator: '示例省大数据局',
        signers: [province.certificate],
        location: 'https://example.gov.cn/CN-99.jws',
      },
    ]
    const above = await trustList(nation, { publishers })
    const below = await trustList(province, { territory: 'CN-99' })
    const report = await inspect(await make({ trustLists: [below, above] }))
    expect(told(report)).toEqual([])
    expect(report.subject?.trustLists.map(({ territory }) => territory)).toEqual(['CN', 'CN-99'])
    expect(told(await inspect(await make({ trustLists: [below] })))).toEqual([
      'bundle.trust-lists ERR_BUNDLE_TRUST_LIST',
    ])
  })
})

describe('bundle.status-lists', () => {
  test.each<[string, unknown, string]>([
    ['that is none', [{ jwt: 'x' }], 'ERR_JWS_FORM'],
    [
      'whose signature is not its signer’s',
      [{ jwt: `${jwt.slice(0, -8)}AAAAAAAA` }],
      'ERR_STATUS_LIST_SIGNATURE',
    ],
    ['twice', [{ jwt }, { jwt }], 'ERR_BUNDLE_TWICE'],
    ['that is a bomb', [{ jwt: bomb }], 'ERR_STATUS_LIST_SIZE'],
  ])('a list %s is refused', async (_, statusLists, reason) => {
    const report = await inspect(await forge({ ...members, statusLists }))
    expect(told(report)).toEqual(['bundle.status-lists ERR_BUNDLE_STATUS_LIST'])
    expect(report.checks.at(-1)?.facts['reason']).toBe(reason)
  })
})

describe('a wrong call is told to who made it', () => {
  const signing = { signer: packer.signer, certificates: [packer.certificate] } as const
  test.each<[string, Partial<NewBundle>, RegExp]>([
    ['no URI', { bundle: 'windows' }, /^bundle: /],
    ['the number 0', { sequence: 0 }, /^sequence: /],
    ['no time', { nextUpdate: ISSUED }, /^nextUpdate: /],
    ['too long a time', { nextUpdate: new Date('2027-01-01T00:00:00Z') }, /^nextUpdate: /],
  ])('%s', async (_, change, message) => {
    await expect(createBundle({ ...given, ...change }, signing)).rejects.toThrow(message)
  })

  test('parts that cannot be read, or are there twice', async () => {
    await expect(make({ trustLists: ['x'] })).rejects.toMatchObject({ code: 'ERR_TRUST_LIST_JWS' })
    await expect(make({ trustLists: [national, national] })).rejects.toMatchObject({
      code: 'ERR_BUNDLE_TWICE',
    })
    await expect(make({ statusLists: [jwt, jwt] })).rejects.toMatchObject({ code: 'ERR_BUNDLE_TWICE' })
    await expect(make({ statusLists: ['x'] })).rejects.toMatchObject({ code: 'ERR_JWS_FORM' })
  })

  test('another key', async () => {
    await expect(createBundle(given, { ...signing, signer: stranger.signer })).rejects.toThrow(
      /^certificates: /,
    )
    const edwards = await createParty('x', 'P-384')
    await expect(make({}, edwards)).rejects.toThrow(/^signer: /)
  })

  test.each<Partial<BundleOptions>>([
    { at: new Date(Number.NaN) },
    { maxAge: -1 },
    { limits: { maxBytes: Number.NaN } },
  ])('%j', async (change) => {
    await expect(inspect(file, change)).rejects.toThrow(RangeError)
  })
})

test('every refusal has its sentence in both languages', async () => {
  const reports = [
    await inspect(await make({}, stranger)),
    await inspect(file, { at: new Date('2026-08-01T00:00:00Z') }),
    await inspect(await make({ trustLists: [await trustList(stranger)] })),
    await inspect('x'),
    await inspect(file, {
      remembered: { bundle: BUNDLE, sequence: 13, digest: '', trustLists: [] } as BundleMemory,
    }),
  ]
  for (const { checks } of reports)
    for (const check of checks.filter(({ status }) => status !== 'passed'))
      for (const language of ['en', 'zh-CN'] as const)
        expect(explain(check, language).replace(/ERR_\w+/, '')).not.toMatch(/\{|remembered-bundle|bundled-/)
})
