import { encodeUtf8 } from '@xinyin/core'
import { createOfdPackage, parseOfdPackage } from '../src/carriers/ofd/index.ts'

const NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'

/** A document of two pages with a template, a resource, a picture, an annotation and an attachment. */
export const DOCUMENT: Readonly<Record<string, string>> = {
  'OFD.xml': `${HEAD}<ofd:OFD ${NAMESPACE} Version="1.1" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:DocID>00000000000000000000000000000001</ofd:DocID><ofd:Title>施工许可证</ofd:Title><ofd:CustomDatas><ofd:CustomData Name="证照名称">建筑工程施工许可证</ofd:CustomData></ofd:CustomDatas></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>`,
  'Doc_0/Document.xml': `${HEAD}<ofd:Document ${NAMESPACE}><ofd:CommonData><ofd:MaxUnitID>20</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes><ofd:TemplatePage ID="2" BaseLoc="Tpls/Tpl_0/Content.xml"/></ofd:CommonData><ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/><ofd:Page ID="5" BaseLoc="Pages/Page_1/Content.xml"/></ofd:Pages><ofd:Annotations>Annots/Annotations.xml</ofd:Annotations><ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments></ofd:Document>`,
  'Doc_0/PublicRes.xml': `${HEAD}<ofd:Res ${NAMESPACE} BaseLoc="Res"><ofd:Fonts><ofd:Font ID="3" FontName="宋体"/></ofd:Fonts><ofd:MultiMedias><ofd:MultiMedia ID="4" Type="Image"><ofd:MediaFile>picture.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>`,
  'Doc_0/Res/picture.png': 'not really a picture',
  'Doc_0/Tpls/Tpl_0/Content.xml': `${HEAD}<ofd:Page ${NAMESPACE}><ofd:Content/></ofd:Page>`,
  'Doc_0/Pages/Page_0/Content.xml': `${HEAD}<ofd:Page ${NAMESPACE}><ofd:Template TemplateID="2"/><ofd:Content><ofd:Layer ID="6"><ofd:TextObject ID="7" Boundary="20 20 100 10" Font="3" Size="6"><ofd:TextCode X="0" Y="6">准予施工</ofd:TextCode></ofd:TextObject></ofd:Layer></ofd:Content></ofd:Page>`,
  'Doc_0/Pages/Page_1/Content.xml': `${HEAD}<ofd:Page ${NAMESPACE}><ofd:Content/></ofd:Page>`,
  'Doc_0/Annots/Annotations.xml': `${HEAD}<ofd:Annotations ${NAMESPACE}><ofd:Page PageID="1"><ofd:FileLoc>Page_0.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>`,
  'Doc_0/Annots/Page_0.xml': `${HEAD}<ofd:PageAnnot ${NAMESPACE}/>`,
  'Doc_0/Attachs/Attachments.xml': `${HEAD}<ofd:Attachments ${NAMESPACE}><ofd:Attachment ID="8" Name="数据"><ofd:FileLoc>data.xml</ofd:FileLoc></ofd:Attachment></ofd:Attachments>`,
  'Doc_0/Attachs/data.xml': '<data/>',
}

export function createDocument(changes: Readonly<Record<string, string | undefined>> = {}): Uint8Array {
  const files = Object.entries({ ...DOCUMENT, ...changes })
  return createOfdPackage(
    files.flatMap(([name, text]) => (text === undefined ? [] : [{ name, bytes: encodeUtf8(text) }])),
  )
}

/** The same package with some files changed, added or (with `undefined`) taken out. */
export function repack(
  ofd: Uint8Array,
  changes: Readonly<Record<string, Uint8Array | string | undefined | ((text: string) => string)>>,
): Uint8Array {
  const files = new Map(parseOfdPackage(ofd).files)
  for (const [name, change] of Object.entries(changes)) {
    if (change === undefined) files.delete(name)
    else if (typeof change === 'function')
      files.set(name, encodeUtf8(change(new TextDecoder().decode(files.get(name)))))
    else files.set(name, typeof change === 'string' ? encodeUtf8(change) : change)
  }
  return createOfdPackage([...files].map(([name, bytes]) => ({ name, bytes })))
}
