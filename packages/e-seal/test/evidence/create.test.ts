import type { Trust } from '@xinyin/core'
import { createRevocationChecker } from '@xinyin/core/revocation'
import { beforeAll, describe, expect, test } from 'vitest'
import { createEvidence, type EvidenceOptions } from '../../src/evidence/create.ts'
import { encodeEvidence } from '../../src/evidence/encode.ts'
import { type Evidence, NO_EVIDENCE, nameOf } from '../../src/evidence/evidence.ts'
import { parseEvidence } from '../../src/evidence/parse.ts'
import { explain } from '../../src/index.ts'
import type { SealSignature } from '../../src/signature/signature.ts'
import { AT, createList } from '../province.ts'
import { createServedProvince, type ServedProvince } from './served.ts'
import { createStampService, days, inspect, sign } from './stamping.ts'

const MINUTE = 60_000
const later = (minutes: number) => new Date(AT.getTime() + minutes * MINUTE)

let province: ServedProvince
let signature: SealSignature
beforeAll(async () => {
  province = await createServedProvince()
  signature = await sign(province.seal, province.office, AT)
})

/** Evidence as it would be created at a time: the clock goes on by a second with every question. */
async function create(
  time: Date,
  options: Partial<EvidenceOptions> & {
    readonly of?: ServedProvince
    readonly signature?: SealSignature
  } = {},
) {
  const { of = province, signature: subject = signature, ...others } = options
  of.set(time)
  const { trust, fetch } = of
  let ticks = 0
  const clock = () => {
    ticks += 2000
    of.set(new Date(time.getTime() + ticks))
    return of.clock()
  }
  const created = await createEvidence([{ type: 'Seal', signature: subject }], {
    trust,
    fetch,
    clock,
    ...others,
  })
  // What is looked at is what was written and read again.
  return { ...created, evidence: parseEvidence(encodeEvidence(created.evidence)) }
}

/** A verdict in the years to come, with nothing but what the stamping service says of itself now. */
async function verdict(evidence: Evidence | undefined, now: Date, of = province, subject = signature) {
  of.set(now)
  const { trust, fetch } = of
  const isStampers = (url: string) => url.endsWith('/stampers')
  const revocation = createRevocationChecker({
    now: of.clock,
    fetch: async (url, init) => (isStampers(url) ? fetch(url, init) : new Response(null, { status: 404 })),
  })
  return inspect(subject, now, { trust, revocation, evidence })
}

const years = (count: number) => days(365 * count, AT)

describe('evidence created when a document was signed', () => {
  test('holds what its verification hangs on', async () => {
    const { evidence, gaps } = await create(later(1), { timeStamper: province.service.at(later(1)) })
    expect(gaps).toEqual([])
    expect(evidence.signatures).toMatchObject([{ sm3: nameOf(signature.signature), timeStamps: [{}] }])
    expect(evidence.certificates.map(({ subject }) => subject.text.split(',')[0]).length).toBe(6)
    expect(evidence.crls).toHaveLength(2)
    expect(evidence.ocspResponses).toHaveLength(1)
  })

  test('keeps a signature good whose certificates have all run out', async () => {
    const { evidence } = await create(later(1), { timeStamper: province.service.at(later(1)) })
    for (const now of [days(1, AT), years(1), years(3), years(9)]) {
      const found = await verdict(evidence, now)
      expect(found.wrong).toEqual([])
      expect(found.proven).toEqual(later(1 + 1 / 60))
      expect(found.at('signature.time-stamp')?.facts).toMatchObject({ source: 'evidence' })
    }
    const without = await verdict(undefined, years(3))
    expect(without.wrong).toContain('signature.signer-path indeterminate ERR_SIGNATURE_NO_PROOF_OF_TIME')
  })

  test('proves nothing without its time stamps', async () => {
    const { evidence } = await create(later(1), { timeStamper: province.service.at(later(1)) })
    const found = await verdict({ ...evidence, signatures: [] }, years(3))
    expect(found.proven).toBeUndefined()
    expect(found.wrong).toContain('signature.signer-path indeterminate ERR_SIGNATURE_NO_PROOF_OF_TIME')
  })

  test('proves nothing of revocation without what tells of it', async () => {
    const { evidence } = await create(later(1), { timeStamper: province.service.at(later(1)) })
    const found = await verdict({ ...evidence, crls: [], ocspResponses: [] }, years(3))
    expect(found.wrong).toEqual([
      'path.revocation seal-signer indeterminate ERR_REVOCATION_UNREACHABLE',
      'path.revocation seal-maker indeterminate ERR_REVOCATION_UNREACHABLE',
    ])
  })

  test('has a gap where a list is from before the time stamp, until it is created again', async () => {
    // The list of that day was fetched before the stamp was made.
    province.set(later(-10))
    const crl = await province.fetch('http://crl.example/makers')
    const stale = new Uint8Array(await crl.arrayBuffer())
    const fetch = async (url: string, init?: RequestInit) =>
      url.endsWith('/makers') ? new Response(Uint8Array.from(stale)) : province.fetch(url, init)
    const early = await create(days(3, AT), { timeStamper: province.service.at(days(2, AT)), fetch })
    expect(early.gaps).toMatchObject([{ code: 'ERR_EVIDENCE_EARLY', facts: { role: 'seal-maker' } }])
    expect(explain(early.gaps[0]!, 'zh-CN')).not.toMatch(/[{}]/)
    expect((await verdict(early.evidence, years(3))).wrong).toEqual([
      'path.revocation seal-maker indeterminate ERR_REVOCATION_NO_PROOF',
    ])
    const again = await create(days(8, AT), { previous: early.evidence })
    expect(again.gaps).toEqual([])
    expect((await verdict(again.evidence, years(3))).wrong).toEqual([])
  })

  test('asks for no second time stamp', async () => {
    const first = await create(later(1), { timeStamper: province.service.at(later(1)) })
    const second = await create(days(1, AT), {
      timeStamper: province.service.at(days(1, AT)),
      previous: first.evidence,
    })
    expect(second.evidence.signatures[0]?.timeStamps).toHaveLength(1)
    const stamped = await sign(province.seal, province.office, AT, province.service.at(later(1)))
    const third = await create(later(2), { timeStamper: province.service.at(later(2)), signature: stamped })
    expect(third.evidence.signatures).toEqual([])
    expect((await verdict(third.evidence, years(3), province, stamped)).wrong).toEqual([])
  })

  test('is created from what is at hand where there is no network', async () => {
    const online = await create(later(1), { timeStamper: province.service.at(later(1)) })
    const { crls, ocspResponses, signatures } = online.evidence
    const trust: Trust = { ...province.trust, revocation: { crls, ocspResponses } }
    const { evidence, gaps } = await createEvidence([{ type: 'Seal', signature }], {
      trust,
      previous: { ...NO_EVIDENCE, signatures },
      clock: () => later(2),
    })
    expect(gaps).toEqual([])
    expect(evidence.crls).toHaveLength(2)
    expect((await verdict(evidence, years(3))).wrong).toEqual([])
  })

  test('tells of a path that leads nowhere, and of one of which nobody tells', async () => {
    const { trust } = province
    const { gaps } = await create(later(1), { trust: { ...trust, anchors: trust.anchors.slice(1) } })
    expect(gaps).toMatchObject([{ code: 'ERR_PATH_NO_ANCHOR', facts: { role: 'seal-maker' } }])
    const silent = await create(later(1), { fetch: async () => new Response(null, { status: 404 }) })
    expect(silent.gaps.map(({ code }) => code)).toEqual([
      'ERR_REVOCATION_UNREACHABLE',
      'ERR_REVOCATION_UNREACHABLE',
    ])
  })

  test('an archive stamp needs who makes it', async () => {
    await expect(create(later(1), { archive: true })).rejects.toThrow(TypeError)
  })
})

describe('a signature that is augmented later', () => {
  test('is good where its certificates still are', async () => {
    const { evidence } = await create(years(1), { timeStamper: province.service.at(years(1)) })
    expect((await verdict(evidence, years(3))).wrong).toEqual(
      // The seal had run out by then.
      ['seal.validity indeterminate ERR_SIGNATURE_PROVEN_TOO_LATE'],
    )
    const soon = await create(days(100, AT), { timeStamper: province.service.at(days(100, AT)) })
    expect((await verdict(soon.evidence, years(3))).wrong).toEqual([])
  })

  test('stays good when its signer is revoked after that', async () => {
    const own = await createServedProvince()
    const signed = await sign(own.seal, own.office, AT)
    const { evidence } = await create(later(1), {
      of: own,
      signature: signed,
      timeStamper: own.service.at(later(1)),
    })
    own.revoke(own.office, { revokedAt: days(5, AT), reason: 'keyCompromise' })
    const online = createRevocationChecker({ now: own.clock, fetch: own.fetch })
    own.set(days(10, AT))
    const options = { trust: own.trust, revocation: online }
    expect((await inspect(signed, days(10, AT), { ...options, evidence })).wrong).toEqual([])
    expect((await inspect(signed, days(10, AT), options)).wrong).toEqual([
      'path.revocation seal-signer indeterminate ERR_SIGNATURE_NO_PROOF_OF_TIME',
    ])
    const late = await create(days(6, AT), {
      of: own,
      signature: signed,
      timeStamper: own.service.at(days(6, AT)),
    })
    own.set(days(10, AT))
    expect((await inspect(signed, days(10, AT), { ...options, evidence: late.evidence })).wrong).toEqual([
      'path.revocation seal-signer indeterminate ERR_SIGNATURE_PROVEN_TOO_LATE',
    ])
  })
})

describe('stamps over evidence', () => {
  /** Services that end a year after the signature, and later. */
  async function createYears() {
    const own = await createServedProvince({ tsaEnd: years(2) })
    const signed = await sign(own.seal, own.office, AT)
    const next = await createStampService({ notBefore: years(1), notAfter: years(8), name: '后来的时间戳' })
    const trust: Trust = {
      ...own.trust,
      anchors: [...own.trust.anchors, { certificate: next.root.certificate, roles: ['time-stamper'] }],
    }
    return { own: { ...own, trust }, signed, next }
  }
  const good = (now: Date, service: Awaited<ReturnType<typeof createStampService>>) => {
    return createList(service.root, [], { thisUpdate: days(-1, now), nextUpdate: days(1, now) })
  }

  test('keep it when the first service has run out', async () => {
    const { own, signed, next } = await createYears()
    const first = await create(later(1), {
      of: own,
      signature: signed,
      timeStamper: own.service.at(later(1)),
    })
    const now = years(4)
    const judged = async (evidence: Evidence) => {
      own.set(now)
      const revocation = await good(now, next)
      return inspect(signed, now, { trust: { ...own.trust, revocation }, evidence })
    }
    const stale = await judged(first.evidence)
    expect(stale.proven).toBeUndefined()
    expect(stale.at('signature.time-stamp')).toMatchObject({
      status: 'skipped',
      facts: { because: 'valid-time-stamp', reason: 'ERR_PATH_EXPIRED' },
    })

    const at = days(500, AT)
    const second = await create(at, {
      of: { ...own, trust: { ...own.trust, revocation: await good(at, next) } },
      signature: signed,
      timeStamper: next.at(at),
      previous: first.evidence,
      archive: true,
    })
    expect(second.gaps).toEqual([])
    expect(second.evidence.archives).toHaveLength(1)
    const kept = await judged(second.evidence)
    expect(kept.wrong).toEqual([])
    expect(kept.proven).toEqual(later(1 + 1 / 60))

    // Without the first stamp the second proves its own time.
    const archived = await judged({ ...second.evidence, signatures: [] })
    expect(archived.at('signature.time-stamp')?.facts).toMatchObject({ source: 'archive' })
    expect(archived.proven).toEqual(new Date(at.getTime() + 1000))

    // One over other pieces proves nothing of these.
    const [archive] = second.evidence.archives
    const changed = {
      ...archive!,
      sm3: archive!.sm3.map((name, i) => (i === 0 ? nameOf(Uint8Array.of(1)) : name)),
    }
    expect((await judged({ ...second.evidence, archives: [changed] })).proven).toBeUndefined()
  })
})
