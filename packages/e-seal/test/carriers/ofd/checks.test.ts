import { digest, encodeBase64, encodeUtf8, type Report } from '@xinyin/core'
import { describe, expect, test } from 'vitest'
import {
  inspectOfd,
  listOfdSignatures,
  type OfdExpectation,
  type OfdOptions,
  parseOfdPackage,
  type Stamp,
  sealOfd,
  verifyOfd,
} from '../../../src/carriers/ofd/index.ts'
import { forge } from '../../attacks/forge.ts'
import { createDocument, DOCUMENT, repack } from '../../document.ts'
import { AT, createProvince } from '../../province.ts'

const province = await createProvince()
const { seal, office, trust } = province
const NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'
const sealIt = (document: Uint8Array, options: Partial<Parameters<typeof sealOfd>[1]> = {}) =>
  sealOfd(document, { seal, signer: office.signer, at: AT, ...options })
const inspect = (bytes: Uint8Array, options: Partial<OfdOptions> = {}) =>
  inspectOfd(bytes, { trust, at: AT, ...options })
const against = ({ checks }: Report<unknown>) =>
  checks
    .filter(({ status }) => status === 'failed' || status === 'indeterminate')
    .map(({ id, status, code }) => `${id} ${status} ${code}`)
const checkOf = ({ checks }: Report<unknown>, id: string) => checks.find((check) => check.id === id)

const page = (before: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><ofd:Page ${NS}>${before}<ofd:Content/></ofd:Page>`
const FIRST = 'Doc_0/Pages/Page_0/Content.xml'
const RES = `<ofd:Res ${NS} BaseLoc="Res"><ofd:MultiMedias><ofd:MultiMedia ID="9" Type="Image"><ofd:MediaFile>picture.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>`

describe('ofd.graph', () => {
  test('follows the resources that pages bring', async () => {
    const document = createDocument({
      [FIRST]: page('<ofd:PageRes >../../Page&#82;es.xml</ofd:PageRes>'),
      'Doc_0/PageRes.xml': RES,
    })
    const report = await inspect(await sealIt(document))
    expect(against(report)).toEqual([])
    expect(report.subject?.kinds.get('Doc_0/PageRes.xml')).toBe('page-resource')
    expect(report.subject?.kinds.get('Doc_0/Res/picture.png')).toBe('resource')
  })

  test('follows versions, with their own documents', async () => {
    const versions =
      '<ofd:Versions><ofd:Version ID="1" Index="1" BaseLoc="Doc_0/Versions/V1.xml"/></ofd:Versions></ofd:DocBody>'
    const document = createDocument({
      'OFD.xml': DOCUMENT['OFD.xml']?.replace('</ofd:DocBody>', versions),
      'Doc_0/Versions/V1.xml': `<ofd:DocVersion ${NS} ID="1"><ofd:FileList><ofd:File ID="1">/Doc_0/old.xml</ofd:File></ofd:FileList><ofd:DocRoot>/Doc_0/Earlier.xml</ofd:DocRoot></ofd:DocVersion>`,
      'Doc_0/Earlier.xml': `<ofd:Document ${NS}><ofd:Pages><ofd:Page ID="1" BaseLoc="old-page.xml"/></ofd:Pages></ofd:Document>`,
      'Doc_0/old-page.xml': page(''),
      'Doc_0/old.xml': '<x/>',
    })
    const { subject } = await inspect(await sealIt(document))
    expect(
      ['Doc_0/Versions/V1.xml', 'Doc_0/Earlier.xml', 'Doc_0/old-page.xml', 'Doc_0/old.xml'].map((file) =>
        subject?.kinds.get(file),
      ),
    ).toEqual(['version', 'version', 'page', 'version'])
  })

  test('a version whose document cannot be read is told of, and covered like every file', async () => {
    const versions =
      '<ofd:Versions><ofd:Version ID="1" Index="1" BaseLoc="V1.xml"/><ofd:Version ID="2" Index="2" BaseLoc="V2.xml"/></ofd:Versions></ofd:DocBody>'
    const document = createDocument({
      'OFD.xml': DOCUMENT['OFD.xml']?.replace('</ofd:DocBody>', versions),
      'V1.xml': `<ofd:DocVersion ${NS} ID="1"><ofd:DocRoot>broken.xml</ofd:DocRoot></ofd:DocVersion>`,
      'V2.xml': '<ofd:DocVersion>',
      'broken.xml': '<ofd:Document>',
    })
    const report = await inspect(await forge(province, { document }))
    expect(against(report)).toEqual([])
    expect(checkOf(report, 'ofd.graph')?.facts).toMatchObject({ unreadable: 'broken.xml, V2.xml' })
    const outside = `<ofd:DocVersion ${NS} ID="1"><ofd:DocRoot>../broken.xml</ofd:DocRoot></ofd:DocVersion>`
    const led = await forge(province, { document, after: { 'V1.xml': outside } })
    expect(against(await inspect(led))).toEqual(['ofd.package failed ERR_OFD_LOCATION'])
  })

  test.each<[string, string, Uint8Array | string]>([
    [
      'resources from a network',
      'failed ERR_OFD_LOCATION',
      page('<ofd:PageRes>http://example.org/r.xml</ofd:PageRes>'),
    ],
    [
      'resources from outside',
      'failed ERR_OFD_LOCATION',
      page('<x:PageRes xmlns:x="http://www.ofdspec.org/2016">../../../../r.xml</x:PageRes>'),
    ],
    ['resources that are not there', 'indeterminate ERR_OFD_NAMED_MISSING', page('<PageRes>r.xml</PageRes>')],
    [
      'resources in a section of characters',
      'failed ERR_OFD_ELEMENT',
      page('<ofd:PageRes><![CDATA[r.xml]]></ofd:PageRes>'),
    ],
    ['resources by an entity', 'failed ERR_OFD_ELEMENT', page('<ofd:PageRes>&other;</ofd:PageRes>')],
    [
      'a document type',
      'failed ERR_XML_FORBIDDEN',
      page('').replace('?>', '?><!DOCTYPE ofd:Page [<!ENTITY e SYSTEM "file:///etc/passwd">]>'),
    ],
    [
      'entities of entities',
      'failed ERR_XML_FORBIDDEN',
      `<!DOCTYPE a [${Array.from({ length: 9 }, (_, i) => `<!ENTITY a${i + 1} "&a${i};&a${i};">`).join('')}]>${page('&a9;')}`,
    ],
    ['another encoding', 'failed ERR_XML_ENCODING', page('').replace('UTF-8', 'GBK')],
    ['UTF-16, with its mark', 'failed ERR_XML_ENCODING', Uint8Array.of(0xff, 0xfe, ...wide(page('')))],
    ['UTF-16, without', 'failed ERR_XML_ENCODING', wide(page(''))],
  ])('a page with %s: %s', async (_, expected, content) => {
    const bytes = await forge(province, { document: repack(createDocument(), { [FIRST]: content }) })
    expect(against(await inspect(bytes))).toEqual([`ofd.graph ${expected}`])
  })

  test('what looks like resources but is not, or like a document type in a comment, is let be', async () => {
    const harmless = page(
      '<!-- <!DOCTYPE a> --><ofd:PageRes/><ofd:PageResource>x</ofd:PageResource>',
    ).replace(
      '<ofd:Content/>',
      '<ofd:Content><ofd:Layer><ofd:TextCode>PageRes http://x</ofd:TextCode></ofd:Layer></ofd:Content>',
    )
    expect(against(await inspect(await sealIt(createDocument({ [FIRST]: harmless }))))).toEqual([])
  })

  test('a page of a million levels costs nothing, and passes or not as any other', async () => {
    const deep = page('<a>'.repeat(1_000_000))
    const start = performance.now()
    expect(
      against(await inspect(await sealIt(createDocument({ [FIRST]: deep }), { compression: 'deflated' }))),
    ).toEqual([])
    expect(performance.now() - start).toBeLessThan(3000)
  })
})

function wide(text: string): Uint8Array {
  const octets = new Uint8Array(2 * text.length)
  for (let i = 0; i < text.length; i++) octets[2 * i] = text.charCodeAt(i)
  return octets
}

describe('ofd.fake-seals', () => {
  const annotation = (type: string, inside: string) =>
    `<ofd:PageAnnot ${NS}><ofd:Annot ID="9" Type="${type}"><ofd:Appearance Boundary="0 0 40 40">${inside}</ofd:Appearance></ofd:Annot></ofd:PageAnnot>`
  const IMAGE = '<ofd:ImageObject ID="10" Boundary="0 0 40 40" ResourceID="4"/>'

  test.each<[string, string | undefined, string]>([
    ['a stamp with a picture', 'ERR_OFD_FAKE_SEAL', annotation('Stamp', IMAGE)],
    ['a stamp in another spelling', 'ERR_OFD_FAKE_SEAL', annotation(' s&#84;amp', IMAGE)],
    [
      'a stamp drawn by lines in a block',
      'ERR_OFD_FAKE_SEAL',
      annotation('Stamp', '<ofd:PageBlock><ofd:PathObject/></ofd:PageBlock>'),
    ],
    [
      'a stamp of another namespace',
      'ERR_OFD_FAKE_SEAL',
      annotation('Stamp', IMAGE)
        .replaceAll('ofd:', 'x:')
        .replace('xmlns:ofd="http://www.ofdspec.org/2016"', 'xmlns:x="urn:x"'),
    ],
    [
      'a stamp in XML that is none',
      'ERR_OFD_ANNOTATION_UNREADABLE',
      annotation('Stamp', `<:params xmlns:="">${IMAGE}`),
    ],
    [
      'letters by number in XML that is none',
      'ERR_OFD_ANNOTATION_UNREADABLE',
      annotation('&#83;&#116;', '<:params xmlns:="">'),
    ],
    ['a stamp in UTF-16', 'ERR_OFD_ANNOTATION_UNREADABLE', '\ufffe'],
    ['a stamp that draws nothing', undefined, annotation('Stamp', '')],
    ['a watermark', undefined, annotation('Watermark', IMAGE)],
    ['XML that is none, of something else', undefined, annotation('Link', '<:params xmlns:="">')],
  ])('%s: %s', async (_, code, xml) => {
    const content = xml === '\ufffe' ? wide(annotation('Stamp', IMAGE)) : xml
    const report = await inspect(
      await sealIt(repack(createDocument(), { 'Doc_0/Annots/Page_0.xml': content })),
    )
    expect(against(report)).toEqual(code === undefined ? [] : [`ofd.fake-seals indeterminate ${code}`])
  })

  test('pictures of other annotations are counted', async () => {
    const report = await inspect(
      await sealIt(createDocument({ 'Doc_0/Annots/Page_0.xml': annotation('Watermark', IMAGE) })),
    )
    expect(checkOf(report, 'ofd.fake-seals')?.facts).toEqual({ annotations: 1, pictures: 1 })
  })
})

describe('ofd.stamps', () => {
  const at = (
    box: readonly [number, number, number, number],
    number = 1,
  ): Partial<Parameters<typeof sealOfd>[1]> => ({
    stamps: [{ page: number, box } as Stamp],
  })

  test('a stamp on the page, or over its edge', async () => {
    const report = await inspect(await sealIt(createDocument(), at([120, 200, 40, 40])))
    expect(checkOf(report, 'ofd.stamps')).toMatchObject({ status: 'passed', facts: { count: 1, whole: 1 } })
    const over = await inspect(await sealIt(createDocument(), at([200, 200, 40, 40])))
    expect(checkOf(over, 'ofd.stamps')).toMatchObject({ status: 'passed', facts: { count: 1, whole: 0 } })
  })

  test.each<[string, (xml: string) => string]>([
    ['beside the page', (xml) => xml.replace('Boundary="10 10 40 40"', 'Boundary="210 10 40 40"')],
    ['above the page', (xml) => xml.replace('Boundary="10 10 40 40"', 'Boundary="10 -40 40 40"')],
    [
      'with a clip beside the page',
      (xml) => xml.replace('Boundary="10 10 40 40"', 'Boundary="200 10 40 40" Clip="20 0 20 40"'),
    ],
    [
      'with a clip beside itself',
      (xml) => xml.replace('Boundary="10 10 40 40"', 'Boundary="10 10 40 40" Clip="50 0 20 40"'),
    ],
  ])('a stamp %s shows nothing', async (_, describeIt) => {
    const report = await inspect(await forge(province, { describe: describeIt }))
    expect(against(report)).toEqual(['ofd.stamps failed ERR_OFD_STAMP_OUTSIDE'])
  })

  test("a page's own size counts before that of the document", async () => {
    const wideAs = (box: string) =>
      createDocument({ [FIRST]: page(`<ofd:Area><ofd:PhysicalBox>${box}</ofd:PhysicalBox></ofd:Area>`) })
    const describeIt = (xml: string) => xml.replace('Boundary="10 10 40 40"', 'Boundary="300 10 40 40"')
    const large = await inspect(
      await forge(province, { document: wideAs('0 0 420 297'), describe: describeIt }),
    )
    expect(against(large)).toEqual([])
    const small = await inspect(
      await forge(province, { document: wideAs('0 0 100 100'), describe: describeIt }),
    )
    expect(against(small)).toEqual(['ofd.stamps failed ERR_OFD_STAMP_OUTSIDE'])
  })
})

describe('ofd.order, and what came after', () => {
  test('each signature says which it holds and which not', async () => {
    const first = await sealIt(createDocument(), { protect: 'continue' })
    const second = await sealIt(first, { protect: 'continue' })
    const report = await inspect(second)
    expect(report.checks.filter(({ id }) => id === 'ofd.order').map(({ facts }) => facts)).toEqual([
      { signature: 's001', before: '', after: 's002' },
      { signature: 's002', before: 's001', after: '' },
    ])
    expect(report.subject?.signatures.map(({ after }) => after)).toEqual([
      {
        signatures: ['s002'],
        files: [
          'Doc_0/Signs/Signatures.xml',
          'Doc_0/Signs/Sign_1/Seal.esl',
          'Doc_0/Signs/Sign_1/Signature.xml',
          'Doc_0/Signs/Sign_1/SignedValue.dat',
        ],
      },
      { signatures: [], files: ['Doc_0/Signs/Signatures.xml'] },
    ])
  })

  test('a signature that holds one which claims to be later', async () => {
    const first = await sealIt(createDocument(), {
      protect: 'continue',
      at: new Date('2026-05-20T00:00:00Z'),
    })
    const second = await sealIt(first, { at: new Date('2026-05-10T00:00:00Z') })
    expect(against(await inspect(second))).toEqual(['ofd.order failed ERR_OFD_ORDER'])
    const close = await sealIt(first, { at: new Date('2026-05-19T17:00:00Z') })
    expect(against(await inspect(close))).toEqual([])
  })
})

describe('ofd.entries-list', () => {
  const LIST = 'OFDEntries.xml'
  const listing = (files: readonly string[]) =>
    `<ofd:DocEntries ${NS} ID="1"><ofd:SignedValueLoc>/entries.dat</ofd:SignedValueLoc><ofd:FileList>${files.map((file, i) => `<ofd:File ID="${i + 2}" FileLoc="/${file}"/>`).join('')}</ofd:FileList></ofd:DocEntries>`
  const withList = (files: readonly string[]) =>
    createDocument({ [LIST]: listing(files), 'entries.dat': 'x' })
  const all = Object.keys(DOCUMENT)

  test('names all files, and a seal covers it', async () => {
    const report = await inspect(await sealIt(withList(all)))
    expect(against(report)).toEqual([])
    expect(checkOf(report, 'ofd.entries-list')).toMatchObject({
      status: 'passed',
      facts: { listed: all.length, protectedBy: 'signature', signature: 's001' },
    })
  })

  test.each<[string, string, Uint8Array]>([
    ['a file that it does not name', 'failed ERR_OFD_ENTRIES_UNLISTED', withList(all.slice(1))],
    ['a file that is gone', 'failed ERR_OFD_ENTRIES_MISSING', withList([...all, 'Doc_0/gone.xml'])],
  ])('%s: %s', async (_, expected, document) => {
    expect(against(await inspect(await sealIt(document)))).toEqual([`ofd.entries-list ${expected}`])
  })

  test('a file named twice, or no list in it', async () => {
    expect(
      against(await inspect(await forge(province, { document: withList([...all, 'OFD.xml']) }))),
    ).toEqual(['ofd.package failed ERR_OFD_ELEMENT'])
    const none = createDocument({ [LIST]: `<ofd:DocEntries ${NS}/>` })
    expect(against(await inspect(await forge(province, { document: none })))).toEqual([
      'ofd.package failed ERR_OFD_ELEMENT',
    ])
  })

  test('one that no seal covers is worth what its own signature is', async () => {
    const sealed = await sealIt(createDocument())
    const added = repack(sealed, { [LIST]: listing(all), 'entries.dat': 'x' })
    expect(against(await inspect(added))).toEqual(['ofd.entries-list failed ERR_OFD_ENTRIES_SIGNATURE'])
    const without = repack(sealed, { [LIST]: listing(all) })
    expect(against(await inspect(without))).toEqual(['ofd.entries-list failed ERR_OFD_ENTRIES_SIGNATURE'])
  })
})

describe('ofd.expected', () => {
  const whole = sealIt(createDocument())
  const open = sealIt(createDocument(), { protect: 'continue' })
  const NAME = '示例市电子证照专用章'

  test.each<[string, OfdExpectation]>([
    ['a number', { signatures: 1 }],
    ['a seal by its name', { seals: [NAME] }],
    ['a seal by a pattern', { seals: [/电子证照专用章$/g, /^示例市/] }],
    ['a signer', { signers: ['示例市住建局', /O=示例省/] }],
    ['everything covered', { everythingCovered: true }],
  ])('%s is met', async (_, expect_) => {
    for (let i = 0; i < 2; i++)
      expect(checkOf(await inspect(await whole, { expect: expect_ }), 'ofd.expected')).toMatchObject({
        status: 'passed',
      })
    expect((await verifyOfd(await whole, { trust, at: AT, expect: expect_ })).signatures).toHaveLength(1)
  })

  test.each<[string, OfdExpectation]>([
    ['ERR_OFD_SIGNATURE_COUNT', { signatures: 2 }],
    ['ERR_OFD_SIGNATURE_COUNT', { signatures: 0 }],
    ['ERR_OFD_EXPECTED_SEAL', { seals: [NAME, '合同专用章'] }],
    ['ERR_OFD_EXPECTED_SEAL', { seals: ['示例市'] }],
    ['ERR_OFD_EXPECTED_SIGNER', { signers: ['示例'] }],
    ['ERR_OFD_EXPECTED_COVERED', { everythingCovered: true }],
  ])('%s for %j', async (code, expect_) => {
    const report = await inspect(await open, { expect: expect_ })
    expect(against(report)).toEqual([`ofd.expected failed ${code}`])
    await expect(verifyOfd(await open, { trust, at: AT, expect: expect_ })).rejects.toMatchObject({ code })
  })

  test('signatures that were taken off are missed', async () => {
    const twice = await sealIt(await open, { protect: 'continue' })
    const files = parseOfdPackage(twice).files
    const rest = Object.fromEntries(
      [...files.keys()].filter((file) => file.includes('Sign_1/')).map((file) => [file, undefined]),
    )
    const stripped = repack(twice, {
      ...rest,
      'Doc_0/Signs/Signatures.xml': (xml) => xml.replace(/<ofd:Signature ID="s002"[^>]*>/, ''),
    })
    expect(against(await inspect(stripped))).toEqual([])
    expect(against(await inspect(stripped, { expect: { signatures: 2 } }))).toEqual([
      'ofd.expected failed ERR_OFD_SIGNATURE_COUNT',
    ])
    expect(against(await inspect(createDocument(), { expect: { seals: [NAME] } }))).toEqual([
      'ofd.signed failed ERR_OFD_UNSIGNED',
      'ofd.expected failed ERR_OFD_EXPECTED_SEAL',
    ])
  })

  test.each<[string, OfdExpectation]>([
    ['RangeError', { signatures: -1 }],
    ['RangeError', { signatures: 1.5 }],
    ['TypeError', { seals: [''] }],
    ['TypeError', { signers: [undefined as unknown as string] }],
  ])('%s for %j', async (name, expect_) => {
    await expect(inspect(await whole, { expect: expect_ })).rejects.toThrow(expect.objectContaining({ name }))
  })
})

describe('ofd.coverage', () => {
  test('says what files that are not covered can change', async () => {
    const covers = (file: string) => file !== FIRST && file !== 'Doc_0/Attachs/data.xml'
    const report = await inspect(await forge(province, { covers }))
    expect(against(report)).toEqual(['ofd.coverage failed ERR_OFD_UNCOVERED'])
    expect(checkOf(report, 'ofd.coverage')?.facts).toMatchObject({
      count: 2,
      reachable: 2,
      kinds: 'page, attachment',
    })
  })

  test('names the documents that an index file which is not covered leads to', async () => {
    const report = await inspect(await forge(province, { covers: (file) => file !== 'OFD.xml' }))
    expect(against(report)).toEqual(['ofd.coverage indeterminate ERR_OFD_INDEX_UNCOVERED'])
    expect(checkOf(report, 'ofd.coverage')?.facts).toMatchObject({ roots: 'Doc_0/Document.xml', versions: 0 })
  })
})

/** A report without its facts, some of which tell the machine's time. */
const outcomeOf = ({ verdict, checks, subject }: Report<unknown>) => ({
  verdict,
  checks: checks.map(({ id, status, code }) => `${id} ${status} ${code}`),
  subject,
})

describe('sources', () => {
  test('bytes, a Blob and any other source give the same report, whole and when changed', async () => {
    const sealed = await sealIt(createDocument(), { compression: 'deflated' })
    for (const bytes of [
      sealed,
      repack(sealed, { [FIRST]: 'x' }),
      sealed.subarray(0, -1),
      encodeUtf8('PK'),
    ]) {
      const expected = outcomeOf(await inspect(bytes))
      const source = {
        size: bytes.length,
        read: async (offset: number, length: number) => bytes.slice(offset, offset + length),
      }
      const blob = new Blob([new Uint8Array(bytes)])
      expect(outcomeOf(await inspectOfd(blob, { trust, at: AT }))).toEqual(expected)
      expect(outcomeOf(await inspectOfd(source, { trust, at: AT }))).toEqual(expected)
    }
  })

  test('a source that fails is no fault of the document', async () => {
    const sealed = await sealIt(createDocument())
    let reads = 0
    const source = {
      size: sealed.length,
      read: async (offset: number, length: number) => {
        if (reads++ > 1) throw new Error('the disk is gone')
        return sealed.slice(offset, offset + length)
      },
    }
    await expect(inspectOfd(source, { trust, at: AT })).rejects.toThrow('the disk is gone')
  })

  test('signatures are listed without a look at pages', async () => {
    const sealed = await sealIt(createDocument(), {
      compression: 'deflated',
      stamps: [{ page: 1, box: [1, 1, 40, 40] }],
    })
    const { files } = parseOfdPackage(sealed)
    expect(files.size).toBeGreaterThan(10)
    // The page is damaged, which only who inflates it sees.
    const place = sealed.findIndex((_, i) => encodeUtf8(FIRST).every((octet, k) => sealed[i + k] === octet))
    const damaged = sealed.slice()
    damaged[place + FIRST.length + 8] = (damaged[place + FIRST.length + 8] ?? 0) ^ 0xff
    expect(against(await inspect(damaged))).toEqual(['ofd.package failed ERR_ZIP_CONTENT'])
    const { signatures, documents } = await listOfdSignatures(damaged)
    expect(documents[0]?.info.title).toBe('施工许可证')
    expect(signatures).toMatchObject([{ id: 's001', type: 'Seal', description: { stamps: [{ page: '1' }] } }])
    expect(encodeBase64(digest('SM3', files.get(FIRST)!))).toBe(
      encodeBase64(signatures[0]!.description!.references.find(({ file }) => file === FIRST)!.digest),
    )
  })
})
