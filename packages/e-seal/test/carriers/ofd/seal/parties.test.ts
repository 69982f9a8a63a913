import { concatBytes, encodeUtf8 } from '@xinyin/core'
import { describe, expect, test } from 'vitest'
import {
  inspectOfd,
  parseOfdPackage,
  type SealOfdOptions,
  sealOfd,
  signOfd,
} from '../../../../src/carriers/ofd/index.ts'
import { openArchive } from '../../../../src/carriers/ofd/zip/archive.ts'
import { endRecord, packEntry } from '../../../../src/carriers/ofd/zip/header-write.ts'
import { readStretches } from '../../../../src/carriers/ofd/zip/stretch.ts'
import { createSeal } from '../../../../src/index.ts'
import type { SesForm } from '../../../../src/seal/version.ts'
import { createDocument, DOCUMENT, repack } from '../../../document.ts'
import { AT, createProvince, sealOptions } from '../../../province.ts'

const province = await createProvince()
const { seal, office } = province
const trust = {
  ...province.trust,
  anchors: [
    ...province.trust.anchors,
    { certificate: province.signerRoot.certificate, roles: ['document-signer'] as const },
  ],
}
const options: SealOfdOptions = { seal, signer: office.signer, at: AT, protect: 'continue' }

/** The octets of every entry as it lies in the archive. */
function entriesOf(bytes: Uint8Array): Map<string, Uint8Array> {
  const { entries } = readStretches(bytes, openArchive(bytes.length))
  return new Map([...entries].map(([name, { start, end }]) => [name, bytes.slice(start, end)]))
}

const textOf = (bytes: Uint8Array, file: string) =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(parseOfdPackage(bytes).files.get(file))

async function expectPassed(bytes: Uint8Array, signatures: number) {
  const report = await inspectOfd(bytes, { trust, at: AT, signatures })
  const wrong = report.checks.filter(({ status }) => status === 'failed' || status === 'indeterminate')
  expect(wrong).toEqual([])
  expect(report.verdict).toBe('passed')
  return report
}

describe('parties that sign one after the other', () => {
  test.each(['stored', 'deflated'] as const)('change no entry but the list: %s', async (compression) => {
    let document = createDocument()
    const add = [
      () => sealOfd(document, { ...options, compression, stamps: [{ page: 1, at: [10, 10] }] }),
      () => signOfd(document, { ...office, at: AT, compression, protect: 'continue' }),
      () => sealOfd(document, { ...options, compression, ridingSeam: { edge: 'right' } }),
      () => signOfd(document, { ...office, at: AT, compression, form: 'content', protect: 'whole' }),
    ]
    for (const [i, next] of add.entries()) {
      const before = entriesOf(document)
      document = await next()
      const after = entriesOf(document)
      expect([...after.keys()].slice(0, before.size)).toEqual([...before.keys()])
      const changed = [...before]
        .filter(([name, bytes]) => !equal(after.get(name), bytes))
        .map(([name]) => name)
      expect(changed).toEqual([i === 0 ? 'OFD.xml' : 'Doc_0/Signs/Signatures.xml'])
      await expectPassed(document, i + 1)
    }
    await expect(sealOfd(document, options)).rejects.toMatchObject({ code: 'ERR_OFD_CLOSED' })
    await expect(signOfd(document, { ...office, at: AT })).rejects.toMatchObject({ code: 'ERR_OFD_CLOSED' })
  })

  test.each<SesForm>(['GM/T 0031-2014', 'GB/T 38540-2020', 'GM/T 0031-2025'])(
    'may have seals of any form: %s',
    async (form) => {
      const other = await createSeal({ ...sealOptions(province.maker, [office.certificate]), form })
      const first = await sealOfd(createDocument(), { ...options, seal: other.raw })
      await expectPassed(await sealOfd(first, options), 2)
    },
  )

  test('can be as many as readers take, and no more', async () => {
    const limits = { maxSignatures: 2 }
    const second = await sealOfd(await sealOfd(createDocument(), options), { ...options, limits })
    await expect(sealOfd(second, { ...options, limits })).rejects.toMatchObject({ code: 'ERR_OFD_LIMIT' })
  })

  test('have IDs of their own, and keep count of them', async () => {
    const first = await sealOfd(createDocument(), options)
    const list = 'Doc_0/Signs/Signatures.xml'
    const counted = (maximum: string) =>
      repack(first, {
        [list]: (text) =>
          text.replace('<ofd:Signature ', `<ofd:MaxSignId>${maximum}</ofd:MaxSignId><ofd:Signature `),
      })
    const table = [
      ['1', '2', 's002'],
      ['s001', 's002', 's002'],
      [' s006\n', ' s007\n', 's007'],
      ['0099', '0100', 's100'],
      ['', '', 's002'],
      ['many', 'many', 's002'],
    ] as const
    for (const [before, after, id] of table) {
      const second = await sealOfd(counted(before), options)
      expect(textOf(second, list)).toContain(`<ofd:MaxSignId>${after}</ofd:MaxSignId>`)
      expect(textOf(second, list)).toContain(`<ofd:Signature ID="${id}" Type="Seal"`)
      await expectPassed(second, 2)
    }
  })
})

const equal = (a: Uint8Array | undefined, b: Uint8Array) =>
  a?.length === b.length && a.every((octet, i) => octet === b[i])

describe('what is added to a document', () => {
  const OLD = 'http://www.ofdspec.org'
  const inOld = Object.fromEntries(
    Object.entries(DOCUMENT).map(([name, text]) => [
      name,
      text.replaceAll('http://www.ofdspec.org/2016', OLD),
    ]),
  )

  test('is in the namespace of the index', async () => {
    const sealed = await sealOfd(createDocument(inOld), options)
    for (const file of ['Doc_0/Signs/Signatures.xml', 'Doc_0/Signs/Sign_0/Signature.xml'])
      expect(textOf(sealed, file)).toContain(`xmlns:ofd="${OLD}"`)
    await expectPassed(await sealOfd(sealed, options), 2)
  })

  test('has the prefix of the element around it, if any', async () => {
    const bare = Object.fromEntries(
      Object.entries(DOCUMENT).map(([name, text]) => [
        name,
        text.replaceAll('xmlns:ofd', 'xmlns').replaceAll('ofd:', ''),
      ]),
    )
    const list = { 'Signs.xml': '<Signatures xmlns="http://www.ofdspec.org/2016">\r\n</Signatures>' }
    const index = bare['OFD.xml']?.replace('</DocBody>', '<Signatures>Signs.xml</Signatures></DocBody>')
    const sealed = await sealOfd(createDocument({ ...bare, ...list, 'OFD.xml': index }), options)
    expect(textOf(sealed, 'Signs.xml')).toBe(
      '<Signatures xmlns="http://www.ofdspec.org/2016">\r\n<Signature ID="s001" Type="Seal" BaseLoc="/Sign_0/Signature.xml"/></Signatures>',
    )
    await expectPassed(sealed, 1)
  })

  test('is read in documents without any namespace', async () => {
    const without = Object.fromEntries(
      Object.entries(DOCUMENT).map(([name, text]) => [
        name,
        text.replace(/ xmlns:ofd="[^"]*"/, '').replaceAll('ofd:', ''),
      ]),
    )
    const sealed = await sealOfd(createDocument(without), options)
    expect(textOf(sealed, 'OFD.xml')).toContain(
      '<Signatures>/Doc_0/Signs/Signatures.xml</Signatures></DocBody>',
    )
    await expectPassed(sealed, 1)
  })

  test('takes no name that is there, in any case', async () => {
    const taken = {
      'Doc_0/SIGNS/other.xml': '<a/>',
      'Doc_0/signs1': 'a file',
      'Doc_0/Signs2/Sign_0/left.xml': '<a/>',
    }
    const sealed = await sealOfd(createDocument(taken), options)
    expect(textOf(sealed, 'OFD.xml')).toContain('/Doc_0/Signs3/Signatures.xml')
    const index = DOCUMENT['OFD.xml']?.replace(
      '</ofd:DocBody>',
      '<ofd:Signatures>Doc_0/Signs2/List.xml</ofd:Signatures></ofd:DocBody>',
    )
    const list = '<ofd:Signatures xmlns:ofd="http://www.ofdspec.org/2016"/>'
    const beside = await sealOfd(
      createDocument({ ...taken, 'OFD.xml': index, 'Doc_0/Signs2/List.xml': list }),
      options,
    )
    expect(textOf(beside, 'Doc_0/Signs2/List.xml')).toContain('BaseLoc="/Doc_0/Signs2/Sign_1/Signature.xml"')
    await expectPassed(beside, 1)
  })

  test('lies at the root where the document has no ASCII name', async () => {
    const moved = Object.fromEntries(
      Object.entries(DOCUMENT).map(([name, text]) => [
        name.replace('Doc_0', '文档 <&"0'),
        text.replace('<ofd:DocRoot>Doc_0', '<ofd:DocRoot>文档 &lt;&amp;"0'),
      ]),
    )
    const gone = Object.fromEntries(Object.keys(DOCUMENT).map((name) => [name, undefined]))
    const sealed = await sealOfd(createDocument({ ...gone, ...moved }), options)
    const names = [...parseOfdPackage(sealed).files.keys()]
    expect(names).toContain('文档 <&"0/Signs/Signatures.xml')
    expect(names).toContain('Signs/Sign_0/Signature.xml')
    await expectPassed(await sealOfd(sealed, options), 2)
  })

  test('lies at the root where the folder is long or deep, and never under the name of a file', async () => {
    const folders = [
      `${'long'.repeat(50)}/${'long'.repeat(50)}/${'long'.repeat(50)}`,
      Array(28).fill('d').join('/'),
      '文档',
    ]
    for (const folder of folders) {
      const gone = Object.fromEntries(Object.keys(DOCUMENT).map((name) => [name, undefined]))
      const moved = Object.fromEntries(
        Object.entries(DOCUMENT).map(([name, text]) => [
          name.replace('Doc_0', folder),
          text.replace('<ofd:DocRoot>Doc_0', `<ofd:DocRoot>${folder}`),
        ]),
      )
      const sealed = await sealOfd(createDocument({ ...gone, ...moved, SIGNS: 'a file' }), options)
      expect([...parseOfdPackage(sealed).files.keys()]).toContain('Signs1/Sign_0/Signature.xml')
      await expectPassed(await sealOfd(sealed, options), 2)
    }
  })

  test('leaves names in GBK, folders and octets in front as they are, or out', async () => {
    const gbk = Uint8Array.of(0xb8, 0xbd, 0xbc, 0xfe)
    const packed = [
      ...Object.entries(DOCUMENT).map(([name, text]) => packEntry(name, encodeUtf8(text), 'deflated')),
      packEntry({ octets: encodeUtf8('Doc_0/empty/'), isUtf8: false }, new Uint8Array(0)),
      packEntry({ octets: concatBytes(encodeUtf8('Doc_0/Res/'), gbk), isUtf8: false }, encodeUtf8('GBK')),
    ]
    const starts = packed.map((_, i) => packed.slice(0, i).reduce((sum, { length }) => sum + length, 0))
    const directory = concatBytes(...packed.map(({ central }, i) => central(starts[i] ?? 0)))
    const end = endRecord(
      packed.length,
      directory.length,
      packed.reduce((sum, { length }) => sum + length, 0),
    )
    const document = concatBytes(encodeUtf8('mark'), ...packed.flatMap(({ local }) => local), directory, end)
    expect(parseOfdPackage(document).deviations).toEqual(['gbk-names', 'prefix-bytes'])
    const sealed = await sealOfd(document, options)
    expect(parseOfdPackage(sealed).deviations).toEqual(['gbk-names'])
    expect(textOf(sealed, 'Doc_0/Signs/Sign_0/Signature.xml')).toContain('FileRef="/Doc_0/Res/附件"')
    await expectPassed(await sealOfd(sealed, options), 2)
  })

  test('goes into no element of another namespace', async () => {
    const foreign = '<x:DocBody xmlns:x="urn:x"> </x:DocBody>'
    const before = DOCUMENT['OFD.xml']?.replace('<ofd:DocBody>', `${foreign}<ofd:DocBody>`)
    await expect(sealOfd(createDocument({ 'OFD.xml': before }), options)).rejects.toMatchObject({
      code: 'ERR_OFD_ELEMENT',
    })
    const after = DOCUMENT['OFD.xml']?.replace('</ofd:DocBody>', `</ofd:DocBody>${foreign}`)
    await expectPassed(await sealOfd(createDocument({ 'OFD.xml': after }), options), 1)
  })

  test('is asked for in words that are known', async () => {
    const wrong = [{ protect: 'Continue' }, { compression: 'best' }] as unknown as Partial<SealOfdOptions>[]
    for (const each of wrong)
      await expect(sealOfd(createDocument(), { ...options, ...each })).rejects.toThrow(TypeError)
  })

  test('is not more than readers take', async () => {
    const limits = { xml: { maxTotalBytes: 8000 } }
    await expect(sealOfd(createDocument(), { ...options, limits })).rejects.toMatchObject({
      code: 'ERR_XML_LIMIT',
    })
  })

  test('is only what can be named', async () => {
    const odd = createDocument({ 'http:x/y.xml': '<a/>' })
    await expect(sealOfd(odd, options)).rejects.toMatchObject({ code: 'ERR_OFD_LOCATION' })
  })

  test('goes to the document that is meant', async () => {
    const body = /<ofd:DocBody>.*<\/ofd:DocBody>/.exec(DOCUMENT['OFD.xml'] ?? '')?.[0] ?? ''
    const other = body.replaceAll('Doc_0', 'Doc_1').replace('0001', '0002')
    const second = Object.fromEntries(
      Object.entries(DOCUMENT).flatMap(([name, text]) =>
        name === 'OFD.xml' ? [] : [[name.replace('Doc_0', 'Doc_1'), text]],
      ),
    )
    const both = createDocument({ ...second, 'OFD.xml': DOCUMENT['OFD.xml']?.replace(body, body + other) })
    const sealed = await sealOfd(both, { ...options, document: 1, stamps: [{ page: 2, at: [0, 0] }] })
    expect(textOf(sealed, 'OFD.xml')).toContain(
      other.replace(
        '</ofd:DocBody>',
        '<ofd:Signatures>/Doc_1/Signs/Signatures.xml</ofd:Signatures></ofd:DocBody>',
      ),
    )
    const report = await expectPassed(sealed, 1)
    expect(report.subject?.signatures[0]).toMatchObject({ document: 1 })
    await expectPassed(await sealOfd(sealed, { ...options, document: 1 }), 2)
    // The first document would need its own list named in the index, which the signature covers.
    await expect(sealOfd(sealed, options)).rejects.toMatchObject({ code: 'ERR_OFD_CLOSED' })
    await expect(sealOfd(both, { ...options, document: 2 })).rejects.toThrow(RangeError)
  })

  test('leaves what is not listed alone, however long its own list of files is', async () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`Doc_0/Res/part${i}.bin`, `${i}`]))
    const sealed = await sealOfd(createDocument(many), options)
    const report = await expectPassed(sealed, 1)
    expect(report.subject?.signatures[0]?.covered).toContain('Doc_0/Res/part499.bin')
    expect(encodeUtf8(textOf(sealed, 'Doc_0/Res/part7.bin'))).toEqual(encodeUtf8('7'))
  })
})
