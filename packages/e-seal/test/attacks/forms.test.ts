import { encodeUtf8, type Trust } from '@xinyin/core'
import { describe, expect, test } from 'vitest'
import { inspectOfd, parseOfdPackage } from '../../src/carriers/ofd/index.ts'
import { createSeal, parseSeal, type Seal, type SesForm } from '../../src/index.ts'
import { encodeMakerSigned, encodeSeal, encodeSealInfo } from '../../src/seal/encode.ts'
import { SES_VERSIONS } from '../../src/seal/version.ts'
import { createDocument, repack } from '../document.ts'
import { AT, createMember, createProvince, type Member, PIXEL, sealOptions } from '../province.ts'
import { type Forgery, forge } from './forge.ts'

const province = await createProvince()
const { maker, office, makerRoot, signerRoot } = province
/** The signers' authority also vouches for those who sign without a seal. */
const trust: Trust = {
  ...province.trust,
  anchors: [
    { certificate: makerRoot.certificate, roles: ['seal-maker'] },
    { certificate: signerRoot.certificate, roles: ['seal-signer', 'document-signer'] },
  ],
}
const stranger = await createMember('别人', signerRoot)
const elsewhere = await createProvince()

const FORMS = Object.keys(SES_VERSIONS) as SesForm[]
const UNSEALED = ['attributes', 'content'] as const
const FOLDER = 'Doc_0/Signs/Sign_0'
const PAGE = 'Doc_0/Pages/Page_0/Content.xml'

const fileOf = (ofd: Uint8Array, name: string) => parseOfdPackage(ofd).files.get(name) ?? new Uint8Array(0)

async function against(bytes: Uint8Array): Promise<string[]> {
  const { checks, verdict } = await inspectOfd(bytes, { trust, at: AT })
  const wrong = checks.filter(({ status }) => status === 'failed' || status === 'indeterminate')
  expect(verdict === 'passed').toBe(wrong.length === 0)
  return wrong.map(({ id, code }) => `${id} ${code}`)
}

/** Another picture in the seal, signed by its maker, or left with the signature that was there. */
async function remake(seal: Seal, by: Member | undefined): Promise<Seal> {
  const { form, algorithm } = seal
  const picture = { ...seal.info.picture, data: Uint8Array.of(...PIXEL, 0) }
  const raw = encodeSealInfo({ ...seal.info, picture }, form)
  const makerCertificate = by?.certificate.raw ?? seal.makerCertificate
  const parts = { form, info: { raw }, makerCertificate, algorithm }
  const signature = by === undefined ? seal.signature : await by.signer.sign(encodeMakerSigned(parts))
  return parseSeal(encodeSeal({ ...parts, signature }))
}

/** What can be done to any document, whatever it is signed with. */
function attackCarriers(usual: Forgery): void {
  const sealed = (forgery: Forgery = {}) => forge(province, { ...usual, ...forgery })

  test('passes as it is', async () => {
    expect(await against(await sealed())).toEqual([])
  })

  test('with a page that was changed', async () => {
    const bytes = repack(await sealed(), { [PAGE]: (xml) => xml.replace('准予施工', '不准施工') })
    expect(await against(bytes)).toEqual(['ofd.references ERR_OFD_DIGEST'])
  })

  test('with a page that was changed, and its digest with it', async () => {
    const changed = createDocument({ [PAGE]: `<ofd:Page xmlns:ofd="http://www.ofdspec.org/2016"/>` })
    const other = await sealed({ document: changed })
    const bytes = repack(other, {
      [`${FOLDER}/SignedValue.dat`]: fileOf(await sealed(), `${FOLDER}/SignedValue.dat`),
    })
    expect(await against(bytes)).toEqual([
      usual.unsealed === 'attributes'
        ? 'cms.message-digest ERR_CMS_MESSAGE_DIGEST'
        : 'signature.data-hash ERR_SIGNATURE_DATA_HASH',
    ])
  })

  test('by somebody under an authority of another province', async () => {
    const { signer, certificate } = elsewhere.office
    const wrong = await against(await sealed({ signer, certificate }))
    expect(wrong).toContain('signature.signer-path ERR_PATH_NO_ANCHOR')
  })

  test('at a time to come', async () => {
    const time = new Date(AT.getTime() + 10 * 3_600_000)
    expect(await against(await sealed({ time }))).toContain('signature.time ERR_SIGNATURE_TIME_FUTURE')
  })

  test('with another time in its description', async () => {
    const describe = (xml: string) => xml.replace(/(<ofd:SignatureDateTime>)\d{4}/, '$12025')
    const expected =
      usual.unsealed === 'content'
        ? 'signature.signer-path ERR_PATH_NOT_YET_VALID'
        : 'ofd.signature-date ERR_OFD_SIGNATURE_DATE'
    expect(await against(await sealed({ describe }))).toEqual([expected])
  })

  test('naming another algorithm', async () => {
    const describe = (xml: string) => xml.replace('1.2.156.10197.1.501', '1.2.840.10045.4.3.2')
    expect(await against(await sealed({ describe }))).toEqual([
      'ofd.signature-method ERR_OFD_SIGNATURE_METHOD',
    ])
  })

  test('stripped', async () => {
    const unsigned = repack(await sealed(), {
      'OFD.xml': (xml) => xml.replace(/<ofd:Signatures>.*<\/ofd:Signatures>/, ''),
      ...Object.fromEntries(
        ['Signature.xml', 'SignedValue.dat', 'Seal.esl'].map((name) => [`${FOLDER}/${name}`, undefined]),
      ),
      'Doc_0/Signs/Signatures.xml': undefined,
    })
    expect(await against(unsigned)).toEqual(['ofd.signed ERR_OFD_UNSIGNED'])
  })

  test('with a value that was cut, or that something follows', async () => {
    const value = fileOf(await sealed(), `${FOLDER}/SignedValue.dat`)
    for (const [changed, code] of [
      [value.subarray(0, -1), 'ERR_DER_TRUNCATED'],
      [Uint8Array.of(...value, 0), 'ERR_DER_TRAILING'],
    ] as const) {
      const bytes = repack(await sealed(), { [`${FOLDER}/SignedValue.dat`]: changed })
      const expected = usual.unsealed === undefined ? code : 'ERR_SIGNATURE_STRUCTURE'
      expect(await against(bytes)).toEqual([`signature.structure ${expected}`])
    }
  })

  test('under the other type', async () => {
    const bytes = repack(await sealed({ covers: (file) => !file.endsWith('Signatures.xml') }), {
      'Doc_0/Signs/Signatures.xml': (xml) =>
        usual.unsealed === undefined
          ? xml.replace('<ofd:Signature ', '<ofd:Signature Type="Sign" ')
          : xml.replace(' Type="Sign"', ''),
    })
    const code = usual.unsealed === undefined ? 'ERR_SIGNATURE_STRUCTURE' : 'ERR_SEAL_STRUCTURE'
    expect(await against(bytes)).toEqual([`signature.structure ${code}`])
  })
}

describe.each(FORMS)('a document sealed in the form of %s', async (form) => {
  const made = createSeal({ ...sealOptions(maker, [office.certificate]), form })
  const sealed = async (forgery: (seal: Seal) => Forgery | Promise<Forgery>) => {
    const seal = await made
    return forge(province, { seal, ...(await forgery(seal)) })
  }
  attackCarriers({ seal: await made })

  test('with another picture in the seal', async () => {
    const bytes = await sealed(async (seal) => ({ seal: await remake(seal, undefined) }))
    expect(await against(bytes)).toEqual(['seal.maker-signature ERR_SEAL_MAKER_SIGNATURE'])
  })

  test('with a seal that the signer made himself', async () => {
    const bytes = await sealed(async (seal) => ({ seal: await remake(seal, office) }))
    expect(await against(bytes)).toEqual([
      'signature.maker-independent ERR_SIGNATURE_OWN_SEAL',
      'seal.maker-path ERR_PATH_NO_ANCHOR',
    ])
  })

  test('with a seal that somebody else made who may not', async () => {
    const bytes = await sealed(async (seal) => ({ seal: await remake(seal, stranger) }))
    expect(await against(bytes)).toEqual(['seal.maker-path ERR_PATH_NO_ANCHOR'])
  })

  test('with a signature by a key that is not that of the certificate', async () => {
    const bytes = await sealed(() => ({ signer: stranger.signer }))
    expect(await against(bytes)).toEqual(['signature.value ERR_SIGNATURE_VALUE'])
  })

  test('by somebody whom the seal does not name', async () => {
    const { signer, certificate } = stranger
    expect(await against(await sealed(() => ({ signer, certificate })))).toEqual([
      'signature.signer-listed ERR_SIGNATURE_SIGNER_NOT_LISTED',
    ])
  })

  test('with a copy of another seal to show', async () => {
    const bytes = await sealed(async (seal) => ({ sealCopy: (await remake(seal, undefined)).raw }))
    expect(await against(bytes)).toEqual(['ofd.seal-copy ERR_OFD_SEAL_COPY'])
  })

  test('with a signature of another version', async () => {
    const bytes = await sealed(() => ({ version: 3 }))
    expect(await against(bytes)).toEqual(['signature.version ERR_SIGNATURE_VERSION'])
  })

  test('with a value that was made for another place', async () => {
    const bytes = await sealed(() => ({ propertyInfo: '/Doc_0/Signs/Sign_1/Signature.xml' }))
    expect(await against(bytes)).toEqual(['ofd.property-info ERR_OFD_PROPERTY_INFO'])
  })

  test('over the digest of something else', async () => {
    const bytes = await sealed(() => ({ dataHash: new Uint8Array(32) }))
    expect(await against(bytes)).toEqual(['signature.data-hash ERR_SIGNATURE_DATA_HASH'])
  })

  test('after the seal had run out', async () => {
    const seal = await createSeal({
      ...sealOptions(maker, [office.certificate]),
      form,
      validTo: new Date('2026-05-01T00:00:00Z'),
    })
    expect(await against(await forge(province, { seal }))).toEqual(['seal.validity ERR_SEAL_NOT_VALID'])
  })

  test('and with a seal of one form around a signature of another', async () => {
    const other = form === 'GM/T 0031-2014' ? 'GB/T 38540-2020' : 'GM/T 0031-2014'
    const seal = await made
    const misplaced = { ...seal, form: other } as Seal
    const bytes = await forge(province, { seal: misplaced })
    expect(await against(bytes)).toEqual(['signature.version ERR_SIGNATURE_VERSION'])
  })
})

describe.each(UNSEALED)('a document signed without a seal, over %s', (unsealed) => {
  attackCarriers({ unsealed })

  test('by somebody who may only sign with a seal', async () => {
    const anchors = trust.anchors.map(({ certificate }) => ({ certificate, roles: ['seal-signer'] as const }))
    const bytes = await forge(province, { unsealed })
    const { verdict, checks } = await inspectOfd(bytes, { trust: { ...trust, anchors }, at: AT })
    expect(verdict).toBe('indeterminate')
    expect(checks.find(({ id }) => id === 'signature.signer-path')).toMatchObject({
      code: 'ERR_PATH_NO_ANCHOR',
    })
  })

  test('that shows a seal all the same', async () => {
    const element = `<ofd:Seal><ofd:BaseLoc>/${FOLDER}/Seal.esl</ofd:BaseLoc></ofd:Seal>`
    const bytes = await forge(province, {
      unsealed,
      describe: (xml) => xml.replace('</ofd:SignedInfo>', `${element}</ofd:SignedInfo>`),
      after: { [`${FOLDER}/Seal.esl`]: encodeUtf8('seal') },
    })
    expect(await against(bytes)).toContain('ofd.seal-copy ERR_OFD_SEAL_UNSIGNED')
  })
})
