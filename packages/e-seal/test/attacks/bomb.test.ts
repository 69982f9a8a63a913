import { encodeUtf8, type Trust } from '@xinyin/core'
import { type RawEntry, writeArchive } from '@xinyin/testkit/attacks'
import { deflateSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { inspectOfd, listOfdSignatures, type OfdOptions } from '../../src/carriers/ofd/index.ts'
import { crc32 } from '../../src/carriers/ofd/zip/crc32.ts'
import { createDocument, DOCUMENT } from '../document.ts'

const NOBODY: Trust = { anchors: [], intermediates: [] }
/** A second, with room for a machine that is busy with other tests. */
const LIMIT_MS = 3000

const stored = (name: string, text: string | Uint8Array): RawEntry => ({
  name,
  bytes: typeof text === 'string' ? encodeUtf8(text) : text,
})
const packed = (name: string, bytes: Uint8Array, stated = bytes.length): RawEntry => {
  const stream = deflateSync(bytes, { level: 9 })
  const header = { method: 8, crc: crc32(bytes), packed: stream.length, size: stated }
  return { name, bytes: stream, local: header, central: header }
}
const document = () => Object.entries(DOCUMENT).map(([name, text]) => stored(name, text))
const instead = (name: string, text: string | Uint8Array) =>
  document().map((entry) => (entry.name === name ? stored(name, text) : entry))
const huge = { size: 0xfffffffe, packed: 0xfffffffe }
const OPEN = '<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016">'
const laughs = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('')
const utf16 = (text: string) => {
  const octets = new Uint8Array(2 + 2 * text.length)
  octets.set([0xff, 0xfe])
  for (let i = 0; i < text.length; i++) octets[2 + 2 * i] = text.charCodeAt(i)
  return octets
}

/** A source that counts what is asked of it, as a file or a store would be asked. */
function counting(bytes: Uint8Array) {
  const source = {
    size: bytes.length,
    asked: 0,
    async read(offset: number, length: number) {
      if (offset < 0 || length < 0 || offset + length > bytes.length)
        throw new Error('read outside of the source')
      source.asked += length
      return bytes.slice(offset, offset + length)
    },
  }
  return source
}

describe('what would take long or much is refused in time, from memory and from a source', () => {
  test.each<[string, string, Uint8Array, OfdOptions['limits']?]>([
    [
      'twenty-one thousand entries',
      'ERR_ZIP_LIMIT',
      writeArchive(Array.from({ length: 21_000 }, (_, i) => stored(`${i}`, ''))),
    ],
    [
      'a hundred thousand entries',
      'ERR_ZIP_UNSUPPORTED',
      writeArchive(document(), { end: { entries: 0xffff, onDisk: 0xffff } }),
    ],
    [
      'four gigabytes in one entry',
      'ERR_ZIP_LIMIT',
      writeArchive([...document(), { ...stored('x', 'x'), local: huge, central: huge }]),
    ],
    [
      'ten megabytes of nothing in ten thousand',
      'ERR_ZIP_LIMIT',
      writeArchive([...document(), packed('x', new Uint8Array(10_000_000))]),
    ],
    [
      'many small ones of nothing',
      'ERR_ZIP_LIMIT',
      writeArchive([
        ...document(),
        ...Array.from({ length: 30 }, (_, i) => packed(`${i}`, new Uint8Array(1_000_000))),
      ]),
    ],
    [
      'an entry that is longer than it says',
      'ERR_ZIP_CONTENT',
      writeArchive([...document(), packed('x', new Uint8Array(900_000), 9)]),
    ],
    [
      'a central directory of gigabytes',
      'ERR_ZIP_STRUCTURE',
      writeArchive(document(), { end: { size: 0xfffffff0 } }),
    ],
    [
      'XML of a million levels',
      'ERR_XML_LIMIT',
      writeArchive(instead('OFD.xml', OPEN + '<a>'.repeat(300_000))),
    ],
    [
      'a document of a million levels',
      'ERR_XML_LIMIT',
      writeArchive(instead('Doc_0/Document.xml', '<a>'.repeat(600_000))),
    ],
    [
      'a billion laughs',
      'ERR_XML_FORBIDDEN',
      writeArchive(instead('OFD.xml', `<!DOCTYPE a [<!ENTITY l0 "ha">${laughs}]>${OPEN}&l9;</ofd:OFD>`)),
    ],
    ['UTF-16', 'ERR_XML_ENCODING', writeArchive(instead('OFD.xml', utf16(`${OPEN}</ofd:OFD>`)))],
    [
      'GBK by declaration',
      'ERR_XML_ENCODING',
      writeArchive(instead('OFD.xml', `<?xml version="1.0" encoding="GBK"?>${OPEN}</ofd:OFD>`)),
    ],
    ['a total beyond what is allowed', 'ERR_ZIP_LIMIT', createDocument(), { zip: { maxTotalBytes: 1000 } }],
    ['an archive beyond what is allowed', 'ERR_ZIP_LIMIT', createDocument(), { zip: { maxBytes: 1000 } }],
  ])('%s: %s', async (_, code, bytes, limits) => {
    const options = limits === undefined ? { trust: NOBODY } : { trust: NOBODY, limits }
    const start = performance.now()
    const report = await inspectOfd(bytes, options)
    expect(report.checks[0]).toMatchObject({ id: 'ofd.package', status: 'failed', code })
    const source = counting(bytes)
    expect(await inspectOfd(source, options)).toEqual(report)
    expect(performance.now() - start).toBeLessThan(2 * LIMIT_MS)
    // Nothing is read of what the headers refuse, but for the headers.
    expect(source.asked).toBeLessThan(3 * bytes.length + 200_000)
  })

  test('names in GBK, a mark of order before XML, and bytes before the archive are read and told of', async () => {
    const gbk = Uint8Array.of(0xd6, 0xa4, 0xd5, 0xd5)
    const marked = instead('OFD.xml', `\ufeff${DOCUMENT['OFD.xml']}`)
    const plain = { flags: 0 }
    const archive = writeArchive([
      ...marked,
      { ...stored(gbk as unknown as string, 'x'), local: plain, central: plain },
    ])
    const { checks } = await inspectOfd(archive, { trust: NOBODY })
    expect(checks[0]).toMatchObject({ status: 'passed', facts: { deviations: 'gbk-names' } })
    const shifted = writeArchive(marked, { prefix: encodeUtf8('MZ') })
    const report = await inspectOfd(counting(shifted), { trust: NOBODY })
    expect(report.checks[0]).toMatchObject({ status: 'indeterminate', code: 'ERR_ZIP_PREFIX' })
  })

  test('listing asks a source for headers and index files, and not for the rest', async () => {
    const noise = new Uint8Array(4_000_000).map((_, i) => (i * 2654435761) >>> 13)
    const source = counting(writeArchive([...document(), stored('Doc_0/Res/large.bin', noise)]))
    expect((await listOfdSignatures(source)).signatures).toEqual([])
    expect(source.asked).toBeLessThan(500_000)
  })
})
