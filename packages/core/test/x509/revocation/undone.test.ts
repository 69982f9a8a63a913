import type { Certificate, PrivateKey } from '@xinyin/core'
import { createIntermediate, createLeaf, type RevokedCertificate } from '@xinyin/core/ca'
import type { OcspResponse } from '@xinyin/core/ocsp'
import type { Crl } from '@xinyin/core/revocation'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createProvince, KEYS, PERIOD } from '../path/province.ts'
import { createAnswer, createDelegate } from './answers.ts'
import { checkOf, createList, hours } from './lists.ts'

const { root, middle, leaf } = await createProvince()
const NAME = { country: 'CN', commonName: '某省运营' }
const ROOT_NAME = { country: 'CN', commonName: '某省根' }
const ofRoot = await createList(root, KEYS.root)

const entry = (reason?: RevokedCertificate['reason']): RevokedCertificate => ({
  serialNumber: leaf.serialNumber,
  revokedAt: hours(-48),
  ...(reason === undefined ? {} : { reason }),
})
const listOf = (thisUpdate: number, reason?: RevokedCertificate['reason'], revoked = true) =>
  createList(middle, KEYS.middle, {
    thisUpdate: hours(thisUpdate),
    revoked: revoked ? [entry(reason)] : [],
  })

/** Another authority below the same anchor, which gives certificates in any name. */
const sibling = await createIntermediate({
  issuer: { certificate: root, key: KEYS.root },
  subject: { country: 'CN', commonName: '另一运营' },
  publicKey: KEYS.leaf.publicKey,
  ...PERIOD,
})

const namesake = (
  subject: { country: string; commonName: string },
  issuer: { certificate: Certificate; key: PrivateKey },
  usage: readonly ('cRLSign' | 'keyCertSign' | 'digitalSignature')[] | undefined,
) =>
  createLeaf({
    issuer,
    subject,
    publicKey: KEYS.other.publicKey,
    ...(usage === undefined ? {} : { keyUsage: usage }),
    ...PERIOD,
  })

/** A list in the name of a certificate and with its key, whether or not that is for lists. */
const emptyList = ({ subject, subjectKeyIdentifier }: Certificate) => {
  const { spki } = KEYS.other.publicKey
  const issuer = { ...middle, subject, subjectKeyIdentifier, spki, publicKey: KEYS.other.publicKey }
  return createList(issuer, KEYS.other, { thisUpdate: hours(-0.5) })
}

// Nothing but the name is wrong with whom the other authority gave a certificate.
const ofSibling = await createList(sibling, KEYS.leaf)

const bySibling = { certificate: sibling, key: KEYS.leaf }
const byRoot = { certificate: root, key: KEYS.root }
const byMiddle = { certificate: middle, key: KEYS.middle }
const FOLDED = { country: 'CN', commonName: '某省运营 ' }

const namesakes: [string, Certificate][] = [
  ['an end entity of another authority with cRLSign', await namesake(NAME, bySibling, ['cRLSign'])],
  ['an end entity of another authority', await namesake(NAME, bySibling, ['digitalSignature'])],
  ['a name that is the same only after folding', await namesake(FOLDED, byRoot, ['cRLSign'])],
  ['a folded name, from the authority itself', await namesake(FOLDED, byMiddle, ['cRLSign'])],
  ['a certificate that is not for lists', await namesake(NAME, byRoot, ['digitalSignature'])],
  [
    'an authority of the name below another one',
    await createIntermediate({
      issuer: bySibling,
      subject: NAME,
      publicKey: KEYS.other.publicKey,
      ...PERIOD,
    }),
  ],
]

describe('a namesake of the issuer signs no lists', () => {
  test.each(namesakes)('%s', async (_, signer) => {
    const empty = await emptyList(signer)
    const presented = { crls: [empty], ocspResponses: [] }
    const intermediates = [signer, sibling]
    const question = { leaf, root, pool: [middle], intermediates, presented }
    expect(await checkOf({ ...question, crls: [ofRoot, ofSibling, await listOf(-1)] })).toMatchObject({
      status: 'failed',
      code: 'ERR_REVOCATION_REVOKED',
    })
    // By itself it tells nothing either.
    expect(await checkOf({ ...question, crls: [ofRoot, ofSibling] })).toMatchObject({
      status: 'indeterminate',
      code: 'ERR_REVOCATION_ISSUER',
    })
  })

  test('a namesake of the root says nothing of who the root gave certificates', async () => {
    const signer = await namesake(ROOT_NAME, byMiddle, ['cRLSign'])
    const empty = await emptyList(signer)
    const found = await checkOf({
      leaf,
      root,
      pool: [middle],
      crls: [await listOf(-1, undefined, false)],
      intermediates: [signer],
      presented: { crls: [empty], ocspResponses: [] },
    })
    expect(found).toMatchObject({ code: 'ERR_REVOCATION_ISSUER', facts: { reason: 'issuer' } })
  })

  test('no number of namesakes pushes out the one who signed', async () => {
    const crowd = await Promise.all(Array.from({ length: 12 }, () => namesake(NAME, bySibling, ['cRLSign'])))
    const { middle: plain, leaf: own } = await createProvince()
    const list = await createList(plain, KEYS.middle)
    expect(
      await checkOf({
        leaf: own,
        root,
        pool: [plain],
        crls: [ofRoot, ofSibling, list],
        intermediates: crowd,
      }),
    ).toMatchObject({ status: 'passed' })
  })
})

describe('what is revoked for good is not taken back', () => {
  test.each<[string, RevokedCertificate['reason'], string]>([
    ['without a reason', undefined, 'failed'],
    ['for a lost key', 'keyCompromise', 'failed'],
    // Only what the verifier has of his own ends a hold that he knows of.
    ['on hold', 'certificateHold', 'passed'],
  ])('by a newer list of the same issuer: %s', async (_, reason, status) => {
    const newer = await listOf(-0.5, undefined, false)
    const older = await listOf(-1, reason)
    const question = { leaf, root, pool: [middle] }
    const presented = { crls: [newer], ocspResponses: [] }
    expect(await checkOf({ ...question, crls: [ofRoot, ofSibling, older], presented })).toMatchObject({
      status: 'failed',
    })
    expect(await checkOf({ ...question, crls: [ofRoot, ofSibling, older, newer] })).toMatchObject({ status })
  })

  test('a hold is not ended by what is older', async () => {
    const presented = { crls: [await listOf(-2, undefined, false)], ocspResponses: [] }
    const crls = [ofRoot, ofSibling, await listOf(-1, 'certificateHold')]
    expect(await checkOf({ leaf, root, pool: [middle], crls, presented })).toMatchObject({
      code: 'ERR_REVOCATION_ON_HOLD',
    })
  })

  test('by a delta list that removes it, save for a hold', async () => {
    for (const [reason, status] of [
      ['keyCompromise', 'failed'],
      ['certificateHold', 'passed'],
    ] as const) {
      const removed = await createList(middle, KEYS.middle, {
        thisUpdate: hours(-0.5),
        number: 2,
        baseNumber: 1,
        revoked: [entry('removeFromCRL')],
      })
      const presented = { crls: [removed], ocspResponses: [] }
      const crls = [ofRoot, ofSibling, await listOf(-1, reason)]
      const question = { leaf, root, pool: [middle] }
      expect(await checkOf({ ...question, crls, presented })).toMatchObject({ status: 'failed' })
      expect(await checkOf({ ...question, crls: [...crls, removed] })).toMatchObject({ status })
    }
  })

  test('by a newer answer, be it of the issuer or of a delegate', async () => {
    const revoked = { state: 'revoked', revokedAt: hours(-48) } as const
    const asked = { certificate: leaf, issuer: middle, key: KEYS.middle }
    const older = await createAnswer({ ...asked, now: hours(-2), state: revoked })
    const delegate = await createDelegate(middle, KEYS.middle)
    const newer = [
      await createAnswer(asked),
      await createAnswer({ ...asked, responder: delegate, key: KEYS.other }),
    ]
    for (const answer of newer) {
      const question = { leaf, root, pool: [middle], crls: [ofRoot, ofSibling], ocspResponses: [older] }
      const presented = { crls: [], ocspResponses: [answer] }
      expect(await checkOf({ ...question, presented })).toMatchObject({ code: 'ERR_REVOCATION_REVOKED' })
      expect(await checkOf({ ...question, ocspResponses: [older, answer] })).toMatchObject({
        code: 'ERR_REVOCATION_REVOKED',
      })
    }
  })

  test('by asking for a nonce, which what is at hand cannot hold', async () => {
    const state = { state: 'revoked', revokedAt: hours(-48) } as const
    const answer = await createAnswer({ certificate: leaf, issuer: middle, key: KEYS.middle, state })
    const question = {
      leaf,
      root,
      pool: [middle],
      crls: [ofRoot, ofSibling, await listOf(-1, undefined, false)],
    }
    const policy = { requireNonce: true }
    expect(await checkOf({ ...question, ocspResponses: [answer], policy })).toMatchObject({
      code: 'ERR_REVOCATION_REVOKED',
    })
  })
})

describe('more evidence never weakens a verdict', async () => {
  const forgedLists = await Promise.all(namesakes.map(([, signer]) => emptyList(signer)))
  const twin = { ...middle, spki: KEYS.other.publicKey.spki, publicKey: KEYS.other.publicKey }
  const asked = { certificate: leaf, issuer: middle, key: KEYS.middle }
  const stranger = {
    ...(await createDelegate(sibling, KEYS.leaf)),
    issuer: middle.subject,
    authorityKeyIdentifier: middle.subjectKeyIdentifier,
  }
  const forged: (Crl | OcspResponse)[] = [
    ...forgedLists,
    await createList(twin, KEYS.other, { thisUpdate: hours(-0.5) }),
    await createList(sibling, KEYS.leaf, { thisUpdate: hours(-0.5) }),
    await createAnswer({ ...asked, responder: twin, key: KEYS.other }),
    await createAnswer({ ...asked, responder: stranger, key: KEYS.other }),
    // Genuine, and out of date or of another scope.
    await createList(middle, KEYS.middle, { thisUpdate: hours(-60), nextUpdate: hours(-50) }),
    await createList(middle, KEYS.middle, { scope: { onlyContains: 'authorities' } }),
    await createAnswer({ ...asked, now: hours(-60), nextUpdate: hours(-50) }),
  ]
  const genuine: (Crl | OcspResponse)[] = [
    await listOf(-0.5, undefined, false),
    await listOf(-3, undefined, false),
    await createAnswer(asked),
    await createAnswer({ ...asked, responder: await createDelegate(middle, KEYS.middle), key: KEYS.other }),
    await createList(middle, KEYS.middle, {
      thisUpdate: hours(-0.5),
      number: 2,
      baseNumber: 1,
      revoked: [entry('removeFromCRL')],
    }),
  ]
  const materialOf = (items: readonly (Crl | OcspResponse)[]) => ({
    crls: items.filter((item): item is Crl => !('responses' in item)),
    ocspResponses: items.filter((item): item is OcspResponse => 'responses' in item),
  })
  const came = fc.subarray([...namesakes.map(([, signer]) => signer), sibling])

  const revokedAnswer = await createAnswer({
    ...asked,
    state: { state: 'revoked', revokedAt: hours(-48), reason: 'superseded' },
  })
  const revoking = [
    { crls: [ofRoot, ofSibling, await listOf(-1)] },
    { crls: [ofRoot, ofSibling, await listOf(-1, 'keyCompromise')] },
    { crls: [ofRoot, ofSibling, await listOf(-40, 'superseded')] },
    { crls: [ofRoot, ofSibling], ocspResponses: [revokedAnswer] },
  ]

  test("nothing that is presented takes back what the verifier's own material calls revoked", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...revoking),
        fc.shuffledSubarray([...forged, ...genuine]),
        came,
        async (own, items, intermediates) => {
          const presented = materialOf(items)
          const found = await checkOf({ leaf, root, pool: [middle], ...own, intermediates, presented })
          expect(found).toMatchObject({ status: 'failed', code: 'ERR_REVOCATION_REVOKED' })
        },
      ),
      { numRuns: 60 },
    )
  })

  test('nothing that the authority did not sign for it makes good what is not known or not good', async () => {
    const stale = await createList(middle, KEYS.middle, { thisUpdate: hours(-60), nextUpdate: hours(-50) })
    const notGood = [
      { crls: [ofRoot, ofSibling] },
      { crls: [ofRoot, ofSibling, stale] },
      { crls: [ofRoot, ofSibling, await listOf(-1, 'certificateHold')] },
      ...revoking,
    ]
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...notGood),
        fc.shuffledSubarray(forged),
        came,
        async (own, items, intermediates) => {
          const presented = materialOf(items)
          const found = await checkOf({ leaf, root, pool: [middle], ...own, intermediates, presented })
          expect(found.status).not.toBe('passed')
        },
      ),
      { numRuns: 60 },
    )
  })

  test('genuine evidence still tells where the verifier has none, or only what is out of date', async () => {
    const stale = await createList(middle, KEYS.middle, { thisUpdate: hours(-60), nextUpdate: hours(-50) })
    for (const crls of [
      [ofRoot, ofSibling],
      [ofRoot, ofSibling, stale],
    ]) {
      for (const item of genuine.slice(0, 4)) {
        const presented = materialOf([...forged, item])
        expect(await checkOf({ leaf, root, pool: [middle], crls, presented })).toMatchObject({
          status: 'passed',
        })
      }
    }
  })
})
