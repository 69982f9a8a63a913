import {
  type Certificate,
  type Check,
  createPrivateKey,
  createSigner,
  digest,
  type Trust,
} from '@xinyin/core'
import { createLeaf } from '@xinyin/core/ca'
import {
  encodeBitString,
  encodeBoolean,
  encodeContext,
  encodeGeneralizedTime,
  encodeInteger,
  encodeOctetString,
  encodeOid,
  encodePrintableString,
  encodeSequence,
} from '@xinyin/core/der'
import { describe, expect, test } from 'vitest'
import { inspectSeal, parseSealSignature, type SesForm } from '../../src/index.ts'
import { pathPolicy } from '../../src/verify/revocation.ts'
import { SIGNATURE_CHECK_IDS, signatureChecks } from '../../src/verify/signature.ts'
import { AT, createMember, createProvince, type Member } from '../province.ts'
import { buildSeal, buildSignature, DATA, extension, type SealParts } from '../seal/deviant.ts'

const province = await createProvince()
const { trust, maker, office, makerRoot, signerRoot } = province
const FORMS = ['GM/T 0031-2014', 'GB/T 38540-2020', 'GM/T 0031-2025'] as const
const FIRST: SesForm = 'GM/T 0031-2014'

const inspect = async (value: Uint8Array, held: { trust?: Trust; data?: Uint8Array } = {}) =>
  signatureChecks(
    parseSealSignature(value),
    held.data ?? DATA,
    pathPolicy({ trust: held.trust ?? trust }),
    AT,
  )
const wrong = (checks: readonly Check[]) =>
  checks
    .filter(({ status }) => status === 'failed' || status === 'indeterminate')
    .map(({ id, status, code }) => `${id} ${status} ${code}`)

const someoneElse = await createMember('别人', signerRoot)
const critical = encodeSequence(extension(encodeOid('1.2.3.4'), encodeBoolean(true)))

/** A member with a key that no seal is signed with. */
async function foreignMember(issuer: Member): Promise<Member> {
  const key = await createPrivateKey('P-256')
  const certificate: Certificate = await createLeaf({
    subject: { commonName: 'P-256' },
    publicKey: key.publicKey,
    issuer: { certificate: issuer.certificate, key: issuer.signer },
    notBefore: office.certificate.notBefore,
    notAfter: office.certificate.notAfter,
  })
  return { signer: createSigner(key), certificate }
}
const ECDSA = '1.2.840.10045.4.3.2'
const foreignSigner = await foreignMember(signerRoot)
const foreignMaker = await foreignMember(makerRoot)

const digestList = (certificate: Certificate) => (): Partial<SealParts> => ({
  list: [
    encodeInteger(2),
    encodeSequence(
      encodeSequence(encodePrintableString('SM3'), encodeOctetString(digest('SM3', certificate.raw))),
    ),
  ],
})

describe.each(FORMS)('a signature with a seal of %s', (form) => {
  const sign = async (
    ...change: Parameters<typeof buildSignature> extends [unknown, ...infer Rest] ? Rest : never
  ) => buildSignature(await buildSeal(form, maker, office), ...change)

  test('passes every check that is made, and says which are not', async () => {
    const checks = await inspect(await sign(office))
    expect(wrong(checks)).toEqual([])
    const skipped = checks.filter(({ status }) => status === 'skipped').map(({ id }) => id)
    expect(skipped).toEqual(['signature.time-stamp', 'seal.time-stamp', 'seal.status'])
    const ids = checks.map(({ id }) => id).filter((id) => id !== 'path.revocation')
    expect(ids).toEqual(['signature.structure', ...SIGNATURE_CHECK_IDS])
  })

  test('says the version of the seal', async () => {
    const value = await sign(office, () => ({ version: 3 }))
    expect(wrong(await inspect(value))).toEqual(['signature.version failed ERR_SIGNATURE_VERSION'])
  })

  test('has the form of the seal', async () => {
    for (const other of FORMS.filter((each) => (each === FIRST) !== (form === FIRST))) {
      const seal = await buildSeal(other, maker, office)
      const value = await buildSignature({ ...seal, form }, office)
      expect(wrong(await inspect(value))).toEqual(['signature.version failed ERR_SIGNATURE_VERSION'])
    }
  })

  test('is over these data', async () => {
    const value = await sign(office)
    expect(wrong(await inspect(value, { data: new Uint8Array(1) }))).toEqual([
      'signature.data-hash failed ERR_SIGNATURE_DATA_HASH',
    ])
  })

  test.each<[string, (value: Uint8Array) => Uint8Array]>([
    ['another value', (value) => Uint8Array.of(...value.subarray(0, -1), (value.at(-1) ?? 0) ^ 1)],
    ['no value', () => new Uint8Array(0)],
    ['zeros', () => new Uint8Array(64)],
  ])('does not hold with %s', async (_, change) => {
    const value = await sign(office, () => ({ wrapValue: (made) => encodeBitString(change(made)) }))
    expect(wrong(await inspect(value))).toEqual(['signature.value failed ERR_SIGNATURE_VALUE'])
  })

  test('is made by who is named in the seal', async () => {
    expect(wrong(await inspect(await sign(someoneElse)))).toEqual([
      'signature.signer-listed failed ERR_SIGNATURE_SIGNER_NOT_LISTED',
    ])
  })

  test('is not made with a certificate of someone else', async () => {
    const value = await sign(office, () => ({ certificate: encodeOctetString(someoneElse.certificate.raw) }))
    expect(wrong(await inspect(value))).toEqual([
      'signature.value failed ERR_SIGNATURE_VALUE',
      'signature.signer-listed failed ERR_SIGNATURE_SIGNER_NOT_LISTED',
    ])
  })

  test('is not made with what is no certificate', async () => {
    const value = await sign(office, () => ({ certificate: encodeOctetString(encodeInteger(1)) }))
    expect(wrong(await inspect(value))).toEqual([
      'signature.algorithm failed ERR_SEAL_ALGORITHM',
      'signature.value failed ERR_DER_TAG',
      'signature.signer-listed failed ERR_SIGNATURE_SIGNER_NOT_LISTED',
      'signature.signer-path failed ERR_DER_TAG',
    ])
  })

  test('is not made by the maker of the seal', async () => {
    const anchors = trust.anchors.map((anchor) => ({
      ...anchor,
      roles: ['seal-maker', 'seal-signer'] as const,
    }))
    const value = await buildSignature(await buildSeal(form, maker, maker), maker)
    expect(wrong(await inspect(value, { trust: { ...trust, anchors } }))).toEqual([
      'signature.maker-independent failed ERR_SIGNATURE_OWN_SEAL',
    ])
  })

  test('whose maker or signer cannot be read, says nothing of whether they are one', async () => {
    const unread = (
      await inspect(await sign(office, () => ({ certificate: encodeOctetString(encodeInteger(1)) })))
    ).find(({ id }) => id === 'signature.maker-independent')
    expect(unread).toMatchObject({ status: 'skipped', facts: { because: 'signature.value' } })
    const seal = await buildSeal(form, maker, office, () => ({
      certificate: encodeOctetString(encodeInteger(1)),
    }))
    const checks = await inspect(await buildSignature(seal, office))
    expect(checks.find(({ id }) => id === 'signature.maker-independent')).toMatchObject({
      status: 'skipped',
      facts: { because: 'seal.maker-signature' },
    })
  })

  test('is made with SM2 and SM3, whatever else holds', async () => {
    const seal = await buildSeal(form, maker, foreignSigner)
    const value = await buildSignature(seal, foreignSigner, () => ({ algorithm: ECDSA }))
    expect(wrong(await inspect(value))).toEqual(['signature.algorithm failed ERR_SEAL_ALGORITHM'])
    const misnamed = await buildSignature(await buildSeal(form, maker, office), office, () => ({
      algorithm: ECDSA,
    }))
    expect(wrong(await inspect(misnamed))).toEqual([
      'signature.algorithm failed ERR_SEAL_ALGORITHM',
      'signature.value failed ERR_SIGNATURE_VALUE',
    ])
  })

  test('is made while the seal was there', async () => {
    const time = new Date('2025-06-01T00:00:00Z')
    const text = new TextEncoder().encode('20250601000000Z')
    const value = await sign(office, () => ({
      time: form === FIRST ? encodeBitString(text) : encodeGeneralizedTime(time),
    }))
    expect(wrong(await inspect(value))).toEqual([
      'signature.signer-path failed ERR_PATH_NOT_YET_VALID',
      'seal.maker-path failed ERR_PATH_NOT_YET_VALID',
      'seal.validity failed ERR_SEAL_NOT_VALID',
    ])
  })
})

describe.each(FORMS)('a seal of %s', (form) => {
  const against = async (change: (parts: SealParts) => Partial<SealParts>, by = maker) => {
    const seal = await buildSeal(form, by, office, change)
    return wrong((await inspectSeal(seal.raw, { trust, at: AT })).checks)
  }

  test('is signed by its maker', async () => {
    expect(await against(() => ({ wrapValue: () => encodeBitString(new Uint8Array(64).fill(1)) }))).toEqual([
      'seal.maker-signature failed ERR_SEAL_MAKER_SIGNATURE',
    ])
  })

  test('is signed with SM2 and SM3, whatever else holds', async () => {
    expect(await against(() => ({ algorithm: ECDSA }), foreignMaker)).toEqual([
      'seal.algorithm failed ERR_SEAL_ALGORITHM',
    ])
  })

  test('is not made by who may only sign', async () => {
    expect(await against(() => ({}), someoneElse)).toEqual([
      'seal.maker-path indeterminate ERR_PATH_NO_ANCHOR',
    ])
  })

  test('with an extension that has to be understood is left open', async () => {
    expect(await against(() => ({ extensions: [critical] }))).toEqual([
      'seal.extensions indeterminate ERR_SEAL_CRITICAL_EXTENSION',
    ])
  })

  test('names somebody', async () => {
    const list = encodeSequence()
    const change = () => ({ list: form === FIRST ? [list] : [encodeInteger(1), list] })
    expect(await against(change)).toEqual(['seal.signers failed ERR_SEAL_SIGNERS'])
  })
})

describe.each(FORMS.filter((form) => form !== FIRST))('of %s alone', (form) => {
  test('digests name who may sign', async () => {
    const seal = await buildSeal(form, maker, office, digestList(office.certificate))
    expect(wrong(await inspect(await buildSignature(seal, office)))).toEqual([])
    expect(wrong(await inspect(await buildSignature(seal, someoneElse)))).toEqual([
      'signature.signer-listed failed ERR_SIGNATURE_SIGNER_NOT_LISTED',
    ])
  })

  test('an extension of the signature that has to be understood leaves it open', async () => {
    const seal = await buildSeal(form, maker, office)
    const value = await buildSignature(seal, office, () => ({ extensions: [encodeContext(0, critical)] }))
    expect(wrong(await inspect(value))).toEqual([
      'signature.extensions indeterminate ERR_SIGNATURE_CRITICAL_EXTENSION',
    ])
  })
})
