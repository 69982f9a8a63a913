import { encodeUtf8 } from '@xinyin/core'
import type { Seal, SesForm } from '@xinyin/e-seal'
import { parseOfdPackage, type SealOfdOptions, sealOfd, signOfd } from '@xinyin/e-seal/ofd'
import { createMember, createRealm } from '../realm.ts'
import { createPages, createRealmSeal } from '../sealed.ts'
import { type Carrier, readCarrier, type World } from './carrier.ts'
import { changeFiles, pack } from './edit.ts'

/** Documents of every kind that is made here, all of which pass until something is done to them. */
export async function createCarriers(): Promise<readonly Carrier[]> {
  const world = await createWorld()
  const { office, at, timeStamp, trust } = world
  const v4 = await createRealmSeal(world, 'GB/T 38540-2020')
  const v5 = await createRealmSeal(world, 'GM/T 0031-2025')
  const stamps = [{ page: 1, box: [20, 20, 40, 40] }] as const
  const seal = (document: Uint8Array, by: Seal, options: Partial<SealOfdOptions> = {}) =>
    sealOfd(document, { seal: by, ...office, at, stamps, ...options })
  const sign = (form: 'attributes' | 'content', stamped = false) =>
    signOfd(createFullDocument(), { ...office, at, form, ...(stamped ? { timeStamp } : {}) })
  const document = createFullDocument()
  const continued = await seal(document, v4, { protect: 'continue' })
  const seam = { stamps: [], ridingSeam: { edge: 'right' } } as const

  const made: readonly (readonly [string, Uint8Array])[] = [
    ['v1', await seal(document, await createRealmSeal(world, 'GM/T 0031-2014'))],
    ['v4', await seal(document, v4)],
    ['v4, signers by digest', await seal(document, await createRealmSeal(world, V4, 'digests'))],
    ['v5', await seal(document, v5)],
    ['35275 over the digest as content', await sign('content')],
    ['35275 over attributes', await sign('attributes')],
    ['v4, open for others', continued],
    ['v4, two parties', await seal(continued, v4, { protect: 'continue' })],
    ['v4, riding seam', await seal(document, v4, seam)],
    ['v4 with a time stamp', await seal(document, v4, { timeStamp })],
    ['v5 with a time stamp', await seal(document, v5, { timeStamp })],
    ['35275 with a time stamp', await sign('attributes', true)],
    ['v4, old namespace', await seal(createFullDocument('http://www.ofdspec.org'), v4)],
    ['v4, list of all files', await seal(document, v4, { entriesList: { ...office, timeStamp } })],
  ]
  return Promise.all(made.map(([name, bytes]) => readCarrier(name, bytes, { trust, at }, world)))
}

const V4: SesForm = 'GB/T 38540-2020'

async function createWorld(): Promise<World> {
  const realm = await createRealm()
  const stranger = await createMember('别的单位', realm.roots.offices)
  return { ...realm, stranger, elsewhere: await createRealm() }
}

/** A document of two pages, with a template, a picture, annotations and an attachment. */
function createFullDocument(namespace = 'http://www.ofdspec.org/2016'): Uint8Array {
  const { files } = parseOfdPackage(createPages(2, { namespace }))
  const xml = (root: string, content: string) =>
    `<?xml version="1.0" encoding="UTF-8"?>\n<ofd:${root} xmlns:ofd="${namespace}">${content}</ofd:${root}>`
  const picture =
    '<ofd:MultiMedia ID="4" Type="Image"><ofd:MediaFile>picture.png</ofd:MediaFile></ofd:MultiMedia>'
  const changed = changeFiles(files, {
    'Doc_0/Document.xml': (text) =>
      text
        .replace(
          '</ofd:CommonData>',
          '<ofd:TemplatePage ID="2" BaseLoc="Tpls/Tpl_0/Content.xml"/></ofd:CommonData>',
        )
        .replace(
          '</ofd:Document>',
          '<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations><ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments></ofd:Document>',
        ),
    'Doc_0/PublicRes.xml': (text) =>
      text.replace('</ofd:Res>', `<ofd:MultiMedias>${picture}</ofd:MultiMedias></ofd:Res>`),
    'Doc_0/picture.png': encodeUtf8('not looked at'),
    'Doc_0/Tpls/Tpl_0/Content.xml': xml('Page', '<ofd:Content/>'),
    'Doc_0/Annots/Annotations.xml': xml(
      'Annotations',
      '<ofd:Page PageID="10"><ofd:FileLoc>Page_0.xml</ofd:FileLoc></ofd:Page>',
    ),
    'Doc_0/Annots/Page_0.xml': xml('PageAnnot', ''),
    'Doc_0/Attachs/Attachments.xml': xml(
      'Attachments',
      '<ofd:Attachment ID="8" Name="数据"><ofd:FileLoc>data.xml</ofd:FileLoc></ofd:Attachment>',
    ),
    'Doc_0/Attachs/data.xml': '<data/>',
  })
  return pack(changed)
}
