import { equalBytes } from '@xinyin/core'
import { createTimeStampResponse } from '@xinyin/core/ca'
import { createRevocationChecker } from '@xinyin/core/revocation'
import { parseTimeStamp, requestTimeStamp } from '@xinyin/core/tsp'
import { acceptUnknownRevocation, skipRevocation } from '@xinyin/core/unsafe'
import { describe, expect, test } from 'vitest'
import { createSeal, explain } from '../../src/index.ts'
import { createStampService, days, inspect, sign, trusting } from '../evidence/stamping.ts'
import { AT, createList, createMember, createProvince, join, sealOptions } from '../province.ts'

const MINUTE = 60_000
const province = await createProvince()
const { seal, office, maker, makerRoot, signerRoot } = province
const service = await createStampService()
const trust = await trusting(province, service)
const soon = new Date(AT.getTime() + MINUTE)
const tomorrow = days(1, AT)
/** As the service says, to the end of its accuracy of a second. */
const proven = new Date(soon.getTime() + 1000)

const stamped = await sign(seal, office, AT, service.at(soon))
const bare = await sign(seal, office, AT)
const other = await createStampService({ name: '另一时间戳' })

describe('a time stamp on a signature', () => {
  test('proves when it was there at the latest', async () => {
    const found = await inspect(stamped, tomorrow, { trust })
    expect(found).toMatchObject({ wrong: [], proven })
    expect(found.at('signature.time-stamp')).toMatchObject({
      status: 'passed',
      facts: {
        time: '2026-06-01T08:01:00Z',
        source: 'structure',
        authority: expect.stringContaining('时间戳服务'),
      },
    })
    expect(found.at('signature.time')?.facts).toMatchObject({
      time: '2026-06-01T08:00:00Z',
      proven: '2026-06-01T08:01:01Z',
      before: 61,
    })
  })

  test('where there is none, none is looked at', async () => {
    const found = await inspect(bare, tomorrow, { trust })
    expect(found).toMatchObject({ wrong: [], proven: undefined })
    expect(found.at('signature.time-stamp')).toMatchObject({
      status: 'skipped',
      facts: { because: 'time-stamp' },
    })
  })

  test.each([
    ['SM2', 'SHA-256'],
    ['P-256', 'SHA-256'],
    ['P-384', 'SHA-512'],
    ['RSA', 'SHA-256'],
  ] as const)('made with %s over %s', async (kind, algorithm) => {
    const own = await createStampService({ kind })
    const signature = await sign(seal, office, AT, own.at(soon, algorithm))
    const found = await inspect(signature, tomorrow, { trust: await trusting(province, own) })
    expect(found).toMatchObject({ wrong: [], proven })
  })

  test('as the whole answer of the service is tolerated by name', async () => {
    const signature = await sign(seal, office, AT, async (content) => {
      const request = await requestTimeStamp({ content })
      const { signer, certificate } = service.member
      return createTimeStampResponse({
        key: signer,
        certificate,
        policy: '1.3.6.1.4.1.32473.1',
        request: request.der,
        serialNumber: 9n,
        now: soon,
      })
    })
    const found = await inspect(signature, tomorrow, { trust })
    expect(found).toMatchObject({ wrong: [], proven })
    expect(found.at('tolerance.time-stamp-response')).toMatchObject({ status: 'passed' })
    expect((await inspect(signature, tomorrow, { trust, strict: true })).wrong).toEqual([
      'tolerance.time-stamp-response failed ERR_TOLERANCE_REFUSED',
    ])
  })
})

describe('a time stamp that is none for this signature', () => {
  const token = stamped.timeStamp ?? new Uint8Array()

  test.each<[string, (value: Uint8Array) => Promise<Uint8Array>, string]>([
    ['over another signature', async () => token, 'failed ERR_TSP_IMPRINT'],
    ['over the data', () => service.at(soon)(bare.dataHash), 'failed ERR_TSP_IMPRINT'],
    ['of a service that is not trusted', other.at(soon), 'indeterminate ERR_PATH_NO_ANCHOR'],
    ['of a time to come', service.at(days(2, AT)), 'failed ERR_TSP_FUTURE'],
    ['empty', async () => new Uint8Array(), 'failed ERR_DER_TRUNCATED'],
    ['no token at all', async () => Uint8Array.of(0x30, 0), 'failed ERR_DER_TAG'],
  ])('%s', async (_, timeStamp, expected) => {
    const found = await inspect(await sign(seal, office, AT, timeStamp), tomorrow, { trust })
    expect(found.wrong).toEqual([`signature.time-stamp ${expected}`])
    expect(found.proven).toBeUndefined()
    for (const check of found.checks) expect(explain(check, 'zh-CN')).not.toMatch(/[{}]/)
  })

  test('with any octet changed proves nothing', async () => {
    const { signedData } = parseTimeStamp(token)
    const value = signedData.signers[0]?.signature ?? new Uint8Array()
    const at = token.findIndex((_, i) => equalBytes(token.subarray(i, i + value.length), value))
    const changed = token.slice()
    changed[at + 8] = (changed[at + 8] ?? 0) ^ 1
    const { proven: found, wrong } = await inspect({ ...stamped, timeStamp: changed }, tomorrow, { trust })
    expect(found).toBeUndefined()
    expect(wrong).toEqual(['signature.time-stamp failed ERR_CMS_SIGNATURE'])
  })

  test('with whatever changed proves the time that was stamped, or none', async () => {
    const outcomes = new Set<string>()
    for (let at = 0; at < token.length; at += 13) {
      const changed = token.slice()
      changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8))
      const found = await inspect({ ...stamped, timeStamp: changed }, tomorrow, { trust })
      if (found.proven === undefined) expect(found.wrong).toHaveLength(1)
      else expect(found.proven).toEqual(proven)
      outcomes.add(found.wrong[0] ?? 'passed')
    }
    expect(outcomes).toContain('signature.time-stamp failed ERR_CMS_MESSAGE_DIGEST')
    expect(outcomes).toContain('signature.time-stamp failed ERR_CMS_SIGNATURE')
  })

  test('of an authority that is trusted for something else', async () => {
    const [makers, signers] = trust.anchors
    const anchors = [
      makers!,
      signers!,
      { certificate: service.root.certificate, roles: ['seal-maker'] as const },
    ]
    const { wrong } = await inspect(stamped, tomorrow, { trust: { ...trust, anchors } })
    expect(wrong).toEqual(['signature.time-stamp indeterminate ERR_PATH_NO_ANCHOR'])
  })

  test('of an authority that was revoked since, whose key may be in other hands', async () => {
    const revoked = [{ serialNumber: service.member.certificate.serialNumber, revokedAt: tomorrow }]
    const list = await createList(service.root, revoked, { thisUpdate: tomorrow, nextUpdate: days(9, AT) })
    const known = { ...trust, revocation: join(province.trust.revocation!, list) }
    const { wrong, proven: found } = await inspect(stamped, days(2, AT), { trust: known })
    expect(wrong).toEqual(['signature.time-stamp failed ERR_REVOCATION_REVOKED'])
    expect(found).toBeUndefined()
  })

  test('of an authority of which nobody tells', async () => {
    const { wrong } = await inspect(stamped, tomorrow, {
      trust: { ...trust, revocation: province.trust.revocation! },
    })
    expect(wrong).toEqual(['signature.time-stamp indeterminate ERR_REVOCATION_UNKNOWN'])
  })

  test('of an authority whose certificate has run out, with nothing over it', async () => {
    const short = await createStampService({ notAfter: days(30, AT) })
    const signature = await sign(seal, office, AT, short.at(soon))
    const known = await trusting(province, short)
    expect((await inspect(signature, days(29, AT), { trust: known })).wrong).toEqual([])
    expect((await inspect(signature, days(31, AT), { trust: known })).wrong).toEqual([
      'signature.time-stamp indeterminate ERR_PATH_EXPIRED',
    ])
  })
})

test('a stamp that the clock of the service made a little ahead of ours', async () => {
  const found = await inspect(stamped, AT, { trust })
  expect(found).toMatchObject({ wrong: [], proven: AT })
})

describe('what the signer claims', () => {
  const claim = async (minutes: number) =>
    inspect(await sign(seal, office, new Date(AT.getTime() + minutes * MINUTE), service.at(AT)), tomorrow, {
      trust,
    })

  test('is before his time stamp, be it long', async () => {
    expect((await claim(-60 * 24 * 100)).wrong).toEqual([])
    expect((await claim(4)).wrong).toEqual([])
  })

  test('is Beijing time written as UTC', async () => {
    const found = await claim(8 * 60)
    expect(found.wrong).toEqual([])
    expect(found.at('tolerance.local-time-as-utc')?.facts).toMatchObject({ elements: 'signature.time' })
  })

  test.each<[number, readonly string[]]>([
    [5, []],
    [6, ['signature.time indeterminate ERR_SIGNATURE_TIME_AHEAD']],
    [8 * 60 + 5, ['signature.time indeterminate ERR_SIGNATURE_TIME_AHEAD']],
    [8 * 60 + 6, ['signature.time failed ERR_SIGNATURE_TIME_FUTURE']],
  ])('is %s minutes to come, without a time stamp', async (minutes, wrong) => {
    const signature = await sign(seal, office, new Date(AT.getTime() + minutes * MINUTE))
    expect((await inspect(signature, AT, { trust })).wrong).toEqual(wrong)
  })

  test('is after the time stamp', async () => {
    const found = await claim(8 * 60 + 10)
    expect(found.wrong).toEqual(['signature.time failed ERR_SIGNATURE_TIME_AFTER_STAMP'])
  })
})

describe('the seal', () => {
  test('was not made when the time stamp was', async () => {
    const early = new Date('2026-01-20T00:00:00Z')
    const signature = await sign(seal, office, AT, service.at(early))
    expect((await inspect(signature, tomorrow, { trust })).wrong).toEqual([
      'signature.time failed ERR_SIGNATURE_TIME_AFTER_STAMP',
      'seal.validity failed ERR_SEAL_NOT_VALID',
    ])
  })

  test('was made later than the time stamp within its validity', async () => {
    const own = await createSeal({ ...sealOptions(maker, [office.certificate]), createdAt: AT })
    const at = async (time: Date) =>
      (await inspect(await sign(own, office, AT, service.at(time)), tomorrow, { trust })).wrong
    expect(await at(days(-2, AT))).toEqual([
      'signature.time failed ERR_SIGNATURE_TIME_AFTER_STAMP',
      'seal.validity failed ERR_SEAL_NOT_YET_MADE',
    ])
    expect(await at(new Date(AT.getTime() - 8 * 60 * MINUTE))).toEqual([])
  })

  test('has run out since the time stamp', async () => {
    const later = new Date('2027-03-01T00:00:00Z')
    expect((await inspect(bare, later, { trust })).wrong).toEqual([
      'seal.validity indeterminate ERR_SIGNATURE_NO_PROOF_OF_TIME',
    ])
    expect((await inspect(stamped, later, { trust })).wrong).toEqual([])
  })

  test('had run out before the time stamp', async () => {
    const signature = await sign(seal, office, AT, service.at(new Date('2027-02-02T00:00:00Z')))
    expect((await inspect(signature, new Date('2027-03-01T00:00:00Z'), { trust })).wrong).toEqual([
      'seal.validity indeterminate ERR_SIGNATURE_PROVEN_TOO_LATE',
    ])
  })
})

describe('the certificate of the signer', () => {
  const revoked = async (revokedAt: Date, changes: object = {}) => {
    const entry = { serialNumber: office.certificate.serialNumber, revokedAt, ...changes }
    const period = { thisUpdate: days(20, AT), nextUpdate: days(40, AT) }
    const list = await createList(signerRoot, [entry], period)
    return {
      ...trust,
      revocation: join({ ...trust.revocation!, crls: without(signerRoot.certificate.subject.text) }, list),
    }
  }
  const without = (issuer: string) => trust.revocation!.crls.filter((crl) => crl.issuer.text !== issuer)
  const now = days(30, AT)

  test('was revoked after the time stamp', async () => {
    const known = await revoked(days(10, AT))
    expect((await inspect(bare, now, { trust: known })).wrong).toEqual([
      'path.revocation seal-signer indeterminate ERR_SIGNATURE_NO_PROOF_OF_TIME',
    ])
    expect((await inspect(stamped, now, { trust: known })).wrong).toEqual([])
  })

  test('was revoked for a key that was lost before the time stamp', async () => {
    const known = await revoked(days(10, AT), { reason: 'keyCompromise', invalidAt: days(-1, AT) })
    expect((await inspect(stamped, now, { trust: known })).wrong).toEqual([
      'path.revocation seal-signer failed ERR_REVOCATION_REVOKED',
    ])
  })

  test('was revoked between the claimed time and the time stamp', async () => {
    const known = await revoked(days(1, AT))
    const signature = await sign(seal, office, AT, service.at(days(2, AT)))
    const found = await inspect(signature, now, { trust: known })
    expect(found.wrong).toEqual(['path.revocation seal-signer indeterminate ERR_SIGNATURE_PROVEN_TOO_LATE'])
    expect(
      explain(found.checks.find(({ code }) => code === 'ERR_SIGNATURE_PROVEN_TOO_LATE')!, 'en'),
    ).toContain('ERR_REVOCATION_REVOKED')
  })

  test('was revoked before the claimed time', async () => {
    const known = await revoked(days(-1, AT))
    expect((await inspect(stamped, now, { trust: known })).wrong).toEqual([
      'path.revocation seal-signer failed ERR_REVOCATION_REVOKED',
    ])
  })

  test('is told of by a list that is no longer in force: it has to be from after the time stamp', async () => {
    const of = async (thisUpdate: Date) => {
      const list = await createList(signerRoot, [], { thisUpdate, nextUpdate: days(7, thisUpdate) })
      const crls = without(signerRoot.certificate.subject.text)
      return { ...trust, revocation: join({ crls, ocspResponses: [] }, list) }
    }
    expect((await inspect(stamped, now, { trust: await of(days(-1, AT)) })).wrong).toEqual([
      'path.revocation seal-signer indeterminate ERR_REVOCATION_NO_PROOF',
    ])
    expect((await inspect(stamped, now, { trust: await of(days(1, AT)) })).wrong).toEqual([])
    expect((await inspect(bare, now, { trust: await of(days(1, AT)) })).wrong).toEqual([
      'path.revocation seal-signer indeterminate ERR_REVOCATION_STALE',
    ])
  })

  test('has run out after, or before, the time stamp', async () => {
    const short = await createMember('短期住建局', signerRoot, {
      notBefore: new Date('2026-01-01T00:00:00Z'),
      notAfter: days(5, AT),
    })
    const own = await createSeal(sealOptions(maker, [short.certificate]))
    const list = await createList(signerRoot, [], { thisUpdate: days(3, AT), nextUpdate: days(6, AT) })
    const crls = without(signerRoot.certificate.subject.text)
    const known = { ...trust, revocation: join({ crls, ocspResponses: [] }, list) }
    const of = async (time: Date | undefined) =>
      (await inspect(await sign(own, short, AT, time && service.at(time)), now, { trust: known })).wrong
    expect(await of(undefined)).toContain(
      'signature.signer-path indeterminate ERR_SIGNATURE_NO_PROOF_OF_TIME',
    )
    expect(await of(soon)).toEqual([])
    expect(await of(days(6, AT))).toContain(
      'signature.signer-path indeterminate ERR_SIGNATURE_PROVEN_TOO_LATE',
    )
  })

  test('is judged by a checker that knows no past by what he says of the proven time', async () => {
    const asked: Date[] = []
    const revocation = {
      codes: {},
      async check(_path: unknown, context: { at: Date; role: string }) {
        if (context.role === 'seal-signer') asked.push(context.at)
        return { id: 'path.revocation', status: 'passed' as const, facts: {} }
      },
    }
    expect((await inspect(stamped, now, { trust, revocation })).wrong).toEqual([])
    expect(new Set(asked.map((at) => at.toISOString()))).toEqual(
      new Set([AT, proven].map((at) => at.toISOString())),
    )
  })

  test('passes unknown where a policy says so', async () => {
    const revocation = createRevocationChecker({ now: () => now, mode: acceptUnknownRevocation })
    const known = { ...trust, revocation: join() }
    expect((await inspect(stamped, now, { trust: known, revocation })).wrong).toEqual([])
    const told = { trust: await revoked(days(-1, AT)), revocation }
    expect((await inspect(stamped, now, told)).wrong).toEqual([
      'path.revocation seal-signer failed ERR_REVOCATION_REVOKED',
    ])
  })

  test('is not looked at where nobody is to', async () => {
    const known = await revoked(days(-1, AT))
    expect((await inspect(stamped, now, { trust: known, revocation: skipRevocation })).wrong).toEqual([])
  })
})

describe('the certificate of the maker', () => {
  test('was revoked after the time stamp on the signature, which holds the seal', async () => {
    const entry = { serialNumber: maker.certificate.serialNumber, revokedAt: days(10, AT) }
    const list = await createList(makerRoot, [entry], { thisUpdate: days(20, AT), nextUpdate: days(40, AT) })
    const others = trust.revocation!.crls.filter(
      ({ issuer }) => issuer.text !== makerRoot.certificate.subject.text,
    )
    const known = { ...trust, revocation: join({ crls: others, ocspResponses: [] }, list) }
    expect((await inspect(stamped, days(30, AT), { trust: known })).wrong).toEqual([])
    expect((await inspect(bare, days(30, AT), { trust: known })).wrong).toEqual([
      'path.revocation seal-maker indeterminate ERR_SIGNATURE_NO_PROOF_OF_TIME',
    ])
  })
})

test('a checker made for another clock is asked in the same way', async () => {
  const revocation = createRevocationChecker({ now: () => days(30, AT) })
  expect((await inspect(stamped, days(30, AT), { trust, revocation })).wrong).toEqual([])
})
