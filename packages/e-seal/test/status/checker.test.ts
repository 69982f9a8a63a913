import { type Check, type Fetch, indeterminate, type Trust } from '@xinyin/core'
import { memoryTrustListStore } from '@xinyin/core/trust'
import { skipRevocation } from '@xinyin/core/unsafe'
import { describe, expect, test, vi } from 'vitest'
import { inspectOfd, sealOfd } from '../../src/carriers/ofd/index.ts'
import {
  createSeal,
  explain,
  inspectSeal,
  type Seal,
  type SealOptions,
  type SealStatusChecker,
  type SealStatusFinding,
  verifySeal,
} from '../../src/index.ts'
import {
  createSealStatusAnswer,
  createSealStatusHandler,
  type NewSealStatusAnswer,
  recordSeal,
  resumeSeal,
  revokeSeal,
  type SealRecord,
  sealStatusExtension,
  suspendSeal,
} from '../../src/maker.ts'
import { createSealStatusChecker, readSealStatusUrl } from '../../src/status/index.ts'
import { checkSealStatus } from '../../src/verify/checks/seal-status.ts'
import { createDocument } from '../document.ts'
import { AT, createList, createMember, createProvince, join, type Member, sealOptions } from '../province.ts'
import { anotherSeal, createStatusProvince, days, ISSUED, signedList, signingOf } from './office.ts'

const JOSE = { headers: { 'content-type': 'application/jose' } }

const province = await createStatusProvince()
const { maker, makerRoot, office, seal, trust, issuer } = province
const record = recordSeal(seal)
const clock = () => days(40)
const url = 'https://seals.example.invalid/status'
/** A seal that says where its status is told. */
const told = await createSeal({
  ...sealOptions(maker, [office.certificate]),
  extensions: [sealStatusExtension(url)],
})
const unrelated = await anotherSeal(province, 'other')
const sealed = await sealOfd(createDocument(), { seal, signer: office.signer, at: AT })
/** A body that goes on as long as somebody reads it. */
const endless = () =>
  new ReadableStream<Uint8Array>({ pull: (controller) => controller.enqueue(new Uint8Array(100_000)) })
const statusOf = ({ checks }: { readonly checks: readonly Check[] }) => {
  const check = checks.find(({ id }) => id === 'seal.status')
  if (check === undefined) throw new Error('no check of the status')
  for (const language of ['en', 'zh-CN'] as const) expect(explain(check, language)).not.toMatch(/[{}]/)
  return check
}
const check = async (options: Partial<SealOptions>, of: Seal = seal): Promise<Check> =>
  statusOf(await inspectSeal(of, { trust, at: AT, ...options }))
const tell = ({ status, code }: Check) => (code === undefined ? status : `${status} ${code}`)
const from = (...lists: readonly string[]) => createSealStatusChecker({ lists, clock })

describe('without anybody who tells the status', () => {
  test('it is not looked at, and the report says so', async () => {
    const report = await inspectSeal(seal, { trust, at: AT })
    expect(report.verdict).toBe('passed')
    expect(statusOf(report)).toMatchObject({ status: 'skipped', facts: { because: 'seal-status' } })
    expect(explain(statusOf(report), 'en')).toBe(
      'Status of the seal: not checked (nobody was named who tells whether the seal was withdrawn)',
    )
  })

  test('nothing passes that has to have one', async () => {
    expect(tell(await check({ requireStatus: true }))).toBe('indeterminate ERR_SEAL_STATUS_MISSING')
    await expect(verifySeal(seal, { trust, at: AT, requireStatus: true })).rejects.toMatchObject({
      code: 'ERR_SEAL_STATUS_MISSING',
    })
  })
})

describe('by a list', () => {
  test('a valid seal passes', async () => {
    const found = await check({ status: from(await signedList(province, [record])) })
    expect(found).toMatchObject({
      status: 'passed',
      facts: { state: 'valid', asOf: '2026-05-31T08:00:00Z', by: maker.certificate.subject.text },
    })
  })

  test('a seal that was withdrawn, suspended, or ran out does not', async () => {
    const status = async (changed: SealRecord) =>
      tell(await check({ status: from(await signedList(province, [changed])) }))
    expect(await status(revokeSeal(record, { since: days(-9) }))).toBe('failed ERR_SEAL_REVOKED')
    expect(await status(suspendSeal(record, { since: days(-9) }))).toBe('failed ERR_SEAL_SUSPENDED')
    expect(await status({ ...record, validTo: days(-9) })).toBe('failed ERR_SEAL_EXPIRED')
    expect(await status(resumeSeal(suspendSeal(record, { since: days(-9) }), days(-8)))).toBe('passed')
  })

  test('a seal that its maker never recorded is not known', async () => {
    const lists = await signedList(province, [recordSeal(unrelated)])
    expect(tell(await check({ status: from(lists) }))).toBe('indeterminate ERR_SEAL_STATUS_UNKNOWN')
  })

  test('nor is one that took the identifier of another', async () => {
    const twin = await createSeal({ ...sealOptions(maker, [office.certificate]), name: '另一枚' })
    const list = await signedList(province, [revokeSeal(recordSeal(twin), { since: days(-9) })])
    expect(tell(await check({ status: from(list) }))).toBe('indeterminate ERR_SEAL_STATUS_OTHER')
    const valid = await signedList(province, [recordSeal(twin)])
    expect(tell(await check({ status: from(valid) }))).toBe('indeterminate ERR_SEAL_STATUS_UNKNOWN')
  })

  test('of a list that is overdue nothing is believed', async () => {
    const old = await signedList(province, [record], { nextUpdate: days(-0.5) })
    expect(tell(await check({ status: from(old) }))).toBe('indeterminate ERR_SEAL_STATUS_STALE')
  })

  test('a list that was made since tells of it too, but none from a time to come', async () => {
    const issuedAt = days(20)
    const later = await signedList(province, [revokeSeal(record, { since: days(-9) })], {
      issuedAt,
      nextUpdate: days(1, issuedAt),
    })
    expect(tell(await check({ status: from(later) }))).toBe('failed ERR_SEAL_REVOKED')
    const early = createSealStatusChecker({ lists: [later], clock: () => days(10) })
    expect(tell(await check({ status: early }))).toBe('indeterminate ERR_SEAL_STATUS_FUTURE')
  })

  test('of two of one name the older one does not count, wherever it stands', async () => {
    const older = await signedList(province, [record])
    const newer = await signedList(province, [revokeSeal(record, { since: days(-9) })], { sequence: 6 })
    const revoked = 'failed ERR_SEAL_REVOKED'
    expect(tell(await check({ status: from(older, newer) }))).toBe(revoked)
    expect(tell(await check({ status: from(newer, older) }))).toBe(revoked)
    // Two that contradict each other: the first is remembered, and the other refused.
    const same = await signedList(province, [])
    expect(tell(await check({ status: from(same, older) }))).toBe('indeterminate ERR_SEAL_STATUS_UNKNOWN')
  })

  test('numbers are remembered over restarts', async () => {
    const store = memoryTrustListStore()
    const older = await signedList(province, [record])
    const newer = await signedList(province, [record], { sequence: 6 })
    const look = async (list: string) =>
      tell(await check({ status: createSealStatusChecker({ lists: [list], store, clock }) }))
    expect(await look(newer)).toBe('passed')
    expect(await look(older)).toBe('indeterminate ERR_SEAL_STATUS_ROLLBACK')
    expect(await look(newer)).toBe('passed')
    const other = await signedList(province, [], { sequence: 6 })
    expect(await look(other)).toBe('indeterminate ERR_SEAL_STATUS_EQUIVOCATION')
  })

  test('a store that holds something else is no reason to believe', async () => {
    const store = { get: async () => '{}', set: async () => {} }
    const lists = [await signedList(province, [record])]
    expect(tell(await check({ status: createSealStatusChecker({ lists, store, clock }) }))).toBe(
      'indeterminate ERR_SEAL_STATUS_MEMORY',
    )
  })

  test('what is no list is named', async () => {
    expect(tell(await check({ status: from('x') }))).toBe('indeterminate ERR_STATEMENT_JWS')
    expect(tell(await check({ status: from() }))).toBe('indeterminate ERR_SEAL_STATUS_NO_SOURCE')
  })
})

describe('who may tell of a seal', () => {
  const good = [record]
  const by = async (member: Member, makers = [maker.certificate], of = seal, trusted: Trust = trust) => {
    const list = await signedList(province, good, { makers }, member)
    return tell(await check({ status: from(list), trust: trusted }, of))
  }
  const refused = 'indeterminate ERR_SEAL_STATUS_MAKER'

  test('its maker, by his key or by his name and authority', async () => {
    expect(await by(maker)).toBe('passed')
    expect(await by(await createMember('制章人', makerRoot))).toBe('passed')
  })

  test('who is trusted to tell the status', async () => {
    expect(await by(issuer)).toBe('passed')
  })

  test('no other maker, even where he names its maker', async () => {
    const other = await createMember('他人', makerRoot)
    expect(await by(other)).toBe(refused)
    // Of the same name, from another authority.
    const foreign = await createProvince()
    const anchors = [
      ...trust.anchors,
      { certificate: foreign.makerRoot.certificate, roles: ['seal-maker'] as const },
    ]
    const revocation = join(trust.revocation ?? join(), await createList(foreign.makerRoot))
    const namesake = await createMember('制章人', foreign.makerRoot)
    const found = await by(namesake, [maker.certificate], seal, { ...trust, anchors, revocation })
    expect(found).toBe(refused)
  })

  test('nobody who does not name its maker', async () => {
    expect(await by(maker, [office.certificate])).toBe(refused)
    expect(await by(issuer, [office.certificate])).toBe(refused)
  })

  test('nobody who signs with it', async () => {
    const anchors = [
      ...trust.anchors,
      { certificate: province.signerRoot.certificate, roles: ['status-issuer'] as const },
    ]
    expect(await by(office, [maker.certificate], seal, { ...trust, anchors })).toBe(refused)
  })

  test('of several lists, that of its maker counts', async () => {
    const foreign = await signedList(province, [], { makers: [office.certificate], list: 'x:y' })
    const own = await signedList(province, good)
    expect(tell(await check({ status: from(foreign, own) }))).toBe('passed')
    expect(tell(await check({ status: from(foreign) }))).toBe(refused)
    const stale = await signedList(province, good, { nextUpdate: days(-0.5) })
    expect(tell(await check({ status: from(foreign, stale) }))).toBe('indeterminate ERR_SEAL_STATUS_STALE')
  })
})

describe('nobody is asked', () => {
  const find = vi.fn<SealStatusChecker['find']>()
  const status: SealStatusChecker = { find }

  test('about a seal whose maker leads nowhere', async () => {
    const found = await check({ status, trust: { anchors: [], intermediates: [] }, requireStatus: true })
    expect(found).toMatchObject({ status: 'skipped', facts: { because: 'seal.maker-path' } })
  })

  test('about a seal that its maker did not sign', async () => {
    const found = await check({ status }, { ...seal, signature: unrelated.signature })
    expect(found).toMatchObject({ status: 'skipped', facts: { because: 'seal.maker-signature' } })
    const unreadable = await check({ status }, { ...seal, makerCertificate: Uint8Array.of(5, 0) })
    expect(unreadable).toMatchObject({ status: 'skipped', facts: { because: 'seal.maker-signature' } })
  })

  test('about what is no seal', async () => {
    const report = await inspectSeal(Uint8Array.of(5, 0), { trust, at: AT, status })
    expect(statusOf(report)).toMatchObject({ status: 'skipped', facts: { because: 'seal.structure' } })
    expect(find).not.toHaveBeenCalled()
  })
})

describe('a status from elsewhere', () => {
  const saying = (found: Partial<SealStatusFinding>): SealStatusChecker => ({
    find: async () => ({ status: { state: 'valid', suspensions: [] }, issuedAt: AT, by: '数据库', ...found }),
  })

  test('counts as one of a list does', async () => {
    expect(tell(await check({ status: saying({}) }))).toBe('passed')
    const status = saying({ status: { state: 'revoked', since: days(-1), suspensions: [] } })
    expect(await check({ status })).toMatchObject({
      code: 'ERR_SEAL_REVOKED',
      facts: { since: '2026-05-31T08:00:00Z', by: '数据库', why: '-' },
    })
  })

  test('a fault of the program is thrown on', async () => {
    const status: SealStatusChecker = { find: () => Promise.reject(new Error('disk')) }
    await expect(check({ status })).rejects.toThrow('disk')
  })

  const judge = async (status: SealStatusFinding['status'], at: Date) => {
    const report = await inspectOfd(sealed, { trust, at, status: saying({ status }) })
    return { verdict: report.verdict, status: tell(statusOf(report)) }
  }

  test('under a document, withdrawn before it was sealed', async () => {
    expect(await judge({ state: 'revoked', since: AT, suspensions: [] }, days(9))).toEqual({
      verdict: 'failed',
      status: 'failed ERR_SEAL_REVOKED',
    })
  })

  test('under a document, withdrawn since: nothing proves that it was sealed before', async () => {
    for (const state of ['revoked', 'suspended', 'expired'] as const) {
      const since = days(1)
      expect(await judge({ state, since, suspensions: [] }, days(9))).toEqual({
        verdict: 'indeterminate',
        status: 'indeterminate ERR_SIGNATURE_NO_PROOF_OF_TIME',
      })
      // Whoever asks for the time before is told the truth then.
      expect((await judge({ state, since, suspensions: [] }, new Date(since.getTime() - 1))).status).toBe(
        'passed',
      )
    }
  })

  test('under a document, suspended when it was sealed', async () => {
    const within = { from: AT, until: days(1) }
    expect((await judge({ state: 'valid', suspensions: [within] }, days(9))).status).toBe(
      'failed ERR_SEAL_SUSPENDED',
    )
    const before = { from: days(-1), until: AT }
    expect((await judge({ state: 'valid', suspensions: [before] }, days(9))).status).toBe('passed')
    const revoked = { state: 'revoked', since: days(5), suspensions: [within] } as const
    expect((await judge(revoked, days(9))).status).toBe('failed ERR_SEAL_SUSPENDED')
  })
})

describe('asked for over the network', () => {
  const ask = async (fetch: Fetch, options: Partial<Parameters<typeof createSealStatusChecker>[0]> = {}) =>
    tell(await check({ status: createSealStatusChecker({ fetch, clock, ...options }) }, told))
  const answer =
    (change: Partial<NewSealStatusAnswer>, by = maker): Fetch =>
    async () =>
      new Response(
        await createSealStatusAnswer(
          {
            issuedAt: AT,
            nextUpdate: days(1),
            makers: [maker.certificate],
            seals: [recordSeal(told)],
            ...change,
          },
          signingOf(by),
        ),
        JOSE,
      )

  test('where the seal says', async () => {
    expect(readSealStatusUrl(told)).toBe(url)
    const handle = createSealStatusHandler({
      makers: [maker.certificate],
      signing: signingOf(maker),
      lookup: (id) => (id === told.info.id ? recordSeal(told) : undefined),
      now: () => AT,
    })
    const fetch = vi.fn<Fetch>((address, init) => handle(new Request(address, init)))
    expect(await ask(fetch)).toBe('passed')
    expect(fetch.mock.calls[0]?.[0]).toBe(`${url}/seals/${told.info.id}`)
  })

  test('once for many documents, while it is in force', async () => {
    const fetch = vi.fn<Fetch>(answer({}))
    let now = days(40)
    const status = createSealStatusChecker({ fetch, clock: () => now, reuse: 60 })
    const once = async (at = AT) => tell(await check({ status, at }, told))
    expect([await once(), await once()]).toEqual(['passed', 'passed'])
    expect(fetch).toHaveBeenCalledTimes(1)
    now = new Date(now.getTime() + 60_000)
    await once()
    expect(fetch).toHaveBeenCalledTimes(2)
    // One that is overdue is asked for again, though it was fetched just now.
    expect(await once(days(2))).toBe('indeterminate ERR_SEAL_STATUS_STALE')
    await once()
    expect(fetch).toHaveBeenCalledTimes(3)
  })

  test('again after it failed', async () => {
    const fetch = vi.fn<Fetch>().mockRejectedValueOnce(new TypeError('down')).mockImplementation(answer({}))
    const status = createSealStatusChecker({ fetch, clock })
    expect(tell(await check({ status }, told))).toBe('indeterminate ERR_SEAL_STATUS_UNREACHABLE')
    expect(tell(await check({ status }, told))).toBe('passed')
  })

  test('a list at hand comes first, and where it does not know the seal, the network', async () => {
    const fetch = vi.fn<Fetch>(answer({}))
    const lists = [await signedList(province, [recordSeal(told)])]
    expect(await ask(fetch, { lists })).toBe('passed')
    expect(fetch).not.toHaveBeenCalled()
    expect(await ask(fetch, { lists: [await signedList(province, [])] })).toBe('passed')
    expect(fetch).toHaveBeenCalledTimes(1)
  })

  test('nowhere, where neither seal nor caller says it', async () => {
    const fetch = vi.fn<Fetch>(answer({}))
    const status = createSealStatusChecker({ fetch, clock })
    expect(tell(await check({ status }))).toBe('indeterminate ERR_SEAL_STATUS_NO_SOURCE')
    expect(await ask(fetch, { url: () => undefined })).toBe('indeterminate ERR_SEAL_STATUS_NO_SOURCE')
    expect(fetch).not.toHaveBeenCalled()
    expect(await ask(fetch, { url: (_, { subject }) => `https://x.invalid/${subject.text.length}/` })).toBe(
      'passed',
    )
    expect(fetch.mock.calls[0]?.[0]).toMatch(/^https:\/\/x\.invalid\/\d+\/seals\//)
  })

  const withdrawn = revokeSeal(recordSeal(told), { since: days(-9) })
  test.each<[string, Fetch, string]>([
    ['withdrawn', answer({ seals: [withdrawn] }), 'failed ERR_SEAL_REVOKED'],
    ['not known', answer({ seals: [], unknown: [told.info.id] }), 'indeterminate ERR_SEAL_STATUS_UNKNOWN'],
    ['about another seal', answer({ seals: [recordSeal(unrelated)] }), 'indeterminate ERR_SEAL_STATUS_OTHER'],
    [
      'about another seal of that identifier',
      answer({ seals: [record] }),
      'indeterminate ERR_SEAL_STATUS_OTHER',
    ],
    ['about none', answer({ seals: [] }), 'indeterminate ERR_SEAL_STATUS_OTHER'],
    [
      'of yesterday',
      answer({ issuedAt: ISSUED, nextUpdate: days(0.5, ISSUED) }),
      'indeterminate ERR_SEAL_STATUS_STALE',
    ],
    ['by who signs with it', answer({}, office), 'indeterminate ERR_PATH_NO_ANCHOR'],
    ['of another maker', answer({ makers: [office.certificate] }), 'indeterminate ERR_SEAL_STATUS_MAKER'],
    [
      'a list',
      async () => new Response(await signedList(province, [recordSeal(told)]), JOSE),
      'indeterminate ERR_STATEMENT_HEADER',
    ],
    [
      'no answer',
      async () => new Response(null, { status: 404 }),
      'indeterminate ERR_SEAL_STATUS_UNREACHABLE',
    ],
    ['an empty answer', async () => new Response(null, JOSE), 'indeterminate ERR_STATEMENT_JWS'],
    [
      'as a page',
      async () => new Response('<html>', { headers: { 'content-type': 'text/html' } }),
      'indeterminate ERR_SEAL_STATUS_MEDIA_TYPE',
    ],
    ['without end', async () => new Response(endless(), JOSE), 'indeterminate ERR_STATEMENT_SIZE'],
  ])('an answer %s', async (_, fetch, expected) => {
    expect(await ask(fetch)).toBe(expected)
  })

  test('what a guarded fetch says is said', async () => {
    const { createGuardedFetch } = await import('@xinyin/core/fetch')
    const local = await createSeal({
      ...sealOptions(maker, [office.certificate]),
      extensions: [sealStatusExtension('https://127.0.0.1/')],
    })
    const status = createSealStatusChecker({ fetch: createGuardedFetch(), clock })
    expect(tell(await check({ status }, local))).toBe('indeterminate ERR_FETCH_ADDRESS')
  })
})

test('a checker with a limit that is none is a wrong call', () => {
  expect(() => createSealStatusChecker({ limits: { maxListBytes: Number.NaN } })).toThrow(RangeError)
})

test('of a maker whose certificate ran out since, what he withdrew is found', async () => {
  const status = from(await signedList(province, [revokeSeal(record, { since: days(-9) })], {}, issuer))
  const policy = { status, trust, revocation: skipRevocation } as const
  const moments = { claimed: AT, now: AT }
  const since = indeterminate('seal.maker-path', 'ERR_SIGNATURE_NO_PROOF_OF_TIME')
  expect(tell(await checkSealStatus(seal, maker.certificate, policy, moments, [since]))).toBe(
    'failed ERR_SEAL_REVOKED',
  )
  const nowhere = indeterminate('seal.maker-path', 'ERR_PATH_NO_ANCHOR')
  expect(tell(await checkSealStatus(seal, maker.certificate, policy, moments, [nowhere]))).toBe('skipped')
})

describe('a time that is proven', () => {
  const judge = async (since: Date, proven: Date | undefined) => {
    const status: SealStatusChecker = {
      find: async () => ({
        status: { state: 'revoked', since, suspensions: [] },
        issuedAt: days(9),
        by: 'x',
      }),
    }
    const policy = { status, trust, revocation: skipRevocation } as const
    return tell(
      await checkSealStatus(seal, maker.certificate, policy, { claimed: AT, now: days(9), proven }, []),
    )
  }

  test('before the withdrawal makes good what was sealed', async () => {
    expect(await judge(days(2), days(1))).toBe('passed')
  })

  test('after it does not', async () => {
    expect(await judge(days(2), days(2))).toBe('indeterminate ERR_SIGNATURE_PROVEN_TOO_LATE')
    expect(await judge(days(2), undefined)).toBe('indeterminate ERR_SIGNATURE_NO_PROOF_OF_TIME')
  })

  test('counts for nothing where the seal was withdrawn before it was used', async () => {
    expect(await judge(AT, days(1))).toBe('failed ERR_SEAL_REVOKED')
  })
})
