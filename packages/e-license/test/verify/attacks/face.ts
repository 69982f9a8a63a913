import { parseOfdPackage, sealOfd } from '@xinyin/e-seal/ofd'
import { CONSTRUCTION_PERMIT_FACE } from '../../../src/faces/construction-permit.ts'
import { createLicenceOfd } from '../../../src/file/ofd.ts'
import { AT, createMember, createOfficeSeal } from '../../province.ts'
import { SAMPLE } from '../../sample.ts'
import { resealedFiles } from '../authority.ts'
import { type Attack, attack, type Refusal } from './attack.ts'
import { DATA, sealedBy, type World } from './world.ts'

export const PAGE = 'Doc_0/Pages/Page_0/Content.xml'
export const TAGS = 'Doc_0/Tags/Tag_Licence.xml'
export const DOCUMENT = 'Doc_0/Document.xml'
export const DIFFERS: Refusal = 'licence.face ERR_LICENCE_FACE'
export const OTHER_NAME = '冒名置业有限公司'

export type Files = Map<string, string>

/** Changes a file, and fails where there is nothing to change: what is attacked must be attacked. */
export function edit(files: Files, name: string, from: string | RegExp, to: string): void {
  const before = files.get(name) ?? ''
  const after = before.replace(from, to)
  if (after === before) throw new Error(`nothing to change in ${name}`)
  files.set(name, after)
}

/** Two-faced: sealed by the authority itself, or by whoever uses its seal. */
export const sealed = (name: string, refusal: Refusal, change: (files: Files) => void): Attack =>
  attack('face', name, { ofd: refusal }, ({ province, licence }) =>
    resealedFiles(change, province, licence.ofd),
  )

export const holderName = SAMPLE.holders[0]?.name ?? ''
const shown = (text: string) => new RegExp(`>${text}</ofd:TextCode>`)
export const spelt = (text: string) => `>${text}</ofd:TextCode>`
export const HOLDER_OBJECT = new RegExp(
  `<ofd:TextObject ID="\\d+"((?:(?!</ofd:TextObject>).)*)>${holderName}</ofd:TextCode></ofd:TextObject>`,
)

/** A company with a seal as good as any adds it to a document that others may still sign. */
async function stampedBy(
  { province: { roots, maker, seal, office } }: World,
  box: readonly [number, number, number, number],
): Promise<Uint8Array> {
  const company = await createMember('某某公司', roots.signer)
  const own = await sealOfd(createLicenceOfd(DATA, CONSTRUCTION_PERMIT_FACE), {
    seal,
    signer: office.signer,
    protect: 'continue',
    at: AT,
  })
  return sealOfd(own, {
    seal: await createOfficeSeal('某某公司公章', maker, company),
    signer: company.signer,
    stamps: [{ page: 1, box }],
    protect: 'continue',
    at: AT,
  })
}

/** Where all text of the face is. */
const TEXT = [20, 20, 170, 200] as const

/** The authority’s own seal stands on text as often as not. */
export const stampedByItself = ({ province }: World): Promise<Uint8Array> =>
  sealedBy(province, DATA, { stamps: [{ page: 1, box: TEXT }] })

export const stampedBeside = (world: World): Promise<Uint8Array> => stampedBy(world, [1, 1, 5, 5])

/** Faces that say to people what the metadata does not say to programs, and the reverse (GB/T 36905-2018). */
export const FACE_ATTACKS: readonly Attack[] = [
  sealed('another holder on it', DIFFERS, (files) => edit(files, PAGE, shown(holderName), spelt(OTHER_NAME))),
  sealed('another number on it', DIFFERS, (files) =>
    edit(files, PAGE, shown(SAMPLE.number), spelt('990100202605229999')),
  ),
  sealed('a later end on it', DIFFERS, (files) => edit(files, PAGE, /2027/, '2037')),
  sealed('another authority on it', DIFFERS, (files) =>
    edit(files, PAGE, shown(SAMPLE.issuers[0]?.name ?? ''), spelt('邻市城乡建设委员会')),
  ),
  sealed('another holder in the metadata', DIFFERS, (files) =>
    edit(files, 'OFD.xml', holderName, OTHER_NAME),
  ),
  sealed('a later end in the metadata', DIFFERS, (files) =>
    edit(files, 'OFD.xml', /(?<="ZZYXQJZRQ">)2027/, '2037'),
  ),
  sealed('another item of the type in the metadata', DIFFERS, (files) =>
    edit(files, 'OFD.xml', SAMPLE.extensions['JSGM'] ?? '', '99999 平方米'),
  ),
  sealed('another holder on it, and no tag that says so', 'licence.face ERR_LICENCE_FACE_ABSENT', (files) => {
    edit(files, PAGE, shown(holderName), spelt(OTHER_NAME))
    edit(files, TAGS, /<lf:CZZT .*?<\/lf:CZZT>/, '')
  }),
  sealed('another holder on it, and no tags at all', 'licence.face ERR_LICENCE_FACE_ABSENT', (files) => {
    edit(files, PAGE, shown(holderName), spelt(OTHER_NAME))
    edit(files, DOCUMENT, /<ofd:CustomTags>.*?<\/ofd:CustomTags>/, '')
    for (const name of files.keys()) if (name.startsWith('Doc_0/Tags/')) files.delete(name)
  }),
  sealed('the right name in white, and another one in black beside it', DIFFERS, (files) => {
    const [whole = '', rest = ''] = HOLDER_OBJECT.exec(files.get(PAGE) ?? '') ?? []
    const white = whole.replace(/<ofd:FillColor Value="[^"]*"/, '<ofd:FillColor Value="255 255 255"')
    edit(files, PAGE, whole, `${white}<ofd:TextObject ID="9999"${rest}${spelt(OTHER_NAME)}</ofd:TextObject>`)
  }),
  sealed('the right name beyond the edge of the page', DIFFERS, (files) => {
    const [whole = ''] = HOLDER_OBJECT.exec(files.get(PAGE) ?? '') ?? []
    edit(files, PAGE, whole, whole.replace(/Boundary="[\d.]+/, 'Boundary="900'))
  }),
  sealed('tags that point at other texts', DIFFERS, (files) => {
    const [, number = ''] = /<lf:ZZBH>(.*?)<\/lf:ZZBH>/.exec(files.get(TAGS) ?? '') ?? []
    edit(files, TAGS, /(<lf:CZZT [^>]*>).*?(<\/lf:CZZT>)/, `$1${number}$2`)
  }),
  sealed('tags that point at nothing', DIFFERS, (files) =>
    edit(files, TAGS, /(<lf:CZZT [^>]*><lf:ObjectRef[^>]*>)\d+/, '$14242'),
  ),
  sealed(
    'another version of the pages, which readers show in its place',
    'licence.face ERR_FACE_DOCUMENTS',
    (files) => {
      files.set('Doc_0/Other.xml', (files.get(DOCUMENT) ?? '').replaceAll('Pages/Page_0', 'Pages/Page_9'))
      files.set('Doc_0/Pages/Page_9/Content.xml', (files.get(PAGE) ?? '').replaceAll(holderName, OTHER_NAME))
      files.set('Doc_0/Version.xml', versionOf('Document.xml', 'Other.xml'))
      edit(files, 'OFD.xml', '</ofd:DocBody>', `${VERSIONS}</ofd:DocBody>`)
    },
  ),
  attack('face', 'the stamp of somebody else upon it', { ofd: DIFFERS }, (world) => stampedBy(world, TEXT)),
  attack(
    'face',
    'that of another licence, under the metadata of this one',
    { ofd: DIFFERS },
    async ({ province, licence }) => {
      const other = await sealedBy(province, { ...DATA, number: '990100202605229999' })
      const page = pageOf(other)
      return resealedFiles((files) => files.set(PAGE, page), province, licence.ofd)
    },
  ),
]

const VERSIONS =
  '<ofd:Versions><ofd:Version ID="1" Index="1" Current="true" BaseLoc="Doc_0/Version.xml"/></ofd:Versions>'
const versionOf = (part: string, root: string): string =>
  `<ofd:DocVersion xmlns:ofd="http://www.ofdspec.org/2016" ID="1" Version="1"><ofd:FileList><ofd:File ID="1">${part}</ofd:File></ofd:FileList><ofd:DocRoot>${root}</ofd:DocRoot></ofd:DocVersion>`

/** With a version that is the document itself, which changes nothing. */
export const versioned = ({ province, licence }: World): Promise<Uint8Array> =>
  resealedFiles(
    (files) => {
      files.set('Doc_0/Version.xml', versionOf('PublicRes.xml', 'Document.xml'))
      edit(files, 'OFD.xml', '</ofd:DocBody>', `${VERSIONS}</ofd:DocBody>`)
    },
    province,
    licence.ofd,
  )

function pageOf(document: Uint8Array): string {
  return new TextDecoder().decode(parseOfdPackage(document).files.get(PAGE))
}
