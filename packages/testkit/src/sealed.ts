import { encodeUtf8, type Trust } from '@xinyin/core'
import { createSeal, createSealPicture, type Seal, type SesForm } from '@xinyin/e-seal'
import {
  createOfdPackage,
  escapeXml,
  type PackageOptions,
  type RidingSeam,
  type SealOfdOptions,
  sealOfd,
  signOfd,
} from '@xinyin/e-seal/ofd'
import { createRealm, type Realm } from './realm.ts'

/** A document that was sealed or signed here, with what it is to be held against. */
export interface SealedDocument {
  /** What is particular about it: `v4 riding seam over 3 pages`. */
  readonly name: string
  readonly bytes: Uint8Array
  /** How many signatures it carries. */
  readonly signatures: number
}

/** Documents of every kind that can be made, and the trust under which all of them pass. */
export interface SealedSet {
  readonly trust: Trust
  /** When they were signed. */
  readonly at: Date
  readonly documents: readonly SealedDocument[]
}

type Sealing = Partial<SealOfdOptions>

/** Seals and signs a document in every way there is. */
export async function createSealedSet(): Promise<SealedSet> {
  const realm = await createRealm()
  const { office, at, timeStamp } = realm
  const seals = {
    v1: await createRealmSeal(realm, 'GM/T 0031-2014'),
    v4: await createRealmSeal(realm, 'GB/T 38540-2020'),
    v5: await createRealmSeal(realm, 'GM/T 0031-2025'),
  }
  const digests = await createRealmSeal(realm, 'GB/T 38540-2020', 'digests')
  const seal = (document: Uint8Array, options: Sealing = {}) =>
    sealOfd(document, {
      seal: seals.v4,
      signer: office.signer,
      certificate: office.certificate,
      at,
      ...options,
    })
  const sign = (document: Uint8Array, form: 'attributes' | 'content', options: Sealing = {}) =>
    signOfd(document, { ...office, at, form, ...options })
  const stamps = [{ page: 1, near: '（盖章）' }] as const
  const seam = (edge: RidingSeam['edge'], pages: number) => seal(createPages(pages), { ridingSeam: { edge } })
  const continued = await seal(createPages(2), { stamps, protect: 'continue' })
  const signed = await sign(createPages(1), 'attributes', { protect: 'continue' })

  const made: readonly (readonly [string, Uint8Array, number?])[] = [
    ['v1', await seal(createPages(1), { seal: seals.v1, stamps })],
    ['v4', await seal(createPages(1), { stamps })],
    ['v4 with a list of digests', await seal(createPages(1), { seal: digests, stamps })],
    ['v5', await seal(createPages(1), { seal: seals.v5, stamps })],
    ['35275 over the digest as content', await sign(createPages(1), 'content')],
    ['35275 over attributes', await sign(createPages(1), 'attributes')],
    ['whole document protected', await seal(createPages(1), { stamps, protect: 'whole' })],
    ['open for others', continued],
    ['two parties', await seal(continued, { stamps: [{ page: 2, at: [20, 20] }] }), 2],
    ['a signature, then a seal', await seal(signed, { stamps }), 2],
    ['riding seam, right, 2 pages', await seam('right', 2)],
    ['riding seam, right, 3 pages', await seam('right', 3)],
    ['riding seam, right, 10 pages', await seam('right', 10)],
    ['riding seam, left, 3 pages', await seam('left', 3)],
    ['riding seam, top, 3 pages', await seam('top', 3)],
    ['riding seam, bottom, 3 pages', await seam('bottom', 3)],
    ['over facing pages', await seal(createPages(4), { facing: true })],
    ['stamps on all pages', await seal(createPages(3), { stamps: [{ page: 'all', at: [20, 20] }] })],
    ['v4 with a time stamp', await seal(createPages(1), { stamps, timeStamp })],
    ['v5 with a time stamp', await seal(createPages(1), { seal: seals.v5, stamps, timeStamp })],
    ['35275 with a time stamp', await sign(createPages(1), 'attributes', { timeStamp })],
    ['old namespace', await seal(createPages(2, { namespace: 'http://www.ofdspec.org' }), { stamps })],
    ['default namespace', await seal(createPages(2, { prefix: '' }), { stamps })],
    ['byte order marks', await seal(createPages(2, { mark: '\ufeff' }), { stamps })],
    ['relative paths', await seal(createPages(2, { root: '/./Doc_0/../Doc_0/Document.xml' }), { stamps })],
    ['odd names', await seal(createPages(2, { folder: '文档 <&\'%20#"' }), { stamps })],
    [
      'deflated',
      await seal(createPages(2, {}, { compression: 'deflated' }), { stamps, compression: 'deflated' }),
    ],
    ['a list of all files', await seal(createPages(2), { stamps, entriesList: { ...office, timeStamp } })],
  ]
  const documents = made.map(([name, bytes, signatures = 1]) => ({ name, bytes, signatures }))
  return { trust: realm.trust, at, documents }
}

/** A seal of a form, made by the maker of a realm for its office. */
export function createRealmSeal(
  { maker, office, timeStamp }: Realm,
  form: SesForm,
  signerList: 'certificates' | 'digests' = 'certificates',
): Promise<Seal> {
  return createSeal({
    name: '示例市住房和城乡建设局电子证照专用章',
    picture: createSealPicture(),
    createdAt: new Date('2026-02-01T00:00:00Z'),
    validFrom: new Date('2026-02-01T00:00:00Z'),
    validTo: new Date('2027-02-01T00:00:00Z'),
    signers: [office.certificate],
    signerList,
    form,
    maker,
    ...(form === 'GM/T 0031-2025' ? { timeStamper: timeStamp } : {}),
  })
}

/** How the files of a document are written. */
interface Writing {
  readonly namespace?: string
  readonly prefix?: string
  /** In front of each XML file. */
  readonly mark?: string
  readonly folder?: string
  /** The path of the document in the index. */
  readonly root?: string
}

/** A document of so many pages, with a text to seal on on the first. */
export function createPages(count: number, writing: Writing = {}, options: PackageOptions = {}): Uint8Array {
  const { namespace = 'http://www.ofdspec.org/2016', prefix = 'ofd:', mark = '', folder = 'Doc_0' } = writing
  const root = writing.root ?? `${escapeXml(folder)}/Document.xml`
  const declared = prefix === '' ? `xmlns="${namespace}"` : `xmlns:${prefix.slice(0, -1)}="${namespace}"`
  const xml = (text: string) =>
    encodeUtf8(
      `${mark}<?xml version="1.0" encoding="UTF-8"?>\n${text.replace('>', ` ${declared}>`).replace(/<(\/?)(?=[A-Z])/g, `<$1${prefix}`)}`,
    )
  const numbers = Array.from({ length: count }, (_, i) => i)
  const pages = numbers.map((i) => `<Page ID="${i + 10}" BaseLoc="Pages/Page_${i}/Content.xml"/>`)
  const text = (i: number) => (i === 0 ? '准予施工（盖章）' : `第 ${i + 1} 页`)
  const content = (i: number) =>
    `<TextObject ID="${i + 10_010}" Boundary="20 60 100 10" Font="3" Size="6"><TextCode X="0" Y="6" DeltaX="g 8 6">${text(i)}</TextCode></TextObject>`
  const files: readonly (readonly [string, Uint8Array])[] = [
    [
      'OFD.xml',
      xml(
        `<OFD><DocBody><DocInfo><DocID>00000000000000000000000000000001</DocID><Title>施工许可证</Title></DocInfo><DocRoot>${root}</DocRoot></DocBody></OFD>`,
      ),
    ],
    [
      `${folder}/Document.xml`,
      xml(
        `<Document><CommonData><MaxUnitID>20100</MaxUnitID><PageArea><PhysicalBox>0 0 210 297</PhysicalBox></PageArea><PublicRes>PublicRes.xml</PublicRes></CommonData><Pages>${pages.join('')}</Pages></Document>`,
      ),
    ],
    [`${folder}/PublicRes.xml`, xml('<Res><Fonts><Font ID="3" FontName="宋体"/></Fonts></Res>')],
    ...numbers.map(
      (i) =>
        [
          `${folder}/Pages/Page_${i}/Content.xml`,
          xml(`<Page><Content><Layer ID="${i + 20_010}">${content(i)}</Layer></Content></Page>`),
        ] as const,
    ),
  ]
  return createOfdPackage(
    files.map(([name, bytes]) => ({ name, bytes })),
    options,
  )
}
