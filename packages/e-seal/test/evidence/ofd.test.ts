import { createRevocationChecker } from '@xinyin/core/revocation'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  augmentOfd,
  createOfdEvidence,
  inspectOfd,
  parseOfdPackage,
  sealOfd,
  signOfd,
} from '../../src/carriers/ofd/index.ts'
import { encodeEvidence } from '../../src/evidence/encode.ts'
import type { Evidence } from '../../src/evidence/evidence.ts'
import { mergeEvidence } from '../../src/evidence/merge.ts'
import { parseEvidence } from '../../src/evidence/parse.ts'
import { createSeal } from '../../src/index.ts'
import { createDocument, repack } from '../document.ts'
import { AT, sealOptions } from '../province.ts'
import { createServedProvince, type ServedProvince } from './served.ts'
import { days } from './stamping.ts'

const soon = new Date(AT.getTime() + 60_000)
const VALUE = 'Doc_0/Signs/Sign_0/SignedValue.dat'

let province: ServedProvince
let sealed: Uint8Array
let open: Uint8Array
let stamped: Uint8Array
beforeAll(async () => {
  province = await createServedProvince()
  const { seal, office, service } = province
  const options = { seal, signer: office.signer, at: AT }
  sealed = await sealOfd(createDocument(), options)
  open = await sealOfd(createDocument(), { ...options, protect: 'continue' })
  stamped = await sealOfd(createDocument(), { ...options, timeStamp: service.at(soon) })
})

/** A verdict with nothing at hand but what the stamping service says of itself now. */
async function verdict(document: Uint8Array, now: Date, evidence?: Evidence, trust = province.trust) {
  province.set(now)
  const { fetch, clock } = province
  const revocation = createRevocationChecker({
    now: clock,
    fetch: async (url, init) =>
      url.endsWith('/stampers') ? fetch(url, init) : new Response(null, { status: 404 }),
  })
  const report = await inspectOfd(document, {
    trust,
    at: now,
    revocation,
    ...(evidence === undefined ? {} : { evidence }),
  })
  const wrong = report.checks.filter(({ code }) => code !== undefined)
  return {
    verdict: report.verdict,
    subject: report.subject,
    wrong: wrong.map(({ id, code }) => `${id} ${code}`),
  }
}

async function evidenceOf(document: Uint8Array, time = soon, trust = province.trust) {
  let ticks = 0
  const clock = () => {
    ticks += 2000
    province.set(new Date(time.getTime() + ticks))
    return province.clock()
  }
  const { fetch, service } = province
  return createOfdEvidence(document, { trust, fetch, clock, timeStamper: service.at(time) })
}
const later = days(1200, AT)

describe('evidence beside a document', () => {
  test('keeps it verifiable for years, and says by which clock', async () => {
    const { evidence, gaps } = await evidenceOf(sealed)
    expect(gaps).toEqual([])
    const read = parseEvidence(encodeEvidence(evidence))
    expect(await verdict(sealed, later, read)).toMatchObject({
      verdict: 'passed',
      wrong: [],
      subject: { signatures: [{ clock: 'time-stamp', provenAt: new Date(soon.getTime() + 1000), time: AT }] },
    })
    const without = await verdict(sealed, later)
    expect(without.verdict).toBe('indeterminate')
    expect(without.subject?.signatures).toMatchObject([{ clock: 'claimed', provenAt: undefined }])
  })

  test('is as good for a document that has its stamp in it', async () => {
    const { evidence } = await evidenceOf(stamped)
    expect(evidence.signatures).toEqual([])
    expect((await verdict(stamped, later, evidence)).wrong).toEqual([])
  })

  test('of a document does nothing for another', async () => {
    const { evidence } = await evidenceOf(open)
    const found = await verdict(sealed, later, evidence)
    expect(found.subject?.signatures).toMatchObject([{ clock: 'claimed' }])
    expect(found.wrong).toContain('signature.signer-path ERR_SIGNATURE_NO_PROOF_OF_TIME')
    const both = mergeEvidence(evidence, (await evidenceOf(sealed)).evidence)
    expect((await verdict(sealed, later, both)).wrong).toEqual([])
    expect((await verdict(open, later, both)).wrong).toEqual([])
  })

  test('does nothing for a document that was changed', async () => {
    const { evidence } = await evidenceOf(sealed)
    const changed = repack(sealed, {
      'Doc_0/Pages/Page_0/Content.xml': (text) => text.replace('准予', '不准'),
    })
    expect((await verdict(changed, later, evidence)).wrong).toEqual(['ofd.references ERR_OFD_DIGEST'])
  })

  test('is for every signature that can be read', async () => {
    const { seal, office } = province
    const twice = await sealOfd(open, { seal, signer: office.signer, at: soon, protect: 'continue' })
    expect((await evidenceOf(twice)).evidence.signatures).toHaveLength(2)
    const broken = repack(twice, { [VALUE]: 'no value' })
    expect((await evidenceOf(broken)).evidence.signatures).toHaveLength(1)
    expect((await evidenceOf(createDocument())).evidence.signatures).toEqual([])
  })
})

describe('a document whose signatures get their stamps later', () => {
  test('is as if it had been sealed with them', async () => {
    const augmented = await augmentOfd(sealed, { timeStamper: province.service.at(soon) })
    const before = parseOfdPackage(sealed).files
    const after = parseOfdPackage(augmented).files
    for (const [name, bytes] of before) {
      if (name === VALUE) expect(after.get(name)).not.toEqual(bytes)
      else expect(after.get(name), name).toEqual(bytes)
    }
    const found = await verdict(augmented, days(2, AT), (await evidenceOf(augmented)).evidence)
    expect(found).toMatchObject({
      verdict: 'passed',
      wrong: [],
      subject: { signatures: [{ clock: 'time-stamp' }] },
    })
  })

  test('is stamped where it is asked for', async () => {
    const { seal, office, service } = province
    const twice = await sealOfd(open, { seal, signer: office.signer, at: soon, protect: 'continue' })
    const again = await augmentOfd(twice, { timeStamper: service.at(days(1, AT)), signatures: ['s002'] })
    const found = await verdict(again, days(2, AT))
    expect(found.subject?.signatures).toMatchObject([{ clock: 'claimed' }, { clock: 'time-stamp' }])
  })

  test.each<[string, () => Promise<Uint8Array> | Uint8Array, readonly string[] | undefined, object]>([
    [
      'one that is not there',
      () => sealed,
      ['s009'],
      { code: 'ERR_EVIDENCE_SIGNATURE', facts: { signature: 's009' } },
    ],
    [
      'one that has its stamp',
      () => stamped,
      undefined,
      { code: 'ERR_EVIDENCE_STAMPED', facts: { signature: 's001' } },
    ],
    [
      'one that a later one covers',
      () => sealOfd(open, { seal: province.seal, signer: province.office.signer, at: soon }),
      ['s001'],
      { code: 'ERR_EVIDENCE_COVERED', facts: { signature: 's001', by: 's002' } },
    ],
    [
      'one without room',
      async () => {
        const { maker, office } = province
        const form = 'GM/T 0031-2014'
        const seal = await createSeal({ ...sealOptions(maker, [office.certificate]), form })
        return sealOfd(createDocument(), { seal, signer: office.signer, at: AT })
      },
      undefined,
      { code: 'ERR_EVIDENCE_NO_ROOM', facts: { form: 'GM/T 0031-2014' } },
    ],
  ])('is not stamped on %s, and nobody is asked for a stamp', async (_, document, signatures, expected) => {
    let asked = 0
    const timeStamper = async () => {
      asked += 1
      return Uint8Array.of(0)
    }
    const given = signatures === undefined ? {} : { signatures }
    await expect(augmentOfd(await document(), { timeStamper, ...given })).rejects.toMatchObject(expected)
    expect(asked).toBe(0)
  })

  test('nothing has to be signed', async () => {
    const plain = createDocument()
    expect(await augmentOfd(plain, { timeStamper: province.service.at(AT) })).toEqual(plain)
  })
})

test('a document signed without a seal gets its stamp into the message, and its evidence beside it', async () => {
  const { office, service, trust } = province
  const { certificate, signer } = office
  const anchors = trust.anchors.map((anchor) =>
    anchor.roles.includes('seal-signer') ? { ...anchor, roles: ['document-signer'] as const } : anchor,
  )
  const known = { ...trust, anchors }
  const signed = await signOfd(createDocument(), { certificate, signer, at: AT })
  const augmented = await augmentOfd(signed, { timeStamper: service.at(soon) })
  await expect(augmentOfd(augmented, { timeStamper: service.at(soon) })).rejects.toMatchObject({
    code: 'ERR_EVIDENCE_STAMPED',
  })
  for (const document of [signed, augmented]) {
    const { evidence, gaps } = await evidenceOf(document, soon, known)
    expect(gaps).toEqual([])
    expect(evidence.signatures).toHaveLength(document === signed ? 1 : 0)
    const found = await verdict(document, later, evidence, known)
    expect(found).toMatchObject({
      wrong: [],
      subject: { signatures: [{ type: 'Sign', clock: 'time-stamp' }] },
    })
    expect((await verdict(document, later, undefined, known)).verdict).toBe('indeterminate')
  }
})
