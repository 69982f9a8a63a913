import type { Seed } from '../corpus.ts'

const seed = (name: string, text: string): Seed => ({ name, bytes: new TextEncoder().encode(text) })

/** Identifiers that belong to no real licence, and some that are wrong in a known way. */
export const IDENTIFIERS: readonly Seed[] = [
  seed('valid-letters', '1.2.156.3005.2.11100000MB0143028R001.11430000006122244L.TEST00000001.001.J'),
  seed('valid-digits', '1.2.156.3005.2.111000000000131433001.11110000000021135M.0000000001.001.Y'),
  seed('valid-version-2', '1.2.156.3005.2.11100000MB03271699001.11330105002500287C.2026000001.002.N'),
  seed('placeholder', '1.2.156.3005.2.11100000MB03271699001.11330105002500287C.2026000001.002.X'),
  seed('wrong-root', '1.2.156.3003.2.11100000MB03271699001.11330105002500287C.2026000001.002.N'),
]

const NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'

/** The index files of an OFD package, in the spellings that are seen. */
export const XML_FILES: readonly Seed[] = [
  seed(
    'valid-ofd',
    `<?xml version="1.0" encoding="UTF-8"?><ofd:OFD ${NAMESPACE} Version="1.1" DocType="OFD"><ofd:DocBody>` +
      '<ofd:DocInfo><ofd:DocID>00112233445566778899aabbccddeeff</ofd:DocID><ofd:Title>测试 &amp; &#x8bc1;</ofd:Title>' +
      '<ofd:CustomDatas><ofd:CustomData Name="ZZMC">测试许可证</ofd:CustomData></ofd:CustomDatas></ofd:DocInfo>' +
      '<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>',
  ),
  seed(
    'valid-signatures',
    `\ufeff<?xml version='1.0' encoding='utf-8'?>\r\n<ofd:Signatures ${NAMESPACE}>\r\n  <!-- one -->\r\n` +
      '  <ofd:MaxSignId>1</ofd:MaxSignId><ofd:Signature ID="s001" Type="Seal" BaseLoc="Sign_0/Signature.xml"/>\r\n' +
      '</ofd:Signatures>\r\n',
  ),
  seed(
    'valid-default-namespace',
    '<Document xmlns="http://www.ofdspec.org"><CommonData><MaxUnitID>9</MaxUnitID><PageArea><PhysicalBox>0 0 210 297' +
      '</PhysicalBox></PageArea></CommonData><Pages><Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></Pages></Document>',
  ),
]

/** Content files of pages with texts in them. */
export const PAGES: readonly Seed[] = [
  seed(
    'valid-page',
    `<ofd:Page ${NAMESPACE}><ofd:Area><ofd:PhysicalBox>0 0 210 140</ofd:PhysicalBox></ofd:Area><ofd:Template TemplateID="9"/>` +
      '<ofd:Content><ofd:Layer ID="1"><ofd:PageBlock ID="2"><ofd:TextObject ID="3" Boundary="20 20 100 10" Font="3" Size="6" ' +
      'HScale="0.9" CTM="1 0 0 1 0 0"><ofd:TextCode X="0" Y="6" DeltaX="g 3 6 -18 6" DeltaY="g 3 0 10">（盖章）章</ofd:TextCode>' +
      '</ofd:TextObject></ofd:PageBlock><ofd:TextObject ID="4" Boundary="1 2 3 4" Size="3"><ofd:TextCode X="1" Y="2">' +
      '<![CDATA[章]]> &#x7ae0;</ofd:TextCode></ofd:TextObject></ofd:Layer></ofd:Content></ofd:Page>',
  ),
]
