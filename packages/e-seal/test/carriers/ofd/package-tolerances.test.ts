import { crc32, deflateRawSync } from 'node:zlib'
import { type Check, concatBytes, encodeUtf8 } from '@xinyin/core'
import { listTruth, readTruth, testTruth } from '@xinyin/testkit'
import { descriptor, type RawEntry, writeArchive } from '@xinyin/testkit/attacks'
import { expect, test } from 'vitest'
import { inspectOfd, parseOfdPackage, sealOfd } from '../../../src/carriers/ofd/index.ts'
import type { SealTolerance, Strict } from '../../../src/index.ts'
import { createDocument, DOCUMENT } from '../../document.ts'
import { AT, createProvince } from '../../province.ts'

const { seal, office, trust } = await createProvince()
const PAGE = 'Doc_0/Pages/Page_0/Content.xml'
const blank = new Uint8Array(4_400_000)
const document = parseOfdPackage(createDocument()).files
const sealed = await sealOfd(createDocument(), { seal, signer: office.signer, at: AT })
const withBlank = await sealOfd(
  writeArchive(
    [...document, ['Doc_0/blank.bmp', blank] as const].map(([name, bytes]) => deflated({ name, bytes })),
  ),
  { seal, signer: office.signer, at: AT },
)

function deflated(entry: RawEntry, tail: readonly number[] = []): RawEntry {
  const bytes = concatBytes(deflateRawSync(entry.bytes), Uint8Array.from(tail))
  const header = { method: 8, crc: crc32(entry.bytes), packed: bytes.length, size: entry.bytes.length }
  return { ...entry, bytes, local: { ...header, ...entry.local }, central: { ...header, ...entry.central } }
}

const sizes = ({ bytes }: RawEntry) => {
  const field = new DataView(new ArrayBuffer(20))
  field.setUint16(0, 1, true)
  field.setUint16(2, 16, true)
  field.setUint32(4, bytes.length, true)
  field.setUint32(12, bytes.length, true)
  return new Uint8Array(field.buffer)
}
const entries = [...parseOfdPackage(sealed).files].map(([name, bytes]): RawEntry => ({ name, bytes }))
const atPage = (change: (entry: RawEntry) => RawEntry) =>
  writeArchive(entries.map((entry) => (entry.name === PAGE ? change(entry) : entry)))

const NAMED = 'Doc_0/附件.xml'
/** The same name in GBK. */
const GBK = Uint8Array.of(...encodeUtf8('Doc_0/'), 0xb8, 0xbd, 0xbc, 0xfe, ...encodeUtf8('.xml'))
const withAttachment = await sealOfd(
  writeArchive(
    [...document, [NAMED, encodeUtf8('<data/>')] as const].map(([name, bytes]) => ({ name, bytes })),
  ),
  { seal, signer: office.signer, at: AT },
)
/** The document with a Chinese name in octets of an encoding that its headers do not tell. */
const withName = (name: Uint8Array) =>
  writeArchive(
    [...parseOfdPackage(withAttachment).files].map(
      ([file, bytes]): RawEntry =>
        file === NAMED ? { name, bytes, local: { flags: 0 }, central: { flags: 0 } } : { name: file, bytes },
    ),
  )

const own = new Uint8Array([0x42, 0x42, 2, 0, 0, 0])

const CASES: readonly (readonly [SealTolerance, string, Uint8Array])[] = [
  ['utf8-flag-mismatch', PAGE, atPage((page) => ({ ...page, local: { flags: 0 } }))],
  [
    'bare-attributes',
    PAGE,
    atPage((page) => ({ ...page, central: { madeBy: 0x0b14, attributes: 0x80000000 } })),
  ],
  ['redundant-zip64', PAGE, atPage((page) => ({ ...page, local: { extra: sizes(page) } }))],
  ['deflate-tail', PAGE, atPage((page) => deflated(page, [1, 2, 3, 4]))],
  ['unknown-extra-field', PAGE, atPage((page) => ({ ...page, local: { extra: own } }))],
  ['archive-comment', '', writeArchive(entries, { comment: Uint8Array.of(0x4b, 0x52, 0x43) })],
  [
    'empty-entry-descriptor',
    'Doc_0/',
    writeArchive([
      {
        name: 'Doc_0/',
        bytes: new Uint8Array(0),
        local: { flags: 8 },
        central: { flags: 8 },
        after: descriptor(0, 0, 0),
      },
      ...entries,
    ]),
  ],
  ['high-compression', 'Doc_0/blank.bmp', withBlank],
  ['names-without-utf8-flag', NAMED, withName(encodeUtf8(NAMED))],
  ['gbk-names', NAMED, withName(GBK)],
]

const wrong = (checks: readonly Check[]) =>
  checks
    .filter(({ status }) => status === 'failed' || status === 'indeterminate')
    .map(({ id, code }) => `${id} ${code}`)

test('the document has that page', () => {
  expect(Object.keys(DOCUMENT)).toContain(PAGE)
})

test.each(CASES)('%s is tolerated, told, and refused where that is asked', async (name, elements, bytes) => {
  for (const input of [bytes, new Blob([new Uint8Array(bytes)])]) {
    const tolerant = await inspectOfd(input, { trust, at: AT })
    expect(wrong(tolerant.checks)).toEqual([])
    const told = tolerant.checks.filter(({ id }) => id.startsWith('tolerance.'))
    expect(told).toEqual([{ id: `tolerance.${name}`, status: 'passed', facts: { of: 'package', elements } }])
    for (const strict of [true, [name]] as Strict[])
      expect(wrong((await inspectOfd(input, { trust, at: AT, strict })).checks)).toEqual([
        `tolerance.${name} ERR_TOLERANCE_REFUSED`,
      ])
  }
})

test('a document whose entries deviate is sealed as it is', async () => {
  const page: RawEntry = { name: PAGE, bytes: document.get(PAGE) ?? blank }
  const others = [...document].filter(([name]) => name !== PAGE).map(([name, bytes]) => ({ name, bytes }))
  const before = writeArchive([...others, deflated({ ...page, local: { flags: 0 } }, [1, 2, 3, 4])])
  const bytes = await sealOfd(before, { seal, signer: office.signer, at: AT })
  expect(wrong((await inspectOfd(bytes, { trust, at: AT })).checks)).toEqual([])
  expect(parseOfdPackage(bytes).deviations.toSorted()).toEqual(['deflate-tail', 'utf8-flag-mismatch'])
})

testTruth.each(listTruth('ofd'))('%s keeps to tolerances that have a name', (file) => {
  expect(parseOfdPackage(readTruth(`ofd/${file}`)).deviations).not.toContain('prefix-bytes')
})
