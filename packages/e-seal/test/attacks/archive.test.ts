import { concatBytes, encodeUtf8, type Trust } from '@xinyin/core'
import { descriptor, type RawArchive, type RawEntry, writeArchive } from '@xinyin/testkit/attacks'
import { deflateSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { inspectOfd, parseOfdPackage, sealOfd } from '../../src/carriers/ofd/index.ts'
import { crc32 } from '../../src/carriers/ofd/zip/crc32.ts'
import { parseZip } from '../../src/carriers/ofd/zip/read.ts'
import { createDocument } from '../document.ts'
import { AT, createProvince } from '../province.ts'

const good: RawEntry = { name: 'a.xml', bytes: encodeUtf8('<a/>') }
const other: RawEntry = { name: 'b.xml', bytes: encodeUtf8('<b/>') }
const view = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
const extra = (kind: number, length = 0) => {
  const field = new Uint8Array(4 + length)
  view(field).setUint16(0, kind, true)
  view(field).setUint16(2, length, true)
  return field
}
const deflated = (bytes: Uint8Array, stream: Uint8Array = deflateSync(bytes)): RawEntry => {
  const header = { method: 8, crc: crc32(bytes), packed: stream.length, size: bytes.length }
  return { name: 'a.xml', bytes: stream, local: header, central: header }
}
const both = (header: NonNullable<RawEntry['local']>, entry: RawEntry = good): RawEntry => ({
  ...entry,
  local: header,
  central: header,
})
const zip64 = (size: number, packed: number) => {
  const field = extra(1, 16)
  view(field).setBigUint64(4, BigInt(size), true)
  view(field).setBigUint64(12, BigInt(packed), true)
  return field
}
/** A ZIP64 end record over another directory, and its locator, as the last octets of an extra field. */
const zip64Locator = (kind: number, length: number) => {
  const field = extra(kind, length)
  view(field).setUint32(field.length - 20, 0x07064b50, true)
  return field
}
const record = (mark: number) => {
  const field = extra(0x5455, 9)
  view(field).setUint32(6, mark, true)
  return field
}
const deferredSizes = { size: 0xffffffff, packed: 0xffffffff }
const bomb = new Uint8Array(8 * 1024 * 1024)
const deferred = (entry: RawEntry, after: Uint8Array, local: RawEntry['local'] = {}): RawEntry => ({
  ...entry,
  local: { ...entry.local, flags: 0x0808, ...local },
  central: { ...entry.central, flags: 0x0808 },
  after,
})
const stream = deflateSync(good.bytes)
const tailed = (...tail: number[]) => deflated(good.bytes, concatBytes(stream, Uint8Array.of(...tail)))
const zeros = { crc: 0, packed: 0, size: 0 }
const empty: RawEntry = { name: 'x/', bytes: new Uint8Array(0) }

test('the archive that all of these are made from is read', () => {
  expect([...parseZip(writeArchive([good, other])).files.keys()]).toEqual(['a.xml', 'b.xml'])
  expect(parseZip(writeArchive([deflated(good.bytes)])).files.get('a.xml')).toEqual(good.bytes)
})

const attacks: [string, string, readonly RawEntry[], RawArchive?][] = [
  ['two entries of one name', 'ERR_ZIP_DUPLICATE', [good, good]],
  ['names that differ in case only', 'ERR_ZIP_DUPLICATE', [good, { ...other, name: 'A.XML' }]],
  [
    'names that differ in Unicode form only',
    'ERR_ZIP_DUPLICATE',
    [
      { ...good, name: 'é' },
      { ...other, name: 'e\u0301' },
    ],
  ],
  ['a file that is a folder too', 'ERR_ZIP_DUPLICATE', [good, { ...other, name: 'a.xml/b' }]],
  [
    'a file and a directory of one name',
    'ERR_ZIP_DUPLICATE',
    [good, { name: 'a.xml/', bytes: new Uint8Array(0) }],
  ],
  ['a path up and out', 'ERR_ZIP_NAME', [{ ...good, name: '../a.xml' }]],
  ['a path up inside', 'ERR_ZIP_NAME', [{ ...good, name: 'x/../a.xml' }]],
  ['a path from the root', 'ERR_ZIP_NAME', [{ ...good, name: '/a.xml' }]],
  ['a path with a drive', 'ERR_ZIP_NAME', [{ ...good, name: 'C:a.xml' }]],
  ['a path with backslashes', 'ERR_ZIP_NAME', [{ ...good, name: 'x\\a.xml' }]],
  ['a path with a dot', 'ERR_ZIP_NAME', [{ ...good, name: './a.xml' }]],
  ['a path with an empty part', 'ERR_ZIP_NAME', [{ ...good, name: 'x//a.xml' }]],
  ['a name with a control character', 'ERR_ZIP_NAME', [{ ...good, name: 'a\0.xml' }]],
  ['a name that reads backwards', 'ERR_ZIP_NAME', [{ ...good, name: 'a\u202elmx.b' }]],
  ['a name with a trailing dot', 'ERR_ZIP_NAME', [{ ...good, name: 'a.xml.' }]],
  ['an empty name', 'ERR_ZIP_NAME', [{ ...good, name: '' }]],
  ['a name of a thousand and one octets more', 'ERR_ZIP_NAME', [{ ...good, name: 'a'.repeat(1025) }]],
  ['a name of great depth', 'ERR_ZIP_NAME', [{ ...good, name: `${'a/'.repeat(32)}a` }]],
  ['a name in GBK that says it is UTF-8', 'ERR_ZIP_NAME', [{ ...good, name: Uint8Array.of(0xd6, 0xd0) }]],
  ['a name in neither', 'ERR_ZIP_NAME', [both({ flags: 0 }, { ...good, name: Uint8Array.of(0xff, 0xff) })]],
  [
    'a ZIP64 field beside other plain sizes',
    'ERR_ZIP_MISMATCH',
    [{ ...good, local: { extra: zip64(5, 4) } }],
  ],
  [
    'a ZIP64 field that says otherwise',
    'ERR_ZIP_MISMATCH',
    [{ ...good, local: { ...deferredSizes, extra: zip64(4, 5) } }],
  ],
  [
    'a name that is not UTF-8 though it says so',
    'ERR_ZIP_NAME',
    [{ ...good, name: Uint8Array.of(0xff, 0xfe) }],
  ],
  ['headers with different names', 'ERR_ZIP_MISMATCH', [{ ...good, local: { name: 'c.xml' } }]],
  ['headers with different methods', 'ERR_ZIP_MISMATCH', [{ ...good, local: { method: 8 } }]],
  ['headers with different sizes', 'ERR_ZIP_MISMATCH', [{ ...good, local: { size: 3 } }]],
  ['headers with different packed sizes', 'ERR_ZIP_MISMATCH', [{ ...good, local: { packed: 3 } }]],
  ['headers with different checksums', 'ERR_ZIP_MISMATCH', [{ ...good, local: { crc: 1 } }]],
  ['headers with different flags', 'ERR_ZIP_MISMATCH', [{ ...good, local: { flags: 0x0802 } }]],
  ['headers with different times', 'ERR_ZIP_MISMATCH', [{ ...good, local: { time: 1 } }]],
  ['headers with different versions', 'ERR_ZIP_MISMATCH', [{ ...good, local: { version: 10 } }]],
  ['a wrong checksum in both headers', 'ERR_ZIP_CONTENT', [both({ crc: 1 })]],
  ['a wrong size in both headers', 'ERR_ZIP_CONTENT', [both({ size: 3 })]],
  [
    'a wrong size of a deflated entry',
    'ERR_ZIP_CONTENT',
    [both({ ...deflated(good.bytes).local, size: 3 }, deflated(good.bytes))],
  ],
  ['five octets after the end of a deflate stream', 'ERR_ZIP_CONTENT', [tailed(1, 2, 3, 4, 5)]],
  ['a record after the end of a deflate stream', 'ERR_ZIP_CONTENT', [tailed(0x50, 0x4b, 3, 4)]],
  [
    'an octet between the end of a deflate stream and its descriptor',
    'ERR_ZIP_CONTENT',
    [deferred(tailed(7), descriptor(crc32(good.bytes), stream.length + 1, 4))],
  ],
  [
    'a descriptor after stored data',
    'ERR_ZIP_UNSUPPORTED',
    [deferred(good, descriptor(crc32(good.bytes), 4, 4))],
  ],
  [
    'a descriptor after stored data whose length is only there',
    'ERR_ZIP_UNSUPPORTED',
    [deferred(good, descriptor(crc32(good.bytes), 4, 4), zeros)],
  ],
  [
    'a descriptor after nothing that a search does not find',
    'ERR_ZIP_UNSUPPORTED',
    [deferred(empty, new Uint8Array(12))],
  ],
  [
    'a descriptor whose checksum is the signature that it lacks',
    'ERR_ZIP_UNSUPPORTED',
    [
      deferred(
        both({ crc: 0x08074b50, method: 8, packed: stream.length, size: 4 }, { ...good, bytes: stream }),
        descriptor(0x08074b50, stream.length, 4).subarray(4),
      ),
    ],
  ],
  [
    'a ZIP64 field beside plain sizes and before a descriptor',
    'ERR_ZIP_MISMATCH',
    [
      deferred(deflated(good.bytes), descriptor(crc32(good.bytes), stream.length, 4), {
        extra: zip64(4, stream.length),
      }),
    ],
  ],
  [
    'a ZIP64 field beside plain sizes and before a descriptor as wide as the field',
    'ERR_ZIP_MISMATCH',
    [
      deferred(
        { ...deflated(good.bytes) },
        concatBytes(
          descriptor(crc32(good.bytes), 0, 0).subarray(0, 8),
          // Sizes in the order of descriptors: packed first.
          zip64(stream.length, 4).subarray(4),
        ),
        { packed: stream.length, size: 4, crc: crc32(good.bytes), extra: zip64(4, stream.length) },
      ),
    ],
  ],
  [
    'two ZIP64 fields',
    'ERR_ZIP_UNSUPPORTED',
    [{ ...good, local: { extra: concatBytes(zip64(4, 4), zip64(4, 4)) } }],
  ],
  ['a ZIP64 field of another length', 'ERR_ZIP_UNSUPPORTED', [{ ...good, local: { extra: extra(1, 24) } }]],
  [
    'UTF-8 in one header alone of a name that is not ASCII',
    'ERR_ZIP_MISMATCH',
    [{ ...good, name: '中', local: { flags: 0 } }],
  ],
  [
    'names that differ in the form of an s only',
    'ERR_ZIP_DUPLICATE',
    [good, { ...other, name: 'aſ' }, { ...other, name: 'as' }],
  ],

  [
    'a deflate stream that ends early',
    'ERR_ZIP_CONTENT',
    [deflated(good.bytes, deflateSync(good.bytes).subarray(0, -1))],
  ],
  ['an encrypted entry', 'ERR_ZIP_UNSUPPORTED', [both({ flags: 0x0801 })]],
  ['a strongly encrypted entry', 'ERR_ZIP_UNSUPPORTED', [both({ flags: 0x0840 })]],
  ['a masked header', 'ERR_ZIP_UNSUPPORTED', [both({ flags: 0x2800 })]],
  ['patch data', 'ERR_ZIP_UNSUPPORTED', [both({ flags: 0x0820 })]],
  ['another method', 'ERR_ZIP_UNSUPPORTED', [both({ method: 12 })]],
  [
    'a symbolic link',
    'ERR_ZIP_UNSUPPORTED',
    [{ ...good, central: { madeBy: 0x0314, attributes: 0xa1ff0000 } }],
  ],
  [
    'a symbolic link on a system that has none',
    'ERR_ZIP_UNSUPPORTED',
    [{ ...good, central: { attributes: 0xa1ff0000 } }],
  ],
  ['a device', 'ERR_ZIP_UNSUPPORTED', [{ ...good, central: { madeBy: 0x0314, attributes: 0x61ff0000 } }]],
  [
    'attributes that the system does not have',
    'ERR_ZIP_UNSUPPORTED',
    [{ ...good, central: { attributes: 0x100 } }],
  ],
  [
    'bits of a mode on a system that has none',
    'ERR_ZIP_UNSUPPORTED',
    [{ ...good, central: { attributes: 0x00010000 } }],
  ],
  [
    'a mode with special rights on a system that has none',
    'ERR_ZIP_UNSUPPORTED',
    [{ ...good, central: { attributes: 0x89ff0000 } }],
  ],
  ['an unknown system', 'ERR_ZIP_UNSUPPORTED', [{ ...good, central: { madeBy: 0x6314 } }]],
  ['odd internal attributes', 'ERR_ZIP_UNSUPPORTED', [{ ...good, central: { internal: 2 } }]],
  ['a comment on an entry', 'ERR_ZIP_UNSUPPORTED', [{ ...good, central: { comment: encodeUtf8('x') } }]],
  ['a second name in an extra field', 'ERR_ZIP_UNSUPPORTED', [both({ extra: extra(0x7075, 9) })]],
  ['ZIP64 in the directory', 'ERR_ZIP_UNSUPPORTED', [{ ...good, central: { extra: extra(1, 16) } }]],
  [
    'a ZIP64 locator hidden where some readers look for one',
    'ERR_ZIP_UNSUPPORTED',
    [good, { ...other, central: { extra: zip64Locator(0x000a, 32) } }],
  ],
  [
    'a ZIP64 directory hidden in a field of times',
    'ERR_ZIP_UNSUPPORTED',
    [good, { ...other, central: { extra: zip64Locator(0x000a, 400) } }],
  ],
  [
    'a ZIP64 locator made of a name and an extra field',
    'ERR_ZIP_UNSUPPORTED',
    [both({ extra: concatBytes(Uint8Array.of(6, 7, 14, 0), new Uint8Array(14)) }, { ...good, name: 'PK' })],
  ],
  ...[0x02014b50, 0x04034b50, 0x06054b50, 0x06064b50, 0x07064b50, 0x08074b50].map(
    (mark): [string, string, readonly RawEntry[]] => [
      `a record ${mark.toString(16)} in an extra field`,
      'ERR_ZIP_UNSUPPORTED',
      [both({ extra: record(mark) }), other],
    ],
  ),
  ...[
    [0x000a, 31],
    [0x000a, 36],
    [0x5455, 17],
    [0x5855, 16],
    [0x7855, 8],
    [0x7875, 25],
    [0xcafe, 1],
    [0x4242, 61],
  ].map(([kind = 0, length = 0]): [string, string, readonly RawEntry[]] => [
    `an extra field ${kind.toString(16)} of ${length} octets`,
    'ERR_ZIP_UNSUPPORTED',
    [{ ...good, central: { extra: extra(kind, length) } }],
  ]),
  [
    'two extra fields of times',
    'ERR_ZIP_UNSUPPORTED',
    [both({ extra: concatBytes(extra(0x5455, 5), extra(0x5455, 5)) })],
  ],
  ['ZIP64 sizes', 'ERR_ZIP_UNSUPPORTED', [{ ...good, central: { size: 0xffffffff } }]],
  ['ZIP64 in the end record', 'ERR_ZIP_UNSUPPORTED', [good], { end: { offset: 0xffffffff } }],
  ['an extra field that runs over', 'ERR_ZIP_STRUCTURE', [both({ extra: Uint8Array.of(1, 2, 9, 0) })]],
  ['another disk', 'ERR_ZIP_STRUCTURE', [good], { end: { disk: 1 } }],
  ['an entry on another disk', 'ERR_ZIP_STRUCTURE', [{ ...good, central: { disk: 1 } }]],
  ['a directory with content', 'ERR_ZIP_STRUCTURE', [{ ...good, name: 'x/' }]],
  ['bytes between entries', 'ERR_ZIP_STRUCTURE', [{ ...good, after: Uint8Array.of(1) }, other]],
  ['bytes before the directory', 'ERR_ZIP_STRUCTURE', [good], { beforeDirectory: Uint8Array.of(1) }],
  ['overlapping entries', 'ERR_ZIP_STRUCTURE', [good, { ...other, central: { offset: 0 } }]],
  [
    'an entry that the directory hides',
    'ERR_ZIP_STRUCTURE',
    [good, other],
    { end: { entries: 1, onDisk: 1, size: 51 } },
  ],
  ['an offset beyond the file', 'ERR_ZIP_STRUCTURE', [{ ...good, central: { offset: 99999 } }]],
  ['a directory beyond the file', 'ERR_ZIP_STRUCTURE', [good], { end: { offset: 9999 } }],
  ['more entries than there are', 'ERR_ZIP_STRUCTURE', [good], { end: { entries: 2, onDisk: 2 } }],
  ['bytes after the end', 'ERR_ZIP_STRUCTURE', [good], { suffix: Uint8Array.of(0) }],
  ['a comment that is not text', 'ERR_ZIP_COMMENT', [good], { comment: Uint8Array.of(0, 1, 2) }],
  ['a comment with another end record', 'ERR_ZIP_COMMENT', [good], { comment: encodeUtf8('PK\x05\x06') }],
  ['a long comment', 'ERR_ZIP_STRUCTURE', [good], { comment: new Uint8Array(65).fill(65) }],
  [
    'a descriptor that says otherwise',
    'ERR_ZIP_MISMATCH',
    [deferred(deflated(good.bytes), descriptor(1, stream.length, 4))],
  ],
  ['a missing descriptor', 'ERR_ZIP_MISMATCH', [deferred(deflated(good.bytes), new Uint8Array(0))]],
  ['a stream that unpacks a thousandfold', 'ERR_ZIP_LIMIT', [deflated(bomb)]],
  [
    'many entries that each unpack to a mebibyte of nothing',
    'ERR_ZIP_LIMIT',
    Array.from({ length: 17 }, (_, i) => ({ ...deflated(bomb.subarray(0, 1024 * 1024)), name: `z${i}` })),
  ],
  [
    'a stream that unpacks to more than it says',
    'ERR_ZIP_CONTENT',
    [both({ ...deflated(bomb).local, size: 10 }, deflated(bomb))],
  ],
]

describe('archives that could be read in two ways, or do harm, are refused', () => {
  test.each(attacks)('%s: %s', (_, code, entries, archive) => {
    expect(() => parseZip(writeArchive(entries, archive))).toThrow(expect.objectContaining({ code }))
  })

  test('limits hold', () => {
    const archive = writeArchive([good, other])
    const code = 'ERR_ZIP_LIMIT'
    for (const limit of ['maxBytes', 'maxEntries', 'maxEntryBytes', 'maxTotalBytes'])
      expect(() => parseZip(archive, { [limit]: 1 })).toThrow(expect.objectContaining({ code }))
  })
})

describe('ways of real writers are read and named', () => {
  test.each<[string, string[], readonly RawEntry[], RawArchive?]>([
    ['a mark in the comment', ['archive-comment'], [good], { comment: encodeUtf8('KRC') }],
    [
      'names in UTF-8 without the flag',
      ['names-without-utf8-flag'],
      [both({ flags: 0 }, { ...good, name: '中文' })],
    ],
    ['names in GBK', ['gbk-names'], [both({ flags: 0 }, { ...good, name: Uint8Array.of(0xd6, 0xd0) })]],
    ['an extra field of its own', ['unknown-extra-field'], [both({ extra: extra(0x4242, 2) })]],
    [
      'sizes in a ZIP64 field of the local header',
      [],
      [{ ...good, local: { ...deferredSizes, extra: zip64(4, 4) } }],
    ],
    ...[0x0014, 0x0a14, 0x0b14, 0x0314].flatMap((madeBy) =>
      [0x01800000, 0x81b60000, 0x81b60020].map((attributes): [string, string[], readonly RawEntry[]] => [
        `a mode ${attributes.toString(16)} by a writer on ${madeBy.toString(16)}`,
        [],
        [{ ...good, central: { madeBy, attributes } }],
      ]),
    ),
    ['times in an extra field', [], [both({ extra: extra(0x5455, 5) })]],
    [
      'directories',
      [],
      [
        { name: 'x/', bytes: new Uint8Array(0) },
        { ...good, name: 'x/a' },
      ],
    ],
    ['a descriptor', [], [deferred(deflated(good.bytes), descriptor(crc32(good.bytes), stream.length, 4))]],
    [
      'a descriptor after a header of zeros',
      [],
      [deferred(deflated(good.bytes), descriptor(crc32(good.bytes), stream.length, 4).subarray(4), zeros)],
    ],
    ['a descriptor after a folder', ['empty-entry-descriptor'], [good, deferred(empty, descriptor(0, 0, 0))]],
    ['UTF-8 in one header alone', ['utf8-flag-mismatch'], [{ ...good, local: { flags: 0 } }]],
    ['sizes in a ZIP64 field too', ['redundant-zip64'], [{ ...good, local: { extra: zip64(4, 4) } }]],
    [
      'a ZIP64 field behind another one',
      ['redundant-zip64'],
      [{ ...good, local: { extra: concatBytes(extra(0x5455, 5), zip64(4, 4)) } }],
    ],
    ['octets after the end of a stream', ['deflate-tail'], [tailed(1, 2, 3, 4)]],
    [
      'attributes of a file that nobody may read',
      ['bare-attributes'],
      [{ ...good, central: { madeBy: 0x0b14, attributes: 0x80000000 } }],
    ],
    ['a blank sheet of 4.4 MB', ['high-compression'], [deflated(new Uint8Array(4_400_000))]],
    ['bytes in front, offsets without them', ['prefix-bytes'], [good], { prefix: encodeUtf8('junk') }],
    [
      'bytes in front, offsets with them',
      ['prefix-bytes'],
      [good],
      { prefix: encodeUtf8('junk'), absolute: true },
    ],
  ])('%s: %j', (_, deviations, entries, archive) => {
    const zip = parseZip(writeArchive(entries, archive))
    expect(zip.deviations).toEqual(deviations)
    expect(zip.files.size).toBe(1)
  })

  test('entries that pack well are read while there are few', () => {
    const entries = Array.from({ length: 8 }, (_, i) => ({
      ...deflated(bomb.subarray(0, 1024 * 1024)),
      name: `z${i}`,
    }))
    expect(parseZip(writeArchive(entries)).files.size).toBe(8)
  })

  test('a name in GBK is the name that it says', () => {
    const name = Uint8Array.of(0xd6, 0xd0)
    expect([...parseZip(writeArchive([both({ flags: 0 }, { ...good, name })])).files.keys()]).toEqual(['中'])
  })
})

test('a sealed document with bytes in front does not pass: other readers may see another archive', async () => {
  const { seal, office, trust } = await createProvince()
  const sealed = await sealOfd(createDocument(), { seal, signer: office.signer, at: AT })
  const report = await inspectOfd(concatBytes(encodeUtf8('junk'), sealed), { trust, at: AT })
  expect(report.verdict).toBe('indeterminate')
  expect(report.checks[0]).toMatchObject({ id: 'ofd.package', code: 'ERR_ZIP_PREFIX' })
})

test('a sealed document in an archive that was played with fails by its package', async () => {
  const nobody: Trust = { anchors: [], intermediates: [] }
  const files = [...parseOfdPackage(createDocument()).files].map(([name, bytes]) => ({ name, bytes }))
  const twin = writeArchive([...files, { name: 'ofd.xml', bytes: encodeUtf8('<x/>') }])
  const report = await inspectOfd(twin, { trust: nobody })
  expect(report.verdict).toBe('failed')
  expect(report.checks).toMatchObject([
    { id: 'ofd.package', code: 'ERR_ZIP_DUPLICATE' },
    { id: 'ofd.signed', status: 'skipped' },
    { id: 'ofd.expected', status: 'skipped' },
    { id: 'ofd.graph', status: 'skipped' },
    { id: 'ofd.roles', status: 'skipped' },
    { id: 'ofd.entries-list', status: 'skipped' },
    { id: 'ofd.fake-seals', status: 'skipped' },
  ])
})
