import { randomBytes } from 'node:crypto'
import { encodeUtf8 } from '@xinyin/core'
import { createOfdPackage } from '@xinyin/e-seal/ofd'

const NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
const WORDS = '准予施工许可证编号建设单位工程名称地址规模合同价格勘察设计监理备注有效期'

/** A page of so many octets: lines of text, each with its place. */
function page(octets: number, seed: number): string {
  const lines: string[] = []
  for (let length = 0, i = 0; length < octets; i++) {
    const from = (seed * 7 + i * 13) % WORDS.length
    const text = (WORDS + WORDS).slice(from, from + 12)
    const line = `<ofd:TextObject ID="${1000 + i}" Boundary="${20 + (i % 90)}.${i % 997} ${(i * 7) % 290} 120.5 6.35" Font="3" Size="5.${i % 10}"><ofd:TextCode X="0" Y="5.02" DeltaX="g 11 4.${i % 89}">${text}</ofd:TextCode></ofd:TextObject>`
    lines.push(line)
    length += line.length + 24
  }
  return `${HEAD}<ofd:Page ${NAMESPACE}><ofd:Content><ofd:Layer ID="2">${lines.join('')}</ofd:Layer></ofd:Content></ofd:Page>`
}

/** A document of so many pages and incompressible pictures, each of so many octets; deflated. */
export function createDocument(
  pages: { readonly count: number; readonly octets: number },
  pictures: { readonly count: number; readonly octets: number },
): Uint8Array {
  const ids = Array.from({ length: pages.count }, (_, i) => i)
  const media = Array.from({ length: pictures.count }, (_, i) => i)
  const references = ids.map((i) => `<ofd:Page ID="${10 + i}" BaseLoc="Pages/Page_${i}/Content.xml"/>`)
  const multimedia = media.map(
    (i) =>
      `<ofd:MultiMedia ID="${50_000 + i}" Type="Image"><ofd:MediaFile>image_${i}.png</ofd:MediaFile></ofd:MultiMedia>`,
  )
  const texts: Record<string, string> = {
    'OFD.xml': `${HEAD}<ofd:OFD ${NAMESPACE} Version="1.1" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:DocID>00000000000000000000000000000001</ofd:DocID></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>`,
    'Doc_0/Document.xml': `${HEAD}<ofd:Document ${NAMESPACE}><ofd:CommonData><ofd:MaxUnitID>99999</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes></ofd:CommonData><ofd:Pages>${references.join('')}</ofd:Pages></ofd:Document>`,
    'Doc_0/PublicRes.xml': `${HEAD}<ofd:Res ${NAMESPACE} BaseLoc="Res"><ofd:Fonts><ofd:Font ID="3" FontName="宋体"/></ofd:Fonts><ofd:MultiMedias>${multimedia.join('')}</ofd:MultiMedias></ofd:Res>`,
    ...Object.fromEntries(ids.map((i) => [`Doc_0/Pages/Page_${i}/Content.xml`, page(pages.octets, i)])),
  }
  return createOfdPackage(
    [
      ...Object.entries(texts).map(([name, text]) => ({ name, bytes: encodeUtf8(text) })),
      ...media.map((i) => ({
        name: `Doc_0/Res/image_${i}.png`,
        bytes: new Uint8Array(randomBytes(pictures.octets)),
      })),
    ],
    { compression: 'deflated' },
  )
}
