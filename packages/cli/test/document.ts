import { createOfdPackage } from '@xinyin/e-seal/ofd'

const NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'

const page = (text: string) =>
  `<ofd:Page ${NAMESPACE}><ofd:Content><ofd:Layer ID="90"><ofd:TextObject ID="91" Boundary="20 100 100 10" Font="8" Size="6"><ofd:TextCode X="0" Y="6" DeltaX="g ${text.length - 1} 6">${text}</ofd:TextCode></ofd:TextObject></ofd:Layer></ofd:Content></ofd:Page>`

/** A document of two pages, of which the last has `（盖章）` on it, and files that nothing names. */
export const FILES: Readonly<Record<string, string>> = {
  'OFD.xml': `<ofd:OFD ${NAMESPACE} Version="1.1" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:DocID>00000000000000000000000000000001</ofd:DocID><ofd:Title>施工许可</ofd:Title></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>`,
  'Doc_0/Document.xml': `<ofd:Document ${NAMESPACE}><ofd:CommonData><ofd:MaxUnitID>99</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages><ofd:Page ID="1" BaseLoc="第1页.xml"/><ofd:Page ID="2" BaseLoc="第2页.xml"/></ofd:Pages></ofd:Document>`,
  'Doc_0/第1页.xml': page('准予施工'),
  'Doc_0/第2页.xml': page('（盖章）'),
}

export function createDocument(more: Readonly<Record<string, string>> = {}): Uint8Array {
  const files = Object.entries({ ...FILES, ...more })
  return createOfdPackage(files.map(([name, text]) => ({ name, bytes: new TextEncoder().encode(text) })))
}
