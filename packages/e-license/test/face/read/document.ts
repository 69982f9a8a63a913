import { encodeUtf8 } from '@xinyin/core'
import { createOfdPackage, type OfdPackage, parseOfdPackage } from '@xinyin/e-seal/ofd'

const NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'

/** What stands in a document of one page, 100 mm by 100, that a test makes. */
export interface Content {
  /** Objects of its one layer. */
  readonly objects?: string
  /** In place of the layer with `objects`. */
  readonly content?: string
  /** Inside `CommonData`. */
  readonly common?: string
  /** Inside `Document`, after its pages. */
  readonly more?: string
  /** Other files below `Doc_0`, each with its root element. */
  readonly files?: Readonly<Record<string, string>>
  /** Inside the tag file; there is none when absent. */
  readonly tags?: string
}

/** A text object of black characters 4 mm high; `attributes` may say what it is instead. */
export const text = (id: number, content: string, attributes = '', inner = ''): string =>
  `<ofd:TextObject ID="${id}" ${attributes.includes('Boundary') ? '' : 'Boundary="10 10 80 6" '}${attributes.includes('Size') ? '' : 'Size="4" '}Font="1" ${attributes}>${inner}<ofd:TextCode X="0" Y="4">${content}</ofd:TextCode></ofd:TextObject>`

/** A path object in coordinates of the page. */
export const path = (id: number, data: string, attributes: string, inner = ''): string =>
  `<ofd:PathObject ID="${id}" Boundary="0 0 100 100" ${attributes}>${inner}<ofd:AbbreviatedData>${data}</ofd:AbbreviatedData></ofd:PathObject>`

export function createDocument({
  objects = '',
  content = `<ofd:Content><ofd:Layer ID="2">${objects}</ofd:Layer></ofd:Content>`,
  common = '',
  more = '',
  files = {},
  tags,
}: Content): OfdPackage {
  const tagged = tags === undefined ? '' : '<ofd:CustomTags>Tags.xml</ofd:CustomTags>'
  const all: Record<string, string> = {
    'OFD.xml': `<ofd:OFD ${NAMESPACE} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:DocID>1</ofd:DocID></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>`,
    'Doc_0/Document.xml': `<ofd:Document ${NAMESPACE}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 100 100</ofd:PhysicalBox></ofd:PageArea>${common}</ofd:CommonData><ofd:Pages><ofd:Page ID="1" BaseLoc="Page.xml"/></ofd:Pages>${tagged}${more}</ofd:Document>`,
    'Doc_0/Page.xml': `<ofd:Page ${NAMESPACE}>${content}</ofd:Page>`,
  }
  for (const [name, xml] of Object.entries(files)) all[`Doc_0/${name}`] = xml.replace('>', ` ${NAMESPACE}>`)
  if (tags !== undefined) {
    all['Doc_0/Tags.xml'] =
      `<ofd:CustomTags ${NAMESPACE}><ofd:CustomTag TypeID="t"><ofd:FileLoc>Tag.xml</ofd:FileLoc></ofd:CustomTag></ofd:CustomTags>`
    all['Doc_0/Tag.xml'] = `<t:Root xmlns:t="urn:t">${tags}</t:Root>`
  }
  return parseOfdPackage(
    createOfdPackage(Object.entries(all).map(([name, xml]) => ({ name, bytes: encodeUtf8(xml) }))),
  )
}

/** A tag of an item that one object shows. */
export const tag = (element: string, object: number, attributes = ''): string =>
  `<t:${element} ${attributes}><t:ObjectRef PageRef="1">${object}</t:ObjectRef></t:${element}>`
