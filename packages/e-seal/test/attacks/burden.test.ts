import { encodeUtf8 } from '@xinyin/core'
import {
  encodeBitString,
  encodeElement,
  encodeGeneralizedTime,
  encodeIa5String,
  encodeInteger,
  encodeOctetString,
  encodeOid,
  encodePrintableString,
  encodeSequence,
  encodeUtf8String,
} from '@xinyin/core/der'
import { describe, expect, test } from 'vitest'
import { createOfdPackage, inspectOfd } from '../../src/carriers/ofd/index.ts'
import { inspectSeal } from '../../src/index.ts'
import { AT, createProvince } from '../province.ts'

const { seal, office, maker, trust } = await createProvince()

/** A second, with room for a machine that is busy with other tests. */
const LIMIT_MS = 3000

type Files = Readonly<Record<string, string | Uint8Array>>

const pack = (files: Files) =>
  createOfdPackage(
    Object.entries(files).map(([name, content]) => ({
      name,
      bytes: typeof content === 'string' ? encodeUtf8(content) : content,
    })),
  )

const index = (...bodies: string[]) =>
  `<OFD>${bodies.map((body) => `<DocBody>${body}</DocBody>`).join('')}</OFD>`
const root = (file: string) => `<DocRoot>${file}</DocRoot>`
const times = <T>(count: number, make: (i: number) => T) => Array.from({ length: count }, (_, i) => make(i))

/** Two documents as long as they may be, full of one thing. */
function filled(part: string, length = 1_950_000): Files {
  const document = `<Document>${part.repeat(Math.floor(length / part.length))}</Document>`
  return { 'OFD.xml': index(root('A'), root('B')), A: document, B: document }
}

/** A signed document with so many signatures of given values. */
function signed(values: readonly Uint8Array[], place = (i: number) => `V${i}`): Files {
  const description = (i: number) =>
    `<Signature><SignedInfo><SignatureMethod>m</SignatureMethod><References CheckMethod="SM3"/></SignedInfo><SignedValue>${place(i)}</SignedValue></Signature>`
  return {
    'OFD.xml': index(`${root('D')}<Signatures>S</Signatures>`),
    D: '<Document/>',
    S: `<Signatures>${values.map((_, i) => `<Signature ID="s${i}" BaseLoc="F${i}"/>`).join('')}</Signatures>`,
    ...Object.fromEntries(values.map((_, i) => [`F${i}`, description(i)])),
    ...Object.fromEntries(values.map((value, i) => [place(i), value])),
  }
}

interface Odd {
  readonly name?: Uint8Array
  readonly extensions?: readonly Uint8Array[]
  readonly digests?: Uint8Array
  readonly info?: Uint8Array
}

const algorithm = encodeOid('1.2.156.10197.1.501')
const anySignature = encodeBitString(new Uint8Array(64))

/** A seal that nobody signed. */
function oddSeal({ name = encodeUtf8String('a'), extensions, digests }: Odd): Uint8Array {
  const date = encodeGeneralizedTime(AT)
  const list = digests ?? encodeOctetString(office.certificate.raw)
  const info = encodeSequence(
    encodeSequence(encodeIa5String('ES'), encodeInteger(4), encodeIa5String('x')),
    encodeIa5String('id'),
    encodeSequence(
      encodeInteger(1),
      name,
      encodeInteger(digests === undefined ? 1 : 2),
      encodeSequence(list),
      date,
      date,
      date,
    ),
    encodeSequence(
      encodeIa5String('png'),
      encodeOctetString(seal.info.picture.data),
      encodeInteger(40),
      encodeInteger(40),
    ),
    ...(extensions === undefined ? [] : [encodeSequence(...extensions)]),
  )
  return encodeSequence(info, encodeOctetString(maker.certificate.raw), algorithm, anySignature)
}

/** A signature that nobody made. */
function oddSignature(odd: Odd): Uint8Array {
  const toSign = encodeSequence(
    encodeInteger(4),
    oddSeal(odd),
    encodeGeneralizedTime(AT),
    encodeBitString(new Uint8Array(32)),
    odd.info ?? encodeIa5String('x'),
  )
  return encodeSequence(toSign, encodeOctetString(office.certificate.raw), algorithm, anySignature)
}

const longOid = encodeElement(6, new Uint8Array(128).fill(0xff, 0, 127).fill(0x7f, 127))
const longExtension = encodeSequence(longOid, encodeOctetString(new Uint8Array(0)))
const extensions = times(7000, () => longExtension)
const digest = encodeSequence(encodePrintableString(''), encodeOctetString(new Uint8Array(0)))
const digests = (count: number) =>
  new Uint8Array(digest.length * count).map((_, i) => digest[i % digest.length] ?? 0)
const letters = new Uint8Array(15_000_000).fill(0x61)
const attributes = times(60, (i) => ` a${i}=""`).join('')
const prefixes = times(60, (i) => ` xmlns:a${i}="u${i}"`).join('')
const list = `<Signatures>${'<a/>'.repeat(59_000)}${' '.repeat(1_700_000)}</Signatures>`

describe('a small file that would take long is refused in time', () => {
  test.each<[string, string, Files]>([
    ['attributes', 'ofd.package failed ERR_XML_LIMIT', filled(`<a${attributes}/>`)],
    ['elements', 'ofd.package failed ERR_XML_LIMIT', filled('<a/>')],
    ['entities', 'ofd.signed failed ERR_OFD_UNSIGNED', filled('&lt;')],
    ['empty CDATA', 'ofd.package failed ERR_XML_LIMIT', filled('<![CDATA[]]>')],
    ['short CDATA', 'ofd.package failed ERR_XML_LIMIT', filled('<![CDATA[x]]>')],
    ['comments', 'ofd.package failed ERR_XML_LIMIT', filled('<!---->')],
    ['brackets', 'ofd.signed failed ERR_OFD_UNSIGNED', filled(']')],
    ['line feeds', 'ofd.signed failed ERR_OFD_UNSIGNED', filled('\n')],
    ['carriage returns', 'ofd.signed failed ERR_OFD_UNSIGNED', filled('\r')],
    ['both', 'ofd.signed failed ERR_OFD_UNSIGNED', filled('\r\n')],
    ['letters beyond the basic plane', 'ofd.signed failed ERR_OFD_UNSIGNED', filled('😀', 900_000)],
    [
      'namespaces',
      'ofd.signed failed ERR_OFD_UNSIGNED',
      filled(
        `${`<a${prefixes}>`.repeat(50)}${'<a0:b a1:c="" a2:c=""/>'.repeat(25_000)}${'</a>'.repeat(50)}`,
        700_000,
      ),
    ],
    [
      'references to one resource file',
      'ofd.package failed ERR_OFD_LIMIT',
      {
        'OFD.xml': index(root('A')),
        A: `<Document><CommonData>${'<PublicRes>R</PublicRes>'.repeat(59_000)}</CommonData></Document>`,
        R: '<Res/>',
      },
    ],
    [
      'documents of one file',
      'ofd.package failed ERR_XML_LIMIT',
      { 'OFD.xml': index(...times(16, () => root('A'))), A: `<Document>${' '.repeat(1_900_000)}</Document>` },
    ],
    [
      'documents with one list of signatures',
      'ofd.package failed ERR_OFD_ELEMENT',
      {
        'OFD.xml': index(...times(16, () => `${root('A')}<Signatures>S</Signatures>`)),
        A: '<Document/>',
        S: list,
      },
    ],
    [
      'documents with long lists of signatures',
      'ofd.package failed ERR_XML_LIMIT',
      {
        'OFD.xml': index(...times(16, (i) => `${root('A')}<Signatures>S${i}</Signatures>`)),
        A: '<Document/>',
        ...Object.fromEntries(times(16, (i) => [`S${i}`, list])),
      },
    ],
    [
      'signatures with one value',
      'ofd.signature-file failed ERR_OFD_ELEMENT',
      signed(Array(64).fill(oddSignature({})), () => 'V'),
    ],
    [
      'signatures with values of their own',
      'signature.value failed ERR_SIGNATURE_VALUE',
      signed(Array(64).fill(oddSignature({}))),
    ],
    [
      'long signed values',
      'ofd.signature-file failed ERR_OFD_LIMIT',
      signed(Array(64).fill(new Uint8Array(200_000))),
    ],
    [
      'signatures with long lists of signers',
      'signature.value failed ERR_SIGNATURE_VALUE',
      signed(Array(64).fill(oddSignature({ digests: digests(2000) }))),
    ],
    [
      'signatures with extensions',
      'signature.structure failed ERR_SEAL_LIMIT',
      signed(Array(8).fill(oddSignature({ extensions }))),
    ],
    [
      'a place of millions of letters',
      'ofd.signature-file failed ERR_OFD_LIMIT',
      signed([oddSignature({ info: encodeElement(0x16, letters) })]),
    ],
  ])('%s: %s', async (_, expected, files) => {
    const ofd = pack(files)
    const start = performance.now()
    const report = await inspectOfd(ofd, { trust, at: AT })
    const took = performance.now() - start
    expect(report.checks.map(({ id, status, code }) => `${id} ${status} ${code}`)).toContain(expected)
    expect(report.verdict).toBe('failed')
    expect(took).toBeLessThan(LIMIT_MS)
  })

  test.each<[string, string, Odd]>([
    ['extensions', 'ERR_SEAL_LIMIT', { extensions }],
    ['signers', 'ERR_SEAL_LIMIT', { digests: digests(90_000) }],
    ['letters in its name', 'ERR_SEAL_LIMIT', { name: encodeElement(12, letters) }],
  ])('a seal with many %s: %s', async (_, code, odd) => {
    const bytes = oddSeal(odd)
    const start = performance.now()
    const report = await inspectSeal(bytes, { trust, at: AT })
    expect(performance.now() - start).toBeLessThan(LIMIT_MS)
    expect(report.checks[0]).toMatchObject({ id: 'seal.structure', status: 'failed', code })
  })
})
