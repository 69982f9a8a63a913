import { createPrivateKey, createSigner, type Trust } from '@xinyin/core'
import { createIntermediate, createLeaf, type RevokedCertificate } from '@xinyin/core/ca'
import type { RevocationMaterial } from '@xinyin/core/revocation'
import { describe, expect, test } from 'vitest'
import { addArchive } from '../../src/evidence/archive.ts'
import { type Evidence, NO_EVIDENCE, nameOf } from '../../src/evidence/evidence.ts'
import { mergeEvidence } from '../../src/evidence/merge.ts'
import { createSeal, inspectSeal } from '../../src/index.ts'
import { AT, createList, createProvince, join, type Member, sealOptions } from '../province.ts'
import { createStampService, days, inspect, sign, trusting } from './stamping.ts'

const VALID = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2028-01-01T00:00:00Z') }
const named = (commonName: string) => ({ country: 'CN', organization: '示例省', commonName })
const province = await createProvince()
const { maker, makerRoot, signerRoot } = province
const service = await createStampService()

/** An authority between the root and the office, which loses its key after a hundred days. */
const middle = await (async (): Promise<Member> => {
  const key = await createPrivateKey('SM2')
  const issuer = { certificate: signerRoot.certificate, key: signerRoot.signer }
  const certificate = await createIntermediate({
    subject: named('中间机构'),
    publicKey: key.publicKey,
    issuer,
    ...VALID,
  })
  return { certificate, signer: createSigner(key) }
})()
const office = await (async (): Promise<Member> => {
  const key = await createPrivateKey('SM2')
  const issuer = { certificate: middle.certificate, key: middle.signer }
  const certificate = await createLeaf({
    subject: named('下级单位'),
    publicKey: key.publicKey,
    issuer,
    ...VALID,
  })
  return { certificate, signer: createSigner(key) }
})()
const seal = await createSeal(sealOptions(maker, [office.certificate]))
const signature = await sign(seal, office, AT, service.at(AT))

const list = (by: Member, from: Date, revoked: readonly RevokedCertificate[] = []) =>
  createList(by, revoked, { thisUpdate: from, nextUpdate: days(7, from) })
const lost = {
  serialNumber: middle.certificate.serialNumber,
  revokedAt: days(100, AT),
  reason: 'keyCompromise',
} as const
const now = days(200, AT)
const base = await trusting(province, service)
const others = base.revocation!.crls.filter(
  ({ issuer }) => issuer.text !== signerRoot.certificate.subject.text,
)

async function trust(ofRoot: RevocationMaterial): Promise<Trust> {
  return { ...base, revocation: join({ crls: others, ocspResponses: [] }, ofRoot) }
}
const revoking = await list(signerRoot, days(199, AT), [lost])
const holding = async (...materials: RevocationMaterial[]): Promise<Evidence> =>
  mergeEvidence(NO_EVIDENCE, { ...NO_EVIDENCE, certificates: [middle.certificate], ...join(...materials) })
const archive = (evidence: Evidence, at: Date) =>
  addArchive(evidence, [{ value: signature.signature, timeStamp: signature.timeStamp }], service.at(at))

describe('an authority that lost its key since the signature', () => {
  test('could have made its lists today: they prove nothing', async () => {
    const evidence = await holding(await list(middle, days(1, AT)))
    const found = await inspect(signature, now, { trust: await trust(revoking), evidence })
    expect(found.wrong).toEqual(['path.revocation seal-signer indeterminate ERR_REVOCATION_NO_PROOF'])
  })

  test('did not make those that were stamped before', async () => {
    const evidence = await archive(await holding(await list(middle, days(1, AT))), days(2, AT))
    const found = await inspect(signature, now, { trust: await trust(revoking), evidence })
    expect(found.wrong).toEqual([])
    const byEvidence = mergeEvidence(evidence, { ...NO_EVIDENCE, ...revoking })
    const silent = await inspect(signature, now, { trust: await trust(join()), evidence: byEvidence })
    expect(silent.wrong).toEqual([])
  })

  test('may have made those that were stamped after', async () => {
    const evidence = await archive(await holding(await list(middle, days(1, AT))), days(101, AT))
    const found = await inspect(signature, now, { trust: await trust(revoking), evidence })
    expect(found.wrong).toEqual(['path.revocation seal-signer indeterminate ERR_REVOCATION_NO_PROOF'])
  })

  test('made those that came to the evidence after the stamp over it, whatever the stamp is over', async () => {
    const first = await archive(await holding(), days(2, AT))
    const evidence = mergeEvidence(first, { ...NO_EVIDENCE, ...(await list(middle, days(1, AT))) })
    const found = await inspect(signature, now, { trust: await trust(revoking), evidence })
    expect(found.wrong).toEqual(['path.revocation seal-signer indeterminate ERR_REVOCATION_NO_PROOF'])
  })
})

describe('evidence that somebody else put together', () => {
  const old = () => list(signerRoot, days(-1, AT))

  test('does not keep a checker from asking: what it knows goes first', async () => {
    // The list of the evidence is in force, but from before the day of the revocation.
    const at = days(5, AT)
    const own = await createSeal(sealOptions(maker, [province.office.certificate]))
    const signed = await sign(own, province.office, days(2, AT))
    const entry = { serialNumber: province.office.certificate.serialNumber, revokedAt: days(1, AT) }
    const known = await trust(await list(signerRoot, days(4, AT), [entry]))
    const evidence = await holding(await list(signerRoot, days(-1, AT)))
    expect((await inspect(signed, at, { trust: known, evidence })).wrong).toEqual([
      'path.revocation seal-signer failed ERR_REVOCATION_REVOKED',
    ])
  })

  test('counts against a signature where it says that its signer was revoked', async () => {
    const signed = await sign(province.seal, province.office, AT, service.at(AT))
    const entry = { serialNumber: province.office.certificate.serialNumber, revokedAt: days(-2, AT) }
    const evidence = await holding(await list(signerRoot, days(1, AT), [entry]))
    expect((await inspect(signed, days(3, AT), { trust: base, evidence })).wrong).toEqual([
      'path.revocation seal-signer failed ERR_REVOCATION_REVOKED',
    ])
  })

  test('brings no anchors, and no lists of others', async () => {
    const stranger = await createProvince()
    const signed = await sign(stranger.seal, stranger.office, AT, service.at(AT))
    const evidence = mergeEvidence(await holding(await createList(stranger.signerRoot), await old()), {
      ...NO_EVIDENCE,
      certificates: [stranger.signerRoot.certificate, stranger.makerRoot.certificate],
    })
    expect((await inspect(signed, days(1, AT), { trust: base, evidence })).wrong).toEqual([
      'signature.signer-path failed ERR_PATH_SIGNATURE',
      'seal.maker-path failed ERR_PATH_SIGNATURE',
    ])
  })

  test('of another document, or under the name of this one, proves no time', async () => {
    const bare = await sign(province.seal, province.office, AT)
    const other = await sign(province.seal, province.office, days(1, AT))
    const token = await service.at(AT)(other.signature)
    const timeStamps = [token, new Uint8Array([0x30, 0])]
    for (const sm3 of [nameOf(other.signature), nameOf(bare.signature)]) {
      const found = await inspect(bare, days(2, AT), {
        trust: base,
        evidence: { ...NO_EVIDENCE, signatures: [{ sm3, timeStamps }] },
      })
      expect(found).toMatchObject({ wrong: [], proven: undefined })
    }
    const archived = await service.at(AT)(bare.signature)
    const found = await inspect(bare, days(2, AT), {
      trust: base,
      evidence: { ...NO_EVIDENCE, archives: [{ sm3: [nameOf(bare.signature)], timeStamp: archived }] },
    })
    expect(found).toMatchObject({ wrong: [], proven: undefined })
  })

  test('of a service that is not trusted, and of a time to come, proves no time', async () => {
    const bare = await sign(province.seal, province.office, AT)
    const stranger = await createStampService({ name: '陌生时间戳' })
    for (const stamper of [stranger.at(AT), service.at(days(9, AT))]) {
      const stamped = {
        ...NO_EVIDENCE,
        signatures: [{ sm3: nameOf(bare.signature), timeStamps: [await stamper(bare.signature)] }],
      }
      const archived = await addArchive(
        NO_EVIDENCE,
        [{ value: bare.signature, timeStamp: undefined }],
        stamper,
      )
      for (const evidence of [stamped, archived])
        expect(await inspect(bare, days(2, AT), { trust: base, evidence })).toMatchObject({
          wrong: [],
          proven: undefined,
        })
    }
  })

  test('the earliest stamp that holds counts, wherever it is', async () => {
    const late = await sign(province.seal, province.office, AT, service.at(days(3, AT)))
    const timeStamps = [
      await service.at(days(2, AT))(late.signature),
      await service.at(days(1, AT))(late.signature),
    ]
    const evidence = { ...NO_EVIDENCE, signatures: [{ sm3: nameOf(late.signature), timeStamps }] }
    const found = await inspect(late, days(9, AT), { trust: base, evidence })
    expect(found.proven).toEqual(new Date(days(1, AT).getTime() + 1000))
    const first = await sign(province.seal, province.office, AT, service.at(AT))
    const own = await inspect(first, days(9, AT), {
      trust: base,
      evidence: {
        ...NO_EVIDENCE,
        signatures: [
          { sm3: nameOf(first.signature), timeStamps: [await service.at(days(1, AT))(first.signature)] },
        ],
      },
    })
    expect(own.at('signature.time-stamp')?.facts).toMatchObject({ source: 'structure' })
  })

  test('a stamp in the structure that is for something else fails beside the best evidence', async () => {
    const wrong = await sign(province.seal, province.office, AT, async () => signature.timeStamp!)
    const timeStamps = [await service.at(AT)(wrong.signature)]
    const evidence = { ...NO_EVIDENCE, signatures: [{ sm3: nameOf(wrong.signature), timeStamps }] }
    expect((await inspect(wrong, days(1, AT), { trust: base, evidence })).wrong).toEqual([
      'signature.time-stamp failed ERR_TSP_IMPRINT',
    ])
  })

  test('a stamp in the structure whose service was revoked since does not, beside another', async () => {
    const stamped = await sign(province.seal, province.office, AT, service.at(AT))
    const second = await createStampService({ name: '第二时间戳' })
    const timeStamps = [await second.at(days(1, AT))(stamped.signature)]
    const evidence = { ...NO_EVIDENCE, signatures: [{ sm3: nameOf(stamped.signature), timeStamps }] }
    const both = await trusting({ ...province, trust: base }, second)
    const entry = { serialNumber: service.member.certificate.serialNumber, revokedAt: days(2, AT) }
    const revoked = await createList(service.root, [entry], {
      thisUpdate: days(2, AT),
      nextUpdate: days(99, AT),
    })
    const known = { ...both, revocation: join(both.revocation!, revoked) }
    expect((await inspect(stamped, days(3, AT), { trust: known })).wrong).toEqual([
      'signature.time-stamp failed ERR_REVOCATION_REVOKED',
    ])
    const found = await inspect(stamped, days(3, AT), { trust: known, evidence })
    expect(found).toMatchObject({ wrong: [], proven: new Date(days(1, AT).getTime() + 1000) })
  })

  test('is looked at within bounds', async () => {
    const bare = await sign(province.seal, province.office, AT)
    const bad = await service.at(AT)(signature.signature)
    const good = await service.at(AT)(bare.signature)
    const timeStamps = [...Array(8).fill(bad), good]
    const evidence = { ...NO_EVIDENCE, signatures: [{ sm3: nameOf(bare.signature), timeStamps }] }
    expect((await inspect(bare, days(1, AT), { trust: base, evidence })).proven).toBeUndefined()
  })
})

test('a maker is judged by evidence over his own signature too', async () => {
  const token = await service.at(days(1, AT))(province.seal.signature)
  const evidence = {
    ...NO_EVIDENCE,
    signatures: [{ sm3: nameOf(province.seal.signature), timeStamps: [token] }],
  }
  const entry = { serialNumber: maker.certificate.serialNumber, revokedAt: days(2, AT) }
  const revoked = await list(makerRoot, days(3, AT), [entry])
  const crls = base.revocation!.crls.filter(
    ({ issuer }) => issuer.text !== makerRoot.certificate.subject.text,
  )
  const known = { ...base, revocation: join({ crls, ocspResponses: [] }, revoked) }
  const signed = await sign(province.seal, province.office, days(1, AT))
  expect((await inspect(signed, days(4, AT), { trust: known })).wrong).toEqual([
    'path.revocation seal-maker indeterminate ERR_SIGNATURE_NO_PROOF_OF_TIME',
  ])
  expect((await inspect(signed, days(4, AT), { trust: known, evidence })).wrong).toEqual([])
  const alone = (given: typeof evidence | undefined) =>
    inspectSeal(province.seal, {
      trust: known,
      at: days(4, AT),
      ...(given === undefined ? {} : { evidence: given }),
    })
  expect((await alone(undefined)).verdict).toBe('failed')
  expect((await alone(evidence)).verdict).toBe('passed')
})
