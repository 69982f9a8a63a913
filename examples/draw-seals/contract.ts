import { createOfdPackage } from '@xinyin/e-seal/ofd'

const NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
const TITLE = '建设工程设计合同'
const CLAUSES = [
  [
    '一、甲方委托乙方承担示例市第一实验小学',
    '教学楼的工程设计。',
    '二、设计依据：甲方提交的基础资料，',
    '国家及地方有关工程设计的法规和标准。',
  ],
  [
    '三、乙方应于合同生效后三十日内交付',
    '初步设计文件六份。',
    '四、设计费为人民币壹拾贰万元整，',
    '分三次支付。',
  ],
  [
    '五、本合同自双方盖章之日起生效。',
    '',
    '甲方：示例市住房和城乡建设局（盖章）',
    '日期：二〇二六年六月一日',
  ],
]

/** A contract as an OFD document, a page for each few clauses. */
export function createContract(): Uint8Array {
  const pages = CLAUSES.map((_, i) => `<ofd:Page ID="${i + 2}" BaseLoc="Pages/Page_${i}/Content.xml"/>`)
  const files: Record<string, string> = {
    'OFD.xml': `<ofd:OFD ${NAMESPACE} Version="1.1" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:DocID>00000000000000000000000000000001</ofd:DocID><ofd:Title>${TITLE}</ofd:Title></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>`,
    'Doc_0/Document.xml': `<ofd:Document ${NAMESPACE}><ofd:CommonData><ofd:MaxUnitID>99</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes></ofd:CommonData><ofd:Pages>${pages.join('')}</ofd:Pages></ofd:Document>`,
    'Doc_0/PublicRes.xml': `<ofd:Res ${NAMESPACE} BaseLoc="Res"><ofd:Fonts><ofd:Font ID="1" FontName="宋体"/></ofd:Fonts></ofd:Res>`,
  }
  for (const [i, clauses] of CLAUSES.entries()) {
    const lines = i === 0 ? [TITLE, '', ...clauses] : clauses
    const texts = lines.map((line, row) => drawLine(line, row, i * 20 + row + 10, line === TITLE ? 9 : 6))
    files[`Doc_0/Pages/Page_${i}/Content.xml`] =
      `<ofd:Page ${NAMESPACE}><ofd:Content><ofd:Layer ID="${i + 5}">${texts.join('')}</ofd:Layer></ofd:Content></ofd:Page>`
  }
  const encoder = new TextEncoder()
  return createOfdPackage(
    Object.entries(files).map(([name, text]) => ({ name, bytes: encoder.encode(text) })),
  )
}

function drawLine(text: string, row: number, id: number, size: number): string {
  if (text === '') return ''
  const steps = new Array(text.length - 1).fill(size).join(' ')
  return `<ofd:TextObject ID="${id}" Boundary="${size === 9 ? 66 : 30} ${40 + row * 14} 160 12" Font="1" Size="${size}"><ofd:TextCode X="0" Y="8" DeltaX="${steps}">${text}</ofd:TextCode></ofd:TextObject>`
}
