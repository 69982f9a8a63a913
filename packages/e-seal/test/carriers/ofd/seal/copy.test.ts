import { concatBytes, encodeUtf8 } from '@xinyin/core'
import { descriptor, type RawArchive, type RawEntry, writeArchive } from '@xinyin/testkit/attacks'
import fc from 'fast-check'
import { deflateSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { collectCopy } from '../../../../src/carriers/ofd/seal/output.ts'
import { sourceOf } from '../../../../src/carriers/ofd/source.ts'
import { type Archive, openArchive } from '../../../../src/carriers/ofd/zip/archive.ts'
import { type ArchiveEdit, copyArchive } from '../../../../src/carriers/ofd/zip/copy.ts'
import { crc32 } from '../../../../src/carriers/ofd/zip/crc32.ts'
import { parseZip } from '../../../../src/carriers/ofd/zip/read.ts'
import { readStretches } from '../../../../src/carriers/ofd/zip/stretch.ts'

const open = (bytes: Uint8Array): Archive => readStretches(bytes, openArchive(bytes.length))

async function copy(bytes: Uint8Array, edit: ArchiveEdit): Promise<Uint8Array> {
  const source = sourceOf(bytes)
  const planned = await copyArchive(source, open(bytes), edit)
  const copied = await collectCopy(source, planned)
  expect(copied.length).toBe(planned.size)
  return copied
}

const NOTHING: ArchiveEdit = { replaced: new Map(), added: [] }

/** The octets of an entry in the archive, all of its headers and what follows its content among them. */
const localOf = (bytes: Uint8Array, name: string) => {
  const placed = open(bytes).entries.get(name)
  if (placed === undefined) throw new Error(`no ${name}`)
  return bytes.slice(placed.start, placed.end)
}

/** Headers of the central directory by names, but for where the entry begins. */
function centralsOf(bytes: Uint8Array): Map<string, Uint8Array> {
  const { directory, comment } = open(bytes)
  const headers = new Map<string, Uint8Array>()
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  for (let at = directory; at < bytes.length - 22 - comment.length; ) {
    const name = view.getUint16(at + 28, true)
    const next = at + 46 + name + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
    const header = bytes.slice(at, next)
    header.fill(0, 42, 46)
    headers.set(new TextDecoder('latin1').decode(bytes.subarray(at + 46, at + 46 + name)), header)
    at = next
  }
  return headers
}

const TIMES = Uint8Array.of(0x55, 0x54, 5, 0, 1, 0x10, 0x20, 0x30, 0x60)
const UNKNOWN = Uint8Array.of(0x99, 0x77, 2, 0, 1, 2)

/** 附件, GBK. */
const GBK = Uint8Array.of(0xb8, 0xbd, 0xbc, 0xfe)

/** One entry in one of the ways in which writers write them. */
function entryOf(name: string, text: string, how: number): RawEntry {
  const bytes = encodeUtf8(text)
  const crc = crc32(bytes)
  if (how === 0) return { name, bytes }
  const packed = deflateSync(bytes)
  const header = { method: 8, crc, packed: packed.length, size: bytes.length, time: 0x5a215a21 }
  if (how === 1) return { name, bytes: packed, local: header, central: header }
  const extras = { ...header, extra: how === 2 ? TIMES : UNKNOWN, version: 45 }
  if (how < 4)
    return {
      name,
      bytes: packed,
      local: extras,
      central: { ...extras, madeBy: 0x031e, attributes: 0x81a40000 },
    }
  const deferred = { ...header, flags: 0x0808 }
  return {
    name,
    bytes: packed,
    local: { ...deferred, crc: 0, packed: 0, size: 0 },
    central: deferred,
    after: descriptor(crc, packed.length, bytes.length),
  }
}

const entries = fc.array(fc.record({ text: fc.string({ maxLength: 40 }), how: fc.nat(4) }), {
  minLength: 1,
  maxLength: 8,
})
const frame: fc.Arbitrary<RawArchive> = fc.record({
  prefix: fc.constantFrom(new Uint8Array(0), encodeUtf8('#!mark')),
  comment: fc.constantFrom(new Uint8Array(0), encodeUtf8('made by')),
  absolute: fc.boolean(),
})

describe('a copy of an archive', () => {
  test('keeps every entry that is not replaced, whoever wrote it, and its order', async () => {
    await fc.assert(
      fc.asyncProperty(entries, frame, fc.nat(7), fc.string(), async (written, around, nth, anew) => {
        const raw = written.map(({ text, how }, i) => entryOf(`f${i}.xml`, text, how))
        const before = writeArchive(raw, around)
        const replaced = `f${nth % written.length}.xml`
        const after = await copy(before, {
          replaced: new Map([[replaced, encodeUtf8(anew)]]),
          added: [{ name: 'new/附件.xml', bytes: encodeUtf8('added') }],
        })
        const files = parseZip(after).files
        expect([...files.keys()]).toEqual([...written.map((_, i) => `f${i}.xml`), 'new/附件.xml'])
        const centrals = [centralsOf(before), centralsOf(after)] as const
        for (const [i, { text }] of written.entries()) {
          const name = `f${i}.xml`
          if (name === replaced) {
            expect(files.get(name)).toEqual(encodeUtf8(anew))
          } else {
            expect(files.get(name)).toEqual(encodeUtf8(text))
            expect(localOf(after, name)).toEqual(localOf(before, name))
            expect(centrals[1].get(name)).toEqual(centrals[0].get(name))
          }
        }
        const { deviations } = open(after)
        expect(deviations).not.toContain('prefix-bytes')
        expect(deviations).not.toContain('archive-comment')
      }),
      { numRuns: 200 },
    )
  })

  test('without a change is the archive itself', async () => {
    const before = writeArchive([0, 1, 2, 3, 4].map((how) => entryOf(`f${how}`, 'text', how)))
    expect(await copy(before, NOTHING)).toEqual(before)
  })

  test('keeps folders, and names that are no UTF-8 or not flagged as such', async () => {
    const folder = { name: 'Doc_0/', bytes: new Uint8Array(0) }
    const gbk = {
      name: concatBytes(encodeUtf8('Doc_0/'), GBK),
      bytes: encodeUtf8('gbk'),
      local: { flags: 0 },
      central: { flags: 0 },
    }
    const unflagged = {
      name: 'Doc_0/附录',
      bytes: encodeUtf8('utf-8'),
      local: { flags: 0 },
      central: { flags: 0 },
    }
    const before = writeArchive([folder, gbk, unflagged])
    expect(await copy(before, NOTHING)).toEqual(before)
    const after = await copy(before, {
      replaced: new Map([
        ['Doc_0/附件', encodeUtf8('new')],
        ['Doc_0/附录', encodeUtf8('new')],
      ]),
      added: [],
    })
    expect([...parseZip(after).files]).toEqual([
      ['Doc_0/附件', encodeUtf8('new')],
      ['Doc_0/附录', encodeUtf8('new')],
    ])
    // Under the very octets of the old names.
    expect([...centralsOf(after).keys()]).toEqual([...centralsOf(before).keys()])
  })

  test('keeps entries that do not lie in the order of the directory', async () => {
    const bytes = encodeUtf8('0123456789')
    const sizes = 30 + 1 + bytes.length
    const swapped = writeArchive([
      { name: 'a', bytes, central: { name: 'b', offset: sizes } },
      { name: 'b', bytes, central: { name: 'a', offset: 0 } },
    ])
    const after = await copy(swapped, {
      replaced: new Map([['a', encodeUtf8('long, and longer')]]),
      added: [],
    })
    expect([...parseZip(after).files]).toEqual([
      ['b', bytes],
      ['a', encodeUtf8('long, and longer')],
    ])
    expect(after.indexOf(0x61)).toBe(30)
  })

  test('has no place for a file that is not there', async () => {
    const before = writeArchive([entryOf('a', 'text', 0)])
    await expect(copy(before, { replaced: new Map([['b', before]]), added: [] })).rejects.toThrow(RangeError)
  })
})
