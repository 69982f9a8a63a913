import { createPrivateKey } from '@xinyin/core'
import { createLeaf, createRoot, type RevokedCertificate } from '@xinyin/core/ca'
import {
  encodeBitString,
  encodeContext,
  encodeElement,
  encodeInteger,
  encodeNull,
  encodeSequence,
  encodeTime,
} from '@xinyin/core/der'
import type { Crl } from '@xinyin/core/revocation'
import { acceptUnknownRevocation, leafRevocationOnly } from '@xinyin/core/unsafe'
import { describe, expect, test } from 'vitest'
import { decodeHex } from '../../../src/bytes/hex.ts'
import { createRevocationChecker } from '../../../src/x509/revocation/index.ts'
import { forgeExtension } from '../forge.ts'
import { createProvince, KEYS, NOON, PERIOD } from '../path/province.ts'
import { checkOf, createList, forgeList, hours } from './lists.ts'

const { root, middle, leaf } = await createProvince()
const ofRoot = await createList(root, KEYS.root)
const ofMiddle = await createList(middle, KEYS.middle)
const pool = [middle]
const province = { root, pool, leaf }

const entry = (revoked: Partial<RevokedCertificate> = {}): RevokedCertificate => ({
  serialNumber: leaf.serialNumber,
  revokedAt: hours(-48),
  ...revoked,
})
const check = (crls: readonly Crl[], changes: Partial<Parameters<typeof checkOf>[0]> = {}) =>
  checkOf({ ...province, crls, ...changes })

describe('complete lists', () => {
  test('a path passes when each certificate is on no list, and the check says whose and how old', async () => {
    expect(await check([ofRoot, ofMiddle])).toEqual({
      id: 'path.revocation',
      status: 'passed',
      facts: {
        certificates: 2,
        '0.subject': leaf.subject.text,
        '0.source': `CRL (${middle.subject.text})`,
        '0.thisUpdate': hours(-1).toISOString(),
        '0.age': 3600,
        '1.subject': middle.subject.text,
        '1.source': `CRL (${root.subject.text})`,
        '1.thisUpdate': hours(-1).toISOString(),
        '1.age': 3600,
      },
    })
  })

  test('a revoked certificate fails, wherever in the path it stands', async () => {
    const reason = 'keyCompromise' as const
    const revoked = [entry({ reason })]
    expect(await check([ofRoot, await createList(middle, KEYS.middle, { revoked })])).toEqual({
      id: 'path.revocation',
      status: 'failed',
      code: 'ERR_REVOCATION_REVOKED',
      facts: {
        subject: leaf.subject.text,
        revokedAt: hours(-48).toISOString(),
        reason,
        source: `CRL (${middle.subject.text})`,
        thisUpdate: hours(-1).toISOString(),
        at: NOON.toISOString(),
      },
    })
    const above = [entry({ serialNumber: middle.serialNumber, reason: 'cACompromise' })]
    const found = await check([await createList(root, KEYS.root, { revoked: above }), ofMiddle])
    expect(found).toMatchObject({ status: 'failed', code: 'ERR_REVOCATION_REVOKED' })
    expect(found.facts['subject']).toBe(middle.subject.text)
  })

  test('a certificate on hold has a code of its own', async () => {
    const revoked = [entry({ reason: 'certificateHold' })]
    const found = await check([ofRoot, await createList(middle, KEYS.middle, { revoked })])
    expect(found).toMatchObject({ status: 'failed', code: 'ERR_REVOCATION_ON_HOLD' })
  })

  test('of lists for the same the newest counts: a hold can end', async () => {
    const revoked = [entry({ reason: 'certificateHold' })]
    const older = await createList(middle, KEYS.middle, { thisUpdate: hours(-2), revoked })
    expect(await check([ofRoot, older, ofMiddle])).toMatchObject({ status: 'passed' })
  })

  test('without a list nothing is known, and nothing passes', async () => {
    for (const crls of [[], [ofRoot], [ofMiddle]])
      expect(await check(crls)).toMatchObject({
        status: 'indeterminate',
        code: 'ERR_REVOCATION_UNKNOWN',
      })
  })

  test.each<[string, object, string, object?]>([
    ['its nextUpdate has passed', { nextUpdate: new Date(NOON.getTime() - 1000) }, 'ERR_REVOCATION_STALE'],
    ['it is dated after now', { thisUpdate: hours(1) }, 'ERR_REVOCATION_FUTURE'],
    ['it is older than we allow', {}, 'ERR_REVOCATION_STALE', { freshness: { maxAge: 60 } }],
  ])('a list is no proof when %s', async (_, changes, code, policy) => {
    const list = await createList(middle, KEYS.middle, changes)
    const found = await check([ofRoot, list], policy === undefined ? {} : { policy })
    expect(found).toMatchObject(
      policy === undefined ? { status: 'indeterminate', code } : { status: 'indeterminate' },
    )
    expect(found.code).toBe(code)
  })

  test('both ends belong to the time of a list', async () => {
    for (const update of [
      { thisUpdate: hours(-1), nextUpdate: NOON },
      { thisUpdate: NOON, nextUpdate: hours(1) },
    ])
      expect(await check([ofRoot, await createList(middle, KEYS.middle, update)])).toMatchObject({
        status: 'passed',
      })
  })

  test('clocks may differ by as much as the policy says', async () => {
    const list = await createList(middle, KEYS.middle, { thisUpdate: new Date(NOON.getTime() + 200_000) })
    expect(await check([ofRoot, list])).toMatchObject({ status: 'passed' })
    const policy = { freshness: { tolerance: 100 } }
    expect(await check([ofRoot, list], { policy })).toMatchObject({ code: 'ERR_REVOCATION_FUTURE' })
  })

  test('what was revoked stays revoked on a list that is stale, but a hold does not', async () => {
    const stale = { thisUpdate: hours(-72), nextUpdate: hours(-48) }
    for (const [reason, code] of [
      ['superseded', 'ERR_REVOCATION_REVOKED'],
      ['certificateHold', 'ERR_REVOCATION_STALE'],
    ] as const) {
      const revoked = [entry({ reason, revokedAt: hours(-96) })]
      const list = await createList(middle, KEYS.middle, { ...stale, revoked })
      expect(await check([ofRoot, list])).toMatchObject({ code })
    }
  })

  test('a list without an end is fresh only for as long as the policy says', async () => {
    const { nextUpdate, ...rest } = ofMiddle
    const endless = { ...rest, nextUpdate: undefined }
    expect(nextUpdate).toBeDefined()
    expect(await check([ofRoot, endless])).toMatchObject({ code: 'ERR_REVOCATION_STALE' })
    const policy = { freshness: { maxAge: 7200 } }
    expect(await check([ofRoot, endless], { policy })).toMatchObject({ status: 'passed' })
  })
})

describe('who signs a list', () => {
  test('a list with a signature of another key is none', async () => {
    const twin = { ...middle, spki: KEYS.other.publicKey.spki, publicKey: KEYS.other.publicKey }
    const forged = await createList(twin, KEYS.other)
    expect(await check([ofRoot, forged])).toMatchObject({
      status: 'indeterminate',
      code: 'ERR_REVOCATION_ISSUER',
      facts: { reason: 'signature' },
    })
  })

  test('a key that is not for signing lists signs none', async () => {
    const changes = { middle: { keyUsage: ['keyCertSign'] as const } }
    const limited = await createProvince(changes)
    const found = await checkOf({
      leaf: limited.leaf,
      root: limited.root,
      pool: [limited.middle],
      crls: [await createList(limited.root, KEYS.root), ofMiddle],
    })
    expect(found).toMatchObject({ code: 'ERR_REVOCATION_ISSUER', facts: { reason: 'key-usage' } })
  })

  test('an authority may sign its lists with another key, whose certificate is checked as any other', async () => {
    const limited = await createProvince({ middle: { keyUsage: ['keyCertSign'] } })
    const signer = await createLeaf({
      issuer: { certificate: limited.root, key: KEYS.root },
      subject: { country: 'CN', commonName: '某省运营' },
      publicKey: KEYS.other.publicKey,
      keyUsage: ['cRLSign'],
      ...PERIOD,
    })
    const question = { leaf: limited.leaf, root: limited.root }
    const list = await createList(signer, KEYS.other)
    const rootList = await createList(limited.root, KEYS.root)
    const crls = [rootList, list]
    expect(await checkOf({ ...question, pool: [limited.middle, signer], crls })).toMatchObject({
      status: 'passed',
    })
    // It may also have come with the message.
    const came = { ...question, pool: [limited.middle], intermediates: [signer], crls }
    expect(await checkOf(came)).toMatchObject({ status: 'passed' })
    expect(await checkOf({ ...question, pool: [limited.middle], crls })).toMatchObject({
      code: 'ERR_REVOCATION_ISSUER',
    })
    const revoked = [entry({ serialNumber: signer.serialNumber, reason: 'keyCompromise' })]
    const found = await checkOf({
      ...question,
      pool: [limited.middle, signer],
      crls: [await createList(limited.root, KEYS.root, { revoked }), list],
    })
    expect(found).toMatchObject({
      code: 'ERR_REVOCATION_ISSUER',
      facts: { reason: 'ERR_REVOCATION_REVOKED' },
    })
  })

  test('a signer of the right name that leads to another anchor signs nothing', async () => {
    const rogueKey = await createPrivateKey('SM2')
    const rogue = await createProvince({ root: { subject: { commonName: '别处' } } })
    const signer = await createLeaf({
      issuer: { certificate: rogue.root, key: KEYS.root },
      subject: { country: 'CN', commonName: '某省运营' },
      publicKey: rogueKey.publicKey,
      keyUsage: ['cRLSign'],
      ...PERIOD,
    })
    const found = await check([ofRoot, await createList(signer, rogueKey)], { pool: [middle, signer] })
    expect(found).toMatchObject({ status: 'indeterminate', code: 'ERR_REVOCATION_ISSUER' })
  })
})

describe('what a list covers', () => {
  const list = (scope: object, revoked: RevokedCertificate[] = []) =>
    createList(middle, KEYS.middle, { scope, revoked })
  const point = (...fields: Uint8Array[]) => encodeSequence(encodeSequence(...fields))
  const uri = (url: string) =>
    encodeContext(0, encodeContext(0, encodeElement(0x86, new TextEncoder().encode(url))))
  const withPoints = async (value: Uint8Array) =>
    (await createProvince({ leaf: { extensions: [{ oid: '2.5.29.31', critical: false, value }] } })).leaf

  test.each<[string, object, string | undefined]>([
    ['users', { onlyContains: 'users' }, undefined],
    ['authorities', { onlyContains: 'authorities' }, 'ERR_REVOCATION_UNKNOWN'],
    [
      'a place that the certificate does not name',
      { urls: ['http://a.example/1'] },
      'ERR_REVOCATION_UNKNOWN',
    ],
    ['one reason', { onlySomeReasons: ['superseded'] }, 'ERR_REVOCATION_REASONS'],
  ])('a list for %s', async (_, scope, code) => {
    const found = await check([ofRoot, await list(scope)])
    expect(found.code).toBe(code)
    expect(found.status).toBe(code === undefined ? 'passed' : 'indeterminate')
  })

  test('a list for users says nothing of an authority', async () => {
    const users = await createList(root, KEYS.root, { scope: { onlyContains: 'users' } })
    expect(await check([users, ofMiddle])).toMatchObject({ code: 'ERR_REVOCATION_UNKNOWN' })
  })

  test('lists for attribute certificates say nothing', async () => {
    const scope = encodeSequence(encodeElement(0x85, Uint8Array.of(0xff)))
    const extensions = [forgeExtension('2.5.29.28', scope, true)]
    const attributes = await forgeList(middle, KEYS.middle, { extensions })
    expect(await check([ofRoot, attributes])).toMatchObject({ code: 'ERR_REVOCATION_UNKNOWN' })
  })

  test('lists for some reasons each come together to all of them', async () => {
    const some = await list({ onlySomeReasons: ['keyCompromise', 'cACompromise', 'affiliationChanged'] })
    const rest = [
      'superseded',
      'cessationOfOperation',
      'certificateHold',
      'privilegeWithdrawn',
      'aACompromise',
    ]
    const others = await list({ onlySomeReasons: rest })
    expect(await check([ofRoot, some])).toMatchObject({ code: 'ERR_REVOCATION_REASONS' })
    expect(await check([ofRoot, some, others])).toMatchObject({ status: 'passed' })
    const revoking = await list({ onlySomeReasons: rest }, [entry({ reason: 'superseded' })])
    expect(await check([ofRoot, some, revoking])).toMatchObject({ code: 'ERR_REVOCATION_REVOKED' })
  })

  test('a list at a place that the certificate names counts, one at another place does not', async () => {
    const named = await withPoints(point(uri('http://crl.example/7.crl')))
    for (const [url, status] of [
      ['http://crl.example/7.crl', 'passed'],
      ['http://crl.example/8.crl', 'indeterminate'],
    ] as const)
      expect(await check([ofRoot, await list({ urls: [url] })], { leaf: named })).toMatchObject({ status })
  })

  test('the reasons of a distribution point limit what its list is good for', async () => {
    const reasons = encodeElement(0x81, encodeBitString(Uint8Array.of(0x40), 6).subarray(2))
    const limited = await withPoints(point(uri('http://crl.example/7.crl'), reasons))
    const found = await check([ofRoot, await list({ urls: ['http://crl.example/7.crl'] })], { leaf: limited })
    expect(found).toMatchObject({ code: 'ERR_REVOCATION_REASONS' })
  })

  test('a relative name follows that of the issuer', async () => {
    const part = encodeElement(
      0xa1,
      encodeSequence(encodeElement(6, Uint8Array.of(0x55, 4, 3)), encodeElement(12, Uint8Array.of(0x37))),
    )
    const relative = await withPoints(point(encodeContext(0, part)))
    const scope = encodeSequence(encodeContext(0, part))
    const extensions = [forgeExtension('2.5.29.28', scope, true)]
    const found = await check([ofRoot, await forgeList(middle, KEYS.middle, { extensions })], {
      leaf: relative,
    })
    expect(found).toMatchObject({ status: 'passed' })
    expect(await check([ofRoot, await forgeList(middle, KEYS.middle, { extensions })])).toMatchObject({
      code: 'ERR_REVOCATION_UNKNOWN',
    })
  })
})

describe('indirect lists', () => {
  const listerKey = KEYS.other
  const byLister = async (serialNumber?: string) =>
    createLeaf({
      issuer: { certificate: root, key: KEYS.root },
      subject: { country: 'CN', commonName: '吊销列表发布方' },
      publicKey: listerKey.publicKey,
      keyUsage: ['cRLSign'],
      ...(serialNumber === undefined ? {} : { serialNumber }),
      ...PERIOD,
    })
  const pointTo = (name: Uint8Array) =>
    encodeSequence(encodeSequence(encodeContext(2, encodeContext(4, name))))

  test('a certificate may name who lists it, and only on such a list its own issuer counts', async () => {
    const lister = await byLister()
    const extension = { oid: '2.5.29.31', critical: false, value: pointTo(lister.subject.raw) }
    const { leaf: pointing } = await createProvince({ leaf: { extensions: [extension] } })
    const question = { leaf: pointing, pool: [middle, lister] }
    const list = (revoked: RevokedCertificate[], indirect = true) =>
      createList(lister, listerKey, { scope: indirect ? { indirect } : { onlyContains: 'users' }, revoked })
    expect(await check([ofRoot, await list([])], question)).toMatchObject({ status: 'passed' })

    const { serialNumber } = pointing
    const named = [entry({ serialNumber, certificateIssuer: middle.subject })]
    expect(await check([ofRoot, await list(named)], question)).toMatchObject({
      code: 'ERR_REVOCATION_REVOKED',
    })
    // The same number of the list's own issuer is another certificate.
    expect(await check([ofRoot, await list([entry({ serialNumber })])], question)).toMatchObject({
      status: 'passed',
    })
    expect(await check([ofRoot, await list([], false)], question)).toMatchObject({
      code: 'ERR_REVOCATION_UNKNOWN',
    })
  })

  test('a list of another issuer counts for nothing where the certificate does not name him', async () => {
    const lister = await byLister()
    const list = await createList(lister, listerKey, { scope: { indirect: true } })
    expect(await check([ofRoot, list], { pool: [middle, lister] })).toMatchObject({
      code: 'ERR_REVOCATION_UNKNOWN',
    })
  })

  test('a list may cover the certificate of its own signer, who is revoked when it says so', async () => {
    const name = (await byLister()).subject.raw
    const extensions = [{ oid: '2.5.29.31', critical: false, value: pointTo(name) }]
    const lister = await createLeaf({
      issuer: { certificate: root, key: KEYS.root },
      subject: { country: 'CN', commonName: '吊销列表发布方' },
      publicKey: listerKey.publicKey,
      keyUsage: ['cRLSign'],
      extensions,
      ...PERIOD,
    })
    const { middle: ca, leaf: pointing } = await createProvince({
      middle: { extensions },
      leaf: { extensions },
    })
    const list = (revoked: RevokedCertificate[]) =>
      createList(lister, listerKey, { scope: { indirect: true }, revoked })
    const question = { leaf: pointing, pool: [ca, lister] }
    expect(await check([await list([])], question)).toMatchObject({ status: 'passed' })
    const own = [entry({ serialNumber: lister.serialNumber, certificateIssuer: root.subject })]
    expect(await check([await list(own)], question)).toMatchObject({
      status: 'indeterminate',
      code: 'ERR_REVOCATION_ISSUER',
      facts: { reason: 'ERR_REVOCATION_REVOKED' },
    })
  })
})

describe('delta lists', () => {
  const delta = (changes: object = {}) =>
    createList(middle, KEYS.middle, { number: 3, baseNumber: 1, ...changes })

  test('a delta list adds a certificate, and takes one away', async () => {
    expect(await check([ofRoot, ofMiddle, await delta()])).toMatchObject({ status: 'passed' })
    const revoked = [entry({ reason: 'superseded' })]
    expect(await check([ofRoot, ofMiddle, await delta({ revoked })])).toMatchObject({
      code: 'ERR_REVOCATION_REVOKED',
    })
    const onHold = await createList(middle, KEYS.middle, { revoked: [entry({ reason: 'certificateHold' })] })
    const removed = await delta({ revoked: [entry({ reason: 'removeFromCRL' })] })
    expect(await check([ofRoot, onHold, removed])).toMatchObject({ status: 'passed' })
  })

  test('a delta list alone is no list', async () => {
    expect(await check([ofRoot, await delta()])).toMatchObject({ code: 'ERR_REVOCATION_UNKNOWN' })
  })

  const ending = [entry({ reason: 'removeFromCRL' })]
  test.each<[string, () => Promise<Crl>]>([
    ['rests on a later list', () => delta({ baseNumber: 2, revoked: ending })],
    ['is no newer', () => delta({ number: 1, revoked: ending })],
    ['is stale', () => delta({ thisUpdate: hours(-9), nextUpdate: hours(-8), revoked: ending })],
    ['covers something else', () => delta({ scope: { onlyContains: 'users' }, revoked: ending })],
    [
      'is signed with another key',
      () => {
        const { subjectKeyIdentifier } = middle
        const twin = {
          ...middle,
          subjectKeyIdentifier,
          spki: KEYS.other.publicKey.spki,
          publicKey: KEYS.other.publicKey,
        }
        return createList(twin, KEYS.other, { number: 3, baseNumber: 1, revoked: ending })
      },
    ],
    [
      'names another key',
      async () => ({ ...(await delta({ revoked: ending })), authorityKeyIdentifier: '00' }),
    ],
    [
      'holds what is not understood',
      async () => ({ ...(await delta({ revoked: ending })), unknownCritical: '1.2.3' }),
    ],
    ['has no number', async () => ({ ...(await delta({ revoked: ending })), number: undefined })],
    ['is of another issuer', async () => ({ ...(await delta({ revoked: ending })), issuer: root.subject })],
  ])('a delta list that %s takes nothing away', async (_, make) => {
    const onHold = await createList(middle, KEYS.middle, { revoked: [entry({ reason: 'certificateHold' })] })
    expect(await check([ofRoot, onHold, await make()])).toMatchObject({ code: 'ERR_REVOCATION_ON_HOLD' })
  })
})

test('a list with a critical extension that is not understood is not used', async () => {
  const unknown = forgeExtension('1.2.3.4', encodeNull(), true)
  const serial = encodeInteger(1)
  for (const parts of [
    { extensions: [unknown] },
    { entries: [encodeSequence(serial, encodeTime(NOON), encodeSequence(unknown))] },
  ]) {
    const found = await check([ofRoot, await forgeList(middle, KEYS.middle, parts)])
    expect(found).toMatchObject({
      status: 'indeterminate',
      code: 'ERR_REVOCATION_CRITICAL_EXTENSION',
      facts: { extension: '1.2.3.4' },
    })
  }
})

describe('what weakens the check', () => {
  test('unknown passes on demand, revoked does not', async () => {
    const policy = { mode: acceptUnknownRevocation } as const
    expect(await check([ofRoot], { policy })).toMatchObject({
      status: 'passed',
      facts: { unknown: 1, '0.code': 'ERR_REVOCATION_UNKNOWN' },
    })
    const list = await createList(middle, KEYS.middle, { revoked: [entry()] })
    expect(await check([ofRoot, list], { policy })).toMatchObject({ code: 'ERR_REVOCATION_REVOKED' })
  })

  test('authorities are left aside on demand, the leaf is not', async () => {
    const policy = { extent: leafRevocationOnly } as const
    expect(await check([ofMiddle], { policy })).toMatchObject({
      status: 'passed',
      facts: { certificates: 1 },
    })
    expect(await check([ofRoot], { policy })).toMatchObject({ code: 'ERR_REVOCATION_UNKNOWN' })
  })

  test('words do not do it', () => {
    for (const [policy, argument] of [
      [{ mode: 'soft-fail' }, 'mode'],
      [{ extent: 'leaf' }, 'extent'],
      [{ prefer: 'both' }, 'prefer'],
    ] as const) {
      expect(() => createRevocationChecker(policy as object)).toThrow(TypeError)
      expect(() => createRevocationChecker(policy as object)).toThrow(argument)
    }
    expect(() => createRevocationChecker({ freshness: { maxAge: -1 } })).toThrow(RangeError)
  })
})

test('material of the policy counts beside that of the trust', async () => {
  const policy = { material: { crls: [ofMiddle], ocspResponses: [] } }
  expect(await check([ofRoot], { policy })).toMatchObject({ status: 'passed' })
})

test('a heap of forged lists, and signers of the right name, end in bounded work', async () => {
  const rogueKeys = await Promise.all(Array.from({ length: 40 }, () => createPrivateKey('SM2')))
  const rogues = await Promise.all(
    rogueKeys.map(async (key) => {
      const certificate = await createRoot({
        subject: { country: 'CN', commonName: '某省运营' },
        key,
        ...PERIOD,
      })
      return { certificate, list: await createList(certificate, key) }
    }),
  )
  const lists = rogues.flatMap(({ list }) => Array.from({ length: 20 }, () => ({ ...list })))
  const certificates = rogues.map(({ certificate }) => certificate)
  const began = process.cpuUsage()
  const found = await check([ofRoot, ...lists], { pool: [middle, ...certificates] })
  const { user, system } = process.cpuUsage(began)
  expect(found).toMatchObject({ status: 'indeterminate', code: 'ERR_REVOCATION_ISSUER' })
  expect((user + system) / 1000).toBeLessThan(5000)
})

test('an entry whose extensions cannot be read makes its list useless, and is no error', async () => {
  const unknown = forgeExtension('1.2.3.4', encodeNull())
  const serial = encodeElement(2, decodeHex(leaf.serialNumber))
  const entries = [encodeSequence(serial, encodeTime(NOON), encodeSequence(unknown, unknown))]
  const found = await check([ofRoot, await forgeList(middle, KEYS.middle, { entries })])
  expect(found).toMatchObject({
    status: 'indeterminate',
    code: 'ERR_REVOCATION_MALFORMED',
    facts: { reason: 'ERR_CERTIFICATE_EXTENSION_TWICE' },
  })
})
