import { createDataSignature, createSeal, createSealSignature, type Seal, type SesForm } from '@xinyin/e-seal'
import { createOfdPackage, sealOfd, signOfd } from '@xinyin/e-seal/ofd'
import { CORPUS_TIME, type Seed } from '../corpus.ts'
import { createPicture } from './picture.ts'
import type { Province } from './province.ts'

const NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'

const DOCUMENT: Readonly<Record<string, string>> = {
  'OFD.xml':
    `<ofd:OFD ${NAMESPACE} Version="1.1" DocType="OFD"><ofd:DocBody><ofd:DocInfo>` +
    '<ofd:DocID>00112233445566778899aabbccddeeff</ofd:DocID><ofd:Title>测试</ofd:Title></ofd:DocInfo>' +
    '<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>',
  'Doc_0/Document.xml':
    `<ofd:Document ${NAMESPACE}><ofd:CommonData><ofd:MaxUnitID>10</ofd:MaxUnitID><ofd:PageArea>` +
    '<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes>' +
    '</ofd:CommonData><ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>',
  'Doc_0/PublicRes.xml': `<ofd:Res ${NAMESPACE} BaseLoc="Res"><ofd:Fonts><ofd:Font ID="2" FontName="SimSun"/></ofd:Fonts></ofd:Res>`,
  'Doc_0/Pages/Page_0/Content.xml':
    `<ofd:Page ${NAMESPACE}><ofd:Content><ofd:Layer ID="3"><ofd:TextObject ID="4" Boundary="20 20 100 10" Font="2" ` +
    'Size="5"><ofd:TextCode X="0" Y="5" DeltaX="5">测试</ofd:TextCode></ofd:TextObject></ofd:Layer></ofd:Content></ofd:Page>',
}

const FORMS: Readonly<Record<string, SesForm>> = {
  '2014': 'GM/T 0031-2014',
  '2020': 'GB/T 38540-2020',
  '2025': 'GM/T 0031-2025',
}

export async function createOfficeSeal(
  { maker, sealSigner }: Province,
  signerList: 'certificates' | 'digests',
  form?: SesForm,
): Promise<Seal> {
  return createSeal({
    ...(form === undefined ? {} : { form }),
    name: '测试市住房和城乡建设局电子证照专用章',
    picture: { type: 'png', data: createPicture(), width: 40, height: 40 },
    validFrom: new Date('2026-01-01T00:00:00Z'),
    validTo: new Date('2031-01-01T00:00:00Z'),
    createdAt: new Date('2026-01-01T00:00:00Z'),
    signers: [sealSigner.certificate],
    signerList,
    maker,
  })
}

export async function createSeals(province: Province): Promise<Seed[]> {
  return [
    { name: 'valid-certificates', bytes: (await createOfficeSeal(province, 'certificates')).raw },
    { name: 'valid-digests', bytes: (await createOfficeSeal(province, 'digests')).raw },
    { name: 'valid-2014', bytes: (await createOfficeSeal(province, 'certificates', FORMS['2014'])).raw },
    { name: 'valid-2025', bytes: (await createOfficeSeal(province, 'digests', FORMS['2025'])).raw },
  ]
}

/** What documents hold as signed values: with a seal of every form, and without one in both variants. */
export async function createSignedValues(province: Province): Promise<Seed[]> {
  const { signer, certificate } = province.sealSigner
  const data = new TextEncoder().encode('<Signature/>')
  const time = new Date(CORPUS_TIME.getTime() - 3_600_000)
  const sealed = Object.entries(FORMS).map(async ([name, form]): Promise<Seed> => {
    const seal = await createOfficeSeal(province, 'certificates', form)
    const options = {
      seal,
      signer,
      certificate,
      data,
      propertyInfo: '/Doc_0/Signs/Sign_0/Signature.xml',
      time,
    }
    return { name: `sealed-${name}`, bytes: await createSealSignature(options) }
  })
  const signed = (['attributes', 'content'] as const).map(
    async (variant): Promise<Seed> => ({
      name: `signed-${variant}`,
      bytes: await createDataSignature({ data, signer, certificate, variant, time }),
    }),
  )
  return Promise.all([...sealed, ...signed])
}

/** A document that nobody sealed. It is the same every time. */
export function createUnsealed(): Uint8Array {
  const entries = Object.entries(DOCUMENT).map(([name, text]) => ({
    name,
    bytes: new TextEncoder().encode(HEAD + text),
  }))
  return createOfdPackage(entries)
}

/**
 * One document, unsealed, sealed as a whole and so that others can sign, with seals of the other texts, with a list of
 * all files, and signed without a seal.
 */
export async function createDocuments(province: Province): Promise<Seed[]> {
  const document = createUnsealed()
  const { signer, certificate } = province.sealSigner
  const at = new Date(CORPUS_TIME.getTime() - 3_600_000)
  const seal = async (options: Partial<Parameters<typeof sealOfd>[1]> = {}, form?: SesForm) =>
    sealOfd(document, {
      seal: await createOfficeSeal(province, 'certificates', form),
      signer,
      certificate,
      stamps: [{ page: 1, box: [120, 200, 40, 40] }],
      at,
      ...options,
    })
  const sign = (form: 'attributes' | 'content') => signOfd(document, { signer, certificate, form, at })
  return [
    { name: 'unsealed', bytes: document },
    { name: 'valid-whole', bytes: await seal() },
    { name: 'valid-continue', bytes: await seal({ protect: 'continue' }) },
    { name: 'valid-2014', bytes: await seal({}, FORMS['2014']) },
    { name: 'valid-2025', bytes: await seal({}, FORMS['2025']) },
    { name: 'valid-entries-list', bytes: await seal({ entriesList: { signer, certificate } }) },
    { name: 'valid-attributes', bytes: await sign('attributes') },
    { name: 'valid-content', bytes: await sign('content') },
  ]
}
