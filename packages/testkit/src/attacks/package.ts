import { crc32, deflateRawSync } from 'node:zlib'
import { concatBytes, encodeUtf8 } from '@xinyin/core'
import { descriptor, type RawArchive, type RawEntry, writeArchive } from './archive.ts'
import { type Attack, open } from './attack.ts'
import { type Carrier, fileOfKind } from './carrier.ts'
import { archive, instead, pack } from './edit.ts'

const ID = 'ofd.package'
const evil = encodeUtf8('<evil/>')
const nothing = new Uint8Array(0)
const extra = (kind: number, length: number): Uint8Array => {
  const field = new Uint8Array(4 + length)
  field.set([kind & 255, kind >> 8, length & 255, length >> 8])
  return field
}
const both = (entry: RawEntry, header: NonNullable<RawEntry['local']>): RawEntry => ({
  ...entry,
  local: header,
  central: header,
})
/** An entry that is deflated. */
const packed = (entry: RawEntry, flags: number): RawEntry => {
  const bytes = deflateRawSync(entry.bytes)
  const header = { flags, method: 8, crc: crc32(entry.bytes), packed: bytes.length, size: entry.bytes.length }
  return { ...both(entry, header), bytes }
}
const pageOf = (carrier: Carrier): string => fileOfKind(carrier, 'page') ?? 'OFD.xml'

/** The archive with the entry of its first page written otherwise. */
const atPage = (
  name: string,
  code: string,
  change: (entry: RawEntry) => readonly RawEntry[],
  options?: RawArchive,
): Attack =>
  open('package', name, [ID, code], (carrier) =>
    archive(carrier, (entries) => instead(entries, pageOf(carrier), change), options),
  )

/** The archive with one more entry. */
const adding = (name: string, code: string, entry: RawEntry, ...others: RawEntry[]): Attack =>
  open('package', name, [ID, code], (carrier) =>
    archive(carrier, (entries) => [...entries, entry, ...others]),
  )

const around = (name: string, code: string, options: (carrier: Carrier) => RawArchive): Attack =>
  open('package', name, [ID, code], (carrier) => archive(carrier, (entries) => entries, options(carrier)))

/** An entry without its place in a directory. */
const localRecord = (entry: RawEntry): Uint8Array => {
  const directory = writeArchive([]).length + 46 + encodeUtf8(String(entry.name)).length
  const whole = writeArchive([entry])
  return whole.subarray(0, whole.length - directory)
}

const stream = deflateRawSync(evil)
const deflated = { method: 8, crc: crc32(evil), size: evil.length }

/** A package that reads well by itself. */
const OTHER = new Map(
  Object.entries({
    'OFD.xml':
      '<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"><ofd:DocBody><ofd:DocInfo/><ofd:DocRoot>D.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>',
    'D.xml': '<ofd:Document xmlns:ofd="http://www.ofdspec.org/2016"><ofd:Pages/></ofd:Document>',
  }).map(([name, text]) => [name, encodeUtf8(text)]),
)

/** Archives that two readers read as two documents, or that write where they should not. */
export const PACKAGE_ATTACKS: readonly Attack[] = [
  atPage('an evil page behind the good one, under its name', 'ERR_ZIP_DUPLICATE', (page) => [
    page,
    { ...page, bytes: evil },
  ]),
  atPage('an evil page before the good one, under its name', 'ERR_ZIP_DUPLICATE', (page) => [
    { ...page, bytes: evil },
    page,
  ]),
  open('package', 'an evil page whose name differs in case', [ID, 'ERR_ZIP_DUPLICATE'], (carrier) =>
    archive(carrier, (entries) => [...entries, { name: pageOf(carrier).toUpperCase(), bytes: evil }]),
  ),
  adding(
    'names that differ in Unicode form',
    'ERR_ZIP_DUPLICATE',
    { name: 'é', bytes: evil },
    { name: 'e\u0301', bytes: evil },
  ),
  open('package', 'a page that is a folder too', [ID, 'ERR_ZIP_DUPLICATE'], (carrier) =>
    archive(carrier, (entries) => [...entries, { name: `${pageOf(carrier)}/x`, bytes: evil }]),
  ),
  around('bytes in front of the archive', 'ERR_ZIP_PREFIX', () => ({ prefix: encodeUtf8('MZ junk') })),
  open('package', 'another archive in front of it', [ID, 'ERR_ZIP_PREFIX'], ({ bytes }) =>
    concatBytes(pack(OTHER), bytes),
  ),
  open('package', 'another archive behind it', [ID, 'ERR_ZIP_PREFIX'], ({ bytes }) =>
    concatBytes(bytes, pack(OTHER)),
  ),
  around('bytes behind the archive', 'ERR_ZIP_STRUCTURE', () => ({ suffix: Uint8Array.of(0) })),
  around('an end record in the comment', 'ERR_ZIP_COMMENT', () => ({
    comment: encodeUtf8('PK\x05\x06'),
  })),
  open(
    'package',
    'a comment of the archive, where everything is to be covered',
    ['ofd.expected', 'ERR_OFD_EXPECTED_PLAIN'],
    (carrier) => archive(carrier, (entries) => entries, { comment: encodeUtf8('mark') }),
    {
      applies: (carrier) => !carrier.isOpen && carrier.world !== undefined,
      options: () => ({ expect: { everythingCovered: true } }),
    },
  ),
  around('bytes in front of the directory', 'ERR_ZIP_STRUCTURE', () => ({ beforeDirectory: evil })),
  around('a directory that counts one entry less', 'ERR_ZIP_STRUCTURE', ({ files }) => ({
    end: { entries: files.size - 1, onDisk: files.size - 1 },
  })),
  around('a directory that counts one entry more', 'ERR_ZIP_STRUCTURE', ({ files }) => ({
    end: { entries: files.size + 1, onDisk: files.size + 1 },
  })),
  around('a directory on another disk', 'ERR_ZIP_STRUCTURE', () => ({ end: { disk: 1 } })),
  around('a directory that ZIP64 tells the place of', 'ERR_ZIP_UNSUPPORTED', () => ({
    end: { offset: 0xffffffff },
  })),
  // One reader goes by the directory, another reads from the front and takes what comes last.
  atPage('an evil page in the directory, the good one in the archive', 'ERR_ZIP_STRUCTURE', (page) => [
    { ...page, bytes: evil, after: localRecord(page) },
  ]),
  atPage('the good page in the directory, an evil one in the archive', 'ERR_ZIP_STRUCTURE', (page) => [
    { ...page, after: localRecord({ ...page, bytes: evil }) },
  ]),
  open('package', 'two entries over the same bytes', [ID, 'ERR_ZIP_STRUCTURE'], (carrier) =>
    archive(carrier, (entries) => {
      const [first] = entries
      return first === undefined
        ? entries
        : [...entries, { ...first, name: 'again.xml', local: { name: first.name }, central: { offset: 0 } }]
    }),
  ),
  atPage('a local header with another name', 'ERR_ZIP_MISMATCH', (page) => [
    { ...page, local: { name: 'evil.xml' } },
  ]),
  atPage('a local header with another length', 'ERR_ZIP_MISMATCH', (page) => [
    { ...page, local: { size: 1 } },
  ]),
  atPage('a local header with another method', 'ERR_ZIP_MISMATCH', (page) => [
    { ...page, local: { method: 8 } },
  ]),
  atPage('a local header with another checksum', 'ERR_ZIP_MISMATCH', (page) => [
    { ...page, local: { crc: 1 } },
  ]),
  atPage('a descriptor that says otherwise', 'ERR_ZIP_MISMATCH', (page) => [
    {
      ...packed(page, 0x0808),
      after: descriptor(1, deflateRawSync(page.bytes).length, page.bytes.length),
    },
  ]),
  // Readers that stream search stored data for a descriptor, and find one where the attacker put it, with entries behind it.
  atPage('a stored page that ends where its descriptor says', 'ERR_ZIP_UNSUPPORTED', (page) => {
    const { length } = page.bytes
    return [
      {
        ...page,
        local: { flags: 0x0808, crc: 0, packed: 0, size: 0 },
        central: { flags: 0x0808 },
        after: descriptor(crc32(page.bytes), length, length),
      },
    ]
  }),
  open(
    'package',
    'another document inside of stored data that ends where its descriptor says',
    [ID, 'ERR_ZIP_UNSUPPORTED'],
    (carrier) =>
      archive(carrier, (entries) => {
        const inner = localRecord({ name: pageOf(carrier), bytes: evil })
        const bytes = concatBytes(evil, descriptor(crc32(evil), evil.length, evil.length), inner)
        const host = { name: 'Doc_0/host.dat', bytes, central: { flags: 0x0808 } }
        const local = { flags: 0x0808, crc: 0, packed: 0, size: 0 }
        return [{ ...host, local, after: descriptor(crc32(bytes), bytes.length, bytes.length) }, ...entries]
      }),
  ),
  adding('a record behind the end of a deflated stream', 'ERR_ZIP_CONTENT', {
    ...both(
      { name: 'x.xml', bytes: concatBytes(stream, Uint8Array.of(0x50, 0x4b, 3, 4)) },
      { ...deflated, packed: stream.length + 4 },
    ),
  }),
  atPage('headers that agree on a wrong checksum', 'ERR_ZIP_CONTENT', (page) => [both(page, { crc: 1 })]),
  atPage('headers that agree on a wrong length', 'ERR_ZIP_CONTENT', (page) => [both(page, { size: 1 })]),
  adding(
    'bytes behind the end of a deflated stream',
    'ERR_ZIP_CONTENT',
    both(
      { name: 'x.xml', bytes: concatBytes(stream, Uint8Array.of(1, 2, 3, 4, 5)) },
      { ...deflated, packed: stream.length + 5 },
    ),
  ),
  adding('a path out of the folder', 'ERR_ZIP_NAME', { name: '../../evil.sh', bytes: evil }),
  adding('a path up inside of the folder', 'ERR_ZIP_NAME', { name: 'Doc_0/../evil.xml', bytes: evil }),
  adding('a path from the root', 'ERR_ZIP_NAME', { name: '/etc/evil', bytes: evil }),
  adding('a path with a drive', 'ERR_ZIP_NAME', { name: 'C:evil.xml', bytes: evil }),
  adding('a path with backslashes', 'ERR_ZIP_NAME', { name: 'Doc_0\\evil.xml', bytes: evil }),
  adding('a name with a zero octet', 'ERR_ZIP_NAME', { name: 'OFD.xml\0.png', bytes: evil }),
  adding('a name that reads backwards', 'ERR_ZIP_NAME', { name: 'a\u202elmx.exe', bytes: evil }),
  adding('a name in GBK that says it is UTF-8', 'ERR_ZIP_NAME', {
    name: Uint8Array.of(0xd6, 0xd0),
    bytes: evil,
  }),
  adding('a symbolic link', 'ERR_ZIP_UNSUPPORTED', {
    name: 'link',
    bytes: encodeUtf8('/etc/passwd'),
    central: { madeBy: 0x0314, attributes: 0xa1ff0000 },
  }),
  adding('a device', 'ERR_ZIP_UNSUPPORTED', {
    name: 'device',
    bytes: nothing,
    central: { madeBy: 0x0314, attributes: 0x61ff0000 },
  }),
  adding('an encrypted entry', 'ERR_ZIP_UNSUPPORTED', both({ name: 'x', bytes: evil }, { flags: 0x0801 })),
  adding(
    'a method that few readers know',
    'ERR_ZIP_UNSUPPORTED',
    both({ name: 'x', bytes: evil }, { method: 12 }),
  ),
  atPage('a second name in an extra field', 'ERR_ZIP_UNSUPPORTED', (page) => [
    both(page, { extra: extra(0x7075, 9) }),
  ]),
  atPage('a length in ZIP64 beside the plain one', 'ERR_ZIP_UNSUPPORTED', (page) => [
    { ...page, central: { extra: extra(1, 16) } },
  ]),
]
