import { type Certificate, createPrivateKey, inspectPath, type Trust } from '@xinyin/core'
import { createLeaf } from '@xinyin/core/ca'
import type { Crl } from '@xinyin/core/revocation'
import {
  createPastChecker,
  createRevocationBundle,
  createRevocationChecker,
  inspectPastPath,
  type PastPathOptions,
  parseRevocationBundle,
} from '@xinyin/core/revocation'
import { describe, expect, test } from 'vitest'

import { createProvince, KEYS, NOON, PERIOD } from '../path/province.ts'
import { createAnswer, createDelegate } from './answers.ts'
import { checkOf, createList, hours } from './lists.ts'

const { root, middle, leaf } = await createProvince()
const pool = [middle]
/** A week after the noon at which things are judged. */
const LATER = hours(168)
const days = (count: number) => ({ thisUpdate: hours(count * 24 - 1), nextUpdate: hours(count * 24 + 23) })
const ofRoot = await createList(root, KEYS.root, days(7))
const ofMiddle = await createList(middle, KEYS.middle, days(7))
const entry = (changes: object = {}) => ({
  serialNumber: leaf.serialNumber,
  revokedAt: hours(48),
  ...changes,
})

describe('a time in the past, judged by lists of today', () => {
  const check = (crls: readonly Crl[], changes: Partial<Parameters<typeof checkOf>[0]> = {}) =>
    checkOf({ root, pool, leaf, crls, policy: { now: () => LATER }, ...changes })

  test('what is good now was good then', async () => {
    expect(await check([ofRoot, ofMiddle])).toMatchObject({ status: 'passed', facts: { '0.age': 3600 } })
  })

  test('what is in force at the time is as good, and what was made before and ended before is not', async () => {
    const then = [await createList(root, KEYS.root, days(0)), await createList(middle, KEYS.middle, days(0))]
    expect(await check(then)).toMatchObject({ status: 'passed' })
    const before = [ofRoot, await createList(middle, KEYS.middle, days(-2))]
    expect(await check(before)).toMatchObject({ code: 'ERR_REVOCATION_STALE' })
  })

  test.each<[string, object, string | undefined]>([
    ['after the time', { reason: 'keyCompromise' }, undefined],
    ['before it', { revokedAt: hours(-1) }, 'ERR_REVOCATION_REVOKED'],
    ['at it', { revokedAt: NOON }, 'ERR_REVOCATION_REVOKED'],
    ['after it, but invalid before', { invalidAt: hours(-1) }, 'ERR_REVOCATION_REVOKED'],
    ['after it, and invalid after', { invalidAt: hours(1) }, undefined],
  ])('what was revoked %s', async (_, changes, code) => {
    const revoked = [entry(changes)]
    const list = await createList(middle, KEYS.middle, { ...days(7), revoked })
    expect((await check([ofRoot, list])).code).toBe(code)
    const { revokedAt, ...rest } = entry(changes) as { revokedAt: Date; serialNumber: string }
    const answer = await createAnswer({
      certificate: leaf,
      issuer: middle,
      key: KEYS.middle,
      now: LATER,
      nextUpdate: hours(200),
      state: { state: 'revoked', revokedAt, ...rest },
    })
    const found = await check([ofRoot, await createList(root, KEYS.root, days(8))], {
      ocspResponses: [answer],
      policy: { now: () => hours(169) },
    })
    expect(found.code).toBe(code)
  })

  test('a list on which an expired certificate is no longer kept says nothing of it', async () => {
    const short = (await createProvince({ leaf: { notBefore: PERIOD.notBefore, notAfter: hours(24) } })).leaf
    const found = await check([ofRoot, ofMiddle], { leaf: short })
    expect(found).toMatchObject({ status: 'indeterminate', code: 'ERR_REVOCATION_EXPIRED' })
    const keeping = (expiredCertsOnCRL: Date) =>
      createList(middle, KEYS.middle, { ...days(7), expiredCertsOnCRL })
    expect(await check([ofRoot, await keeping(hours(23))], { leaf: short })).toMatchObject({
      status: 'passed',
    })
    expect(await check([ofRoot, await keeping(hours(25))], { leaf: short })).toMatchObject({
      code: 'ERR_REVOCATION_EXPIRED',
    })
    const answer = (archiveCutoff?: Date) =>
      createAnswer({
        certificate: short,
        issuer: middle,
        key: KEYS.middle,
        now: hours(160),
        nextUpdate: hours(200),
        ...(archiveCutoff === undefined ? {} : { archiveCutoff }),
      })
    for (const [cutoff, code] of [
      [undefined, 'ERR_REVOCATION_EXPIRED'],
      [hours(25), 'ERR_REVOCATION_EXPIRED'],
      [hours(23), undefined],
    ] as const) {
      const found = await check([ofRoot], { leaf: short, ocspResponses: [await answer(cutoff)] })
      expect(found.code).toBe(code)
    }
  })

  test('an authority that was revoked since proves nothing with lists and answers that it made after that', async () => {
    const revoked = [
      entry({ serialNumber: middle.serialNumber, revokedAt: hours(24), reason: 'keyCompromise' }),
    ]
    const revoking = await createList(root, KEYS.root, { ...days(7), revoked })
    const found = await check([revoking, ofMiddle])
    expect(found).toMatchObject({
      status: 'indeterminate',
      code: 'ERR_REVOCATION_ISSUER',
      facts: { reason: 'ERR_REVOCATION_REVOKED' },
    })
    const late = { certificate: leaf, issuer: middle, now: hours(160), nextUpdate: hours(200) }
    for (const answer of [
      await createAnswer({ ...late, key: KEYS.middle }),
      await createAnswer({
        ...late,
        key: KEYS.other,
        responder: await createDelegate(middle, KEYS.middle),
      }),
    ])
      expect(await check([revoking], { ocspResponses: [answer] })).toMatchObject({
        code: 'ERR_REVOCATION_RESPONDER',
      })
    const inTime = await createList(middle, KEYS.middle, days(0))
    expect(await check([revoking, inTime])).toMatchObject({ status: 'passed' })
  })

  test('nor does one that has expired since', async () => {
    const changes = { notBefore: PERIOD.notBefore, notAfter: hours(48) }
    const short = await createProvince({ middle: changes, leaf: changes })
    const list = await createList(short.middle, KEYS.middle, {
      ...days(7),
      expiredCertsOnCRL: PERIOD.notBefore,
    })
    const keeping = await createList(root, KEYS.root, { ...days(7), expiredCertsOnCRL: PERIOD.notBefore })
    const found = await check([keeping, list], { leaf: short.leaf, pool: [short.middle] })
    expect(found).toMatchObject({ code: 'ERR_REVOCATION_ISSUER', facts: { reason: 'validity' } })
  })

  test('a signer of lists that is no authority has to be valid when it signed', async () => {
    const key = await createPrivateKey('SM2')
    const limited = await createProvince({ middle: { keyUsage: ['keyCertSign'] } })
    const signer = await createLeaf({
      issuer: { certificate: root, key: KEYS.root },
      subject: { country: 'CN', commonName: '某省运营' },
      publicKey: key.publicKey,
      keyUsage: ['cRLSign'],
      notBefore: PERIOD.notBefore,
      notAfter: hours(24),
    })
    const question = { leaf: limited.leaf, pool: [limited.middle, signer] }
    const late = await createList(signer, key, days(7))
    expect(await check([ofRoot, late], question)).toMatchObject({
      code: 'ERR_REVOCATION_ISSUER',
      facts: { reason: 'ERR_PATH_EXPIRED' },
    })
  })
})

describe('past certificate validation', () => {
  const inspect = async (
    crls: readonly Crl[],
    changes: Partial<PastPathOptions> & {
      readonly of?: Certificate
      readonly pool?: readonly Certificate[]
    } = {},
  ) => {
    const { of = leaf, pool: intermediates = pool, ...options } = changes
    const report = await inspectPastPath(of, {
      trust: {
        anchors: [{ certificate: root, roles: ['document-signer'] }],
        intermediates,
        revocation: { crls, ocspResponses: [] },
      },
      role: 'document-signer',
      provenAt: NOON,
      now: LATER,
      revocation: createRevocationChecker({ now: () => options.now ?? LATER }),
      ...options,
    })
    return report.checks.find(({ id }) => id === 'path.revocation')
  }
  const passing = (controlTime: Date) => ({
    status: 'passed',
    facts: { controlTime: controlTime.toISOString(), at: NOON.toISOString() },
  })

  test('where nothing happened the control time stays now', async () => {
    expect(await inspect([ofRoot, ofMiddle])).toMatchObject(passing(LATER))
  })

  test('as a checker it judges a path at the time at which that is inspected', async () => {
    const revoked = [entry({ reason: 'keyCompromise' })]
    const list = await createList(middle, KEYS.middle, { ...days(7), revoked })
    const revocation = createPastChecker(createRevocationChecker({ now: () => LATER }), { now: LATER })
    const trust: Trust = {
      anchors: [{ certificate: root, roles: ['document-signer'] }],
      intermediates: pool,
      revocation: { crls: [ofRoot, list], ocspResponses: [] },
    }
    const of = async (at: Date) =>
      (await inspectPath(leaf, { trust, role: 'document-signer', at, revocation })).checks.at(-1)
    expect(await of(NOON)).toMatchObject(passing(hours(48)))
    expect(await of(hours(49))).toMatchObject({ status: 'failed', code: 'ERR_REVOCATION_REVOKED' })
  })

  test('a revocation moves it: before, the signature stands, after, it falls', async () => {
    const revoked = [entry({ reason: 'keyCompromise' })]
    const list = await createList(middle, KEYS.middle, { ...days(7), revoked })
    expect(await inspect([ofRoot, list])).toMatchObject(passing(hours(48)))
    expect(await inspect([ofRoot, list], { provenAt: hours(48) })).toMatchObject({ status: 'passed' })
    expect(await inspect([ofRoot, list], { provenAt: hours(49) })).toMatchObject({
      status: 'failed',
      code: 'ERR_REVOCATION_REVOKED',
      facts: { revokedAt: hours(48).toISOString(), subject: leaf.subject.text },
    })
    const invalidAt = hours(-1)
    const backdated = await createList(middle, KEYS.middle, { ...days(7), revoked: [entry({ invalidAt })] })
    expect(await inspect([ofRoot, backdated])).toMatchObject({ code: 'ERR_REVOCATION_REVOKED' })
  })

  test('stale data moves it to when it was made', async () => {
    const old = await createList(middle, KEYS.middle, days(1))
    expect(await inspect([ofRoot, old])).toMatchObject(passing(hours(23)))
    expect(await inspect([ofRoot, old], { provenAt: hours(24) })).toMatchObject({
      status: 'indeterminate',
      code: 'ERR_REVOCATION_NO_PROOF',
      facts: { controlTime: hours(23).toISOString() },
    })
  })

  test('without any data nothing is known', async () => {
    expect(await inspect([ofRoot])).toMatchObject({ status: 'indeterminate', code: 'ERR_REVOCATION_UNKNOWN' })
  })

  test('after an authority was revoked, what it signed has to be proven to be older', async () => {
    const revoked = [entry({ serialNumber: middle.serialNumber, reason: 'keyCompromise' })]
    const revoking = await createList(root, KEYS.root, { ...days(7), revoked })
    const crls = [revoking, await createList(middle, KEYS.middle, days(1))]
    expect(await inspect(crls)).toMatchObject({
      status: 'indeterminate',
      code: 'ERR_REVOCATION_NO_PROOF',
      facts: { subject: leaf.subject.text, controlTime: hours(48).toISOString() },
    })
    expect(await inspect(crls, { materialProvenAt: hours(30) })).toMatchObject(passing(hours(23)))
  })

  test('an expired certificate is judged by what was known while it was valid', async () => {
    const changes = { notBefore: PERIOD.notBefore, notAfter: hours(24) }
    const short = (await createProvince({ leaf: changes })).leaf
    const then = await createList(middle, KEYS.middle, days(1))
    expect(await inspect([ofRoot, ofMiddle, then], { of: short })).toMatchObject(passing(hours(24)))
    expect(await inspect([ofRoot, ofMiddle], { of: short })).toMatchObject({
      status: 'indeterminate',
      code: 'ERR_REVOCATION_EXPIRED',
    })
  })

  test('a wrong call is told as one', async () => {
    await expect(() => inspect([], { provenAt: hours(200) })).rejects.toThrow(/provenAt/)
  })
})

test('lists and answers go into one file and come out of it as they were', async () => {
  const answer = await createAnswer({ certificate: leaf, issuer: middle, key: KEYS.middle })
  const file = createRevocationBundle({ crls: [ofRoot, ofMiddle], ocspResponses: [answer] })
  const { crls, ocspResponses } = parseRevocationBundle(file)
  expect(crls.map(({ raw }) => raw)).toEqual([ofRoot.raw, ofMiddle.raw])
  expect(ocspResponses.map(({ raw }) => raw)).toEqual([answer.raw])
  expect(() => parseRevocationBundle(file, { maxBlocks: 2 })).toThrow(
    expect.objectContaining({ code: 'ERR_PEM_SIZE' }),
  )
  expect(() => parseRevocationBundle(file.replaceAll('X509 CRL', 'CERTIFICATE'))).toThrow(
    expect.objectContaining({
      code: 'ERR_REVOCATION_BUNDLE',
      facts: expect.objectContaining({ found: 'CERTIFICATE' }),
    }),
  )
})
