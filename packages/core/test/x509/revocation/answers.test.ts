import type { PrivateKey } from '@xinyin/core'
import type { CertificateState } from '@xinyin/core/ca'
import { createIntermediate, createLeaf } from '@xinyin/core/ca'
import {
  encodeBitString,
  encodeContext,
  encodeElement,
  encodeGeneralizedTime,
  encodeNull,
  encodeOid,
  encodeSequence,
} from '@xinyin/core/der'
import { type OcspResponse, parseOcspResponse, requestOcsp } from '@xinyin/core/ocsp'
import { describe, expect, test } from 'vitest'
import { forgeExtension } from '../forge.ts'
import { createProvince, KEYS, NOON, PERIOD } from '../path/province.ts'
import { type AnswerParts, createAnswer, createDelegate, forgeAnswer } from './answers.ts'
import { checkOf, createList, hours } from './lists.ts'

const { root, middle, leaf } = await createProvince()
const ofRoot = await createAnswer({ certificate: middle, issuer: root, key: KEYS.root })
const question = { root, pool: [middle], leaf }
const about = { certificate: leaf, issuer: middle, key: KEYS.middle }

const check = (answers: readonly OcspResponse[], changes: Partial<Parameters<typeof checkOf>[0]> = {}) =>
  checkOf({ ...question, ocspResponses: [ofRoot, ...answers], ...changes })
/** A certificate of the same authority with another key. */
const twinOf = ({ publicKey }: PrivateKey) =>
  createIntermediate({
    issuer: { certificate: root, key: KEYS.root },
    subject: { country: 'CN', commonName: '某省运营' },
    publicKey,
    ...PERIOD,
  })
const revoked = (changes: object = {}): CertificateState => ({
  state: 'revoked',
  revokedAt: hours(-48),
  ...changes,
})

describe('what an answer says', () => {
  test.each(['SHA-1', 'SHA-256', 'SHA-384', 'SHA-512', 'SM3'] as const)(
    'good, asked by %s',
    async (digest) => {
      const found = await check([await createAnswer({ ...about, digest })])
      expect(found).toMatchObject({ status: 'passed', facts: { certificates: 2, '0.age': 3600 } })
      expect(found.facts['0.source']).toMatch(/^OCSP \([0-9a-f]{40}\)$/)
    },
  )

  test.each<[string, CertificateState, string, string]>([
    ['revoked', revoked({ reason: 'keyCompromise' }), 'failed', 'ERR_REVOCATION_REVOKED'],
    ['revoked for no stated reason', revoked(), 'failed', 'ERR_REVOCATION_REVOKED'],
    ['on hold', revoked({ reason: 'certificateHold' }), 'failed', 'ERR_REVOCATION_ON_HOLD'],
    ['unknown', { state: 'unknown' }, 'indeterminate', 'ERR_REVOCATION_NOT_ISSUED'],
  ])('%s', async (_, state, status, code) => {
    expect(await check([await createAnswer({ ...about, state })])).toMatchObject({ status, code })
  })

  test.each<[string, object, string]>([
    ['stale', { now: hours(-3), nextUpdate: hours(-1) }, 'ERR_REVOCATION_STALE'],
    ['of tomorrow', { now: hours(20) }, 'ERR_REVOCATION_FUTURE'],
  ])('an answer that is %s is no proof', async (_, changes, code) => {
    const found = await check([await createAnswer({ ...about, ...changes })])
    expect(found).toMatchObject({ status: 'indeterminate', code })
  })

  test('what was revoked stays revoked in an answer that is stale, but a hold does not', async () => {
    const stale = { now: hours(-3), nextUpdate: hours(-1) }
    for (const [reason, code] of [
      ['superseded', 'ERR_REVOCATION_REVOKED'],
      ['certificateHold', 'ERR_REVOCATION_STALE'],
    ] as const) {
      const answer = await createAnswer({ ...about, ...stale, state: revoked({ reason }) })
      expect(await check([answer])).toMatchObject({ code })
    }
  })

  test('of several answers the newest counts', async () => {
    const held = await createAnswer({
      ...about,
      now: hours(-2),
      state: revoked({ reason: 'certificateHold' }),
    })
    const good = await createAnswer(about)
    for (const answers of [
      [held, good],
      [good, held],
    ])
      expect(await check(answers)).toMatchObject({ status: 'passed' })
  })

  test('an answer about another certificate, or of another authority, is none', async () => {
    const sibling = await createLeaf({
      issuer: { certificate: middle, key: KEYS.middle },
      subject: { commonName: '另一个' },
      publicKey: KEYS.leaf.publicKey,
      ...PERIOD,
    })
    const other = await createAnswer({ ...about, certificate: sibling })
    const elsewhere = await createAnswer({
      certificate: leaf,
      issuer: await twinOf(KEYS.other),
      key: KEYS.other,
    })
    for (const answer of [other, elsewhere])
      expect(await check([answer])).toMatchObject({
        status: 'indeterminate',
        code: 'ERR_REVOCATION_UNKNOWN',
      })
  })

  test('two statements about one certificate in one answer are none', async () => {
    const { certId } = requestOcsp(about)
    const good = encodeSequence(certId.raw, encodeElement(0x80), encodeGeneralizedTime(hours(-1)))
    const bad = encodeSequence(
      certId.raw,
      encodeContext(1, encodeGeneralizedTime(hours(-2))),
      encodeGeneralizedTime(hours(-1)),
    )
    const answer = parseOcspResponse(await forgeAnswer(leaf, middle, KEYS.middle, { singles: [good, bad] }))
    expect(await check([answer])).toMatchObject({ code: 'ERR_REVOCATION_MALFORMED' })
  })

  test.each<[string, AnswerParts]>([
    ['the answer', { extensions: [forgeExtension('1.2.3', encodeNull(), true)] }],
    ['its statement', { singleExtensions: [forgeExtension('1.2.3', encodeNull(), true)] }],
  ])('what is critical in %s and not understood makes it useless', async (_, parts) => {
    const answer = parseOcspResponse(await forgeAnswer(leaf, middle, KEYS.middle, parts))
    expect(await check([answer])).toMatchObject({
      code: 'ERR_REVOCATION_CRITICAL_EXTENSION',
      facts: { extension: '1.2.3' },
    })
  })
})

describe('who may answer', () => {
  const byDelegate = async (delegate: Awaited<ReturnType<typeof createDelegate>>, key = KEYS.other) =>
    createAnswer({ certificate: leaf, issuer: middle, responder: delegate, key })
  const refused = (reason: string) => ({
    status: 'indeterminate',
    code: 'ERR_REVOCATION_RESPONDER',
    facts: { reason },
  })

  test('one to whom the issuer gave a certificate for answering', async () => {
    const delegate = await createDelegate(middle, KEYS.middle)
    expect(await check([await byDelegate(delegate)])).toMatchObject({ status: 'passed' })
  })

  test('without the no-check extension his own certificate is looked up too', async () => {
    const delegate = await createDelegate(middle, KEYS.middle, { extensions: [] })
    const answer = await byDelegate(delegate)
    expect(await check([answer])).toMatchObject(refused('ERR_REVOCATION_UNKNOWN'))
    const list = await createList(middle, KEYS.middle)
    const { status } = await check([answer], { crls: [list] })
    expect(status).toBe('passed')
    const ofDelegate = await createAnswer({ ...about, certificate: delegate, state: revoked() })
    expect(await check([answer, ofDelegate])).toMatchObject(refused('ERR_REVOCATION_REVOKED'))
  })

  test('nobody whose certificate does not name the purpose, or names any', async () => {
    for (const extendedKeyUsage of [[], ['1.3.6.1.5.5.7.3.2'], ['2.5.29.37.0']]) {
      const delegate = await createDelegate(middle, KEYS.middle)
      const other = await createDelegate(middle, KEYS.middle, { extendedKeyUsage })
      const answer = { ...(await byDelegate(delegate)), certificates: [other] }
      expect(await check([answer])).toMatchObject(refused('purpose'))
    }
  })

  test('nobody to whom another authority gave it', async () => {
    const delegate = await createDelegate(root, KEYS.root)
    const forged = {
      ...(await byDelegate(await createDelegate(middle, KEYS.middle))),
      certificates: [delegate],
    }
    expect(await check([forged])).toMatchObject(refused('issuer'))
  })

  test('nobody whose certificate the issuer did not sign, or signed with another key', async () => {
    const twin = await twinOf(KEYS.leaf)
    const delegate = await createDelegate(twin, KEYS.leaf)
    const answer = {
      ...(await byDelegate(await createDelegate(middle, KEYS.middle))),
      certificates: [delegate],
    }
    const found = await check([answer])
    expect(found).toMatchObject({ status: 'indeterminate', code: 'ERR_REVOCATION_RESPONDER' })
    // A second certificate of the issuer with another key is another authority (RFC 6960, 4.2.2.2).
    expect(await check([answer], { pool: [middle, twin] })).toMatchObject({
      code: 'ERR_REVOCATION_RESPONDER',
    })
  })

  test('nobody who is not valid at the time', async () => {
    const past = { notBefore: PERIOD.notBefore, notAfter: hours(-100) }
    const delegate = await createDelegate(middle, KEYS.middle, past)
    expect(await check([await byDelegate(delegate)])).toMatchObject(refused('ERR_PATH_EXPIRED'))
  })

  test('nobody whose key is for other things', async () => {
    const delegate = await createDelegate(middle, KEYS.middle, { keyUsage: ['keyEncipherment'] })
    expect(await check([await byDelegate(delegate)])).toMatchObject(refused('ERR_PATH_KEY_USAGE'))
  })

  test('nobody without a certificate, or with a bad signature', async () => {
    const answer = await byDelegate(await createDelegate(middle, KEYS.middle))
    expect(await check([{ ...answer, certificates: [] }])).toMatchObject(refused('no-certificate'))
    const signature = answer.signature.map((octet, at) => (at === 10 ? octet ^ 1 : octet))
    expect(await check([{ ...answer, signature }])).toMatchObject(refused('signature'))
    const own = await createAnswer(about)
    expect(await check([{ ...own, signature }])).toMatchObject(refused('signature'))
    expect(await check([{ ...own, tbs: answer.tbs }])).toMatchObject(refused('signature'))
  })

  test('a responder that the policy names, and only while it is valid', async () => {
    const trusted = await createDelegate(root, KEYS.root)
    const signed = await byDelegate(await createDelegate(middle, KEYS.middle))
    const answer = { ...signed, certificates: [] }
    expect(await check([answer], { policy: { responders: [trusted] } })).toMatchObject({ status: 'passed' })
    const expired = { ...trusted, notAfter: hours(-2) }
    expect(await check([answer], { policy: { responders: [expired] } })).toMatchObject({
      code: 'ERR_REVOCATION_RESPONDER',
    })
    const otherKey = await createLeaf({
      issuer: { certificate: root, key: KEYS.root },
      subject: { commonName: '甲' },
      publicKey: KEYS.leaf.publicKey,
      ...PERIOD,
    })
    expect(await check([answer], { policy: { responders: [otherKey] } })).toMatchObject({
      code: 'ERR_REVOCATION_RESPONDER',
    })
  })

  test('nobody whose key is unknown or cannot be read, and that is no error', async () => {
    const delegate = await createDelegate(middle, KEYS.middle)
    const unknown = encodeSequence(encodeSequence(encodeOid('1.2.3')), encodeBitString(Uint8Array.of(1)))
    const named = { responder: encodeContext(1, delegate.subject.raw) }
    const byName = parseOcspResponse(await forgeAnswer(leaf, middle, KEYS.middle, named))
    const byKey = { ...(await byDelegate(delegate)), certificates: [] }
    for (const [answer, spki] of [
      [byName, unknown],
      [byKey, encodeSequence()],
    ] as const) {
      const policy = { responders: [{ ...delegate, spki }] }
      expect(await check([answer], { policy })).toMatchObject({ code: 'ERR_REVOCATION_RESPONDER' })
    }
  })

  test('by its name too', async () => {
    const answer = parseOcspResponse(await forgeAnswer(leaf, middle, KEYS.middle))
    const found = await check([answer])
    expect(found).toMatchObject({ status: 'passed', facts: { '0.source': `OCSP (${middle.subject.text})` } })
  })
})

describe('answers and lists together', () => {
  test('either is enough, and one that says revoked outweighs the other', async () => {
    const list = await createList(middle, KEYS.middle)
    const entries = [{ serialNumber: leaf.serialNumber, revokedAt: hours(-2) }]
    const revoking = await createList(middle, KEYS.middle, { revoked: entries })
    const good = await createAnswer(about)
    const bad = await createAnswer({ ...about, state: revoked() })
    expect(await check([], { crls: [list] })).toMatchObject({ status: 'passed' })
    expect(await check([good], { crls: [revoking] })).toMatchObject({ code: 'ERR_REVOCATION_REVOKED' })
    expect(await check([bad], { crls: [list] })).toMatchObject({ code: 'ERR_REVOCATION_REVOKED' })
  })

  test('a hold that something newer calls ended is ended', async () => {
    const held = await createAnswer({
      ...about,
      now: hours(-5),
      state: revoked({ reason: 'certificateHold' }),
    })
    const list = await createList(middle, KEYS.middle)
    expect(await check([held], { crls: [list] })).toMatchObject({ status: 'passed' })
    const older = await createList(middle, KEYS.middle, { thisUpdate: hours(-6) })
    expect(await check([held], { crls: [older] })).toMatchObject({ code: 'ERR_REVOCATION_ON_HOLD' })
  })

  test('where a new answer is required, what was made before does not count', async () => {
    const policy = { requireNonce: true }
    const found = await check([await createAnswer(about)], { policy })
    expect(found).toMatchObject({ status: 'indeterminate', code: 'ERR_REVOCATION_UNKNOWN' })
  })

  test('the clock of the machine is the default', async () => {
    const found = await checkOf({
      ...question,
      at: NOON,
      ocspResponses: [ofRoot, await createAnswer(about)],
      policy: { now: () => new Date('2026-06-01T00:00:00Z') },
    })
    // The time in question lies ahead of the clock: it is judged as if it were now.
    expect(found).toMatchObject({ status: 'passed' })
  })
})
