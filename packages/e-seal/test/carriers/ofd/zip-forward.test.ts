import { crc32, deflateRawSync } from 'node:zlib'
import { concatBytes, digestSm3, encodeHex } from '@xinyin/core'
import { listTruth, readTruth, testTruth } from '@xinyin/testkit'
import {
  descriptor,
  type RawEntry,
  SCANNING_STYLES,
  scanForward,
  writeArchive,
} from '@xinyin/testkit/attacks'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseZip, type Zip } from '../../../src/carriers/ofd/zip/read.ts'
import { SealError } from '../../../src/errors.ts'

/** What the strict reader sees, in the order in which it lies in the archive. */
function readOrRefuse(bytes: Uint8Array): Zip | undefined {
  try {
    const zip = parseZip(bytes)
    return zip.deviations.includes('prefix-bytes') ? undefined : zip
  } catch (error) {
    if (error instanceof SealError) return undefined
    throw error
  }
}

/** Content by length and digest: comparing long arrays takes long. */
const told = (content: Uint8Array = new Uint8Array(0)) => `${content.length} ${encodeHex(digestSm3(content))}`

function expectSame(bytes: Uint8Array): boolean {
  const zip = readOrRefuse(bytes)
  if (zip === undefined) return false
  const seen = [...zip.archive.entries.values()]
    .sort((a, b) => a.start - b.start)
    .map(({ entry }) => [Buffer.from(entry.nameOctets).toString('latin1'), told(zip.files.get(entry.name))])
  for (const style of SCANNING_STYLES) {
    const scanned = scanForward(Buffer.from(bytes), style).filter(({ name }) => !name.endsWith('/'))
    expect(scanned.map(({ name, content }) => [name, told(content)])).toEqual(seen)
  }
  return true
}

const PK = [0x50, 0x4b, 3, 4, 0x50, 0x4b, 7, 8, 0x50, 0x4b, 1, 2]
const octets = fc.array(fc.oneof(fc.constantFrom(...PK), fc.nat(255)), { maxLength: 40 })
const entry = fc.record({
  content: octets,
  deflated: fc.boolean(),
  deferred: fc.boolean(),
  signed: fc.boolean(),
  zeros: fc.boolean(),
  tail: fc.array(fc.constantFrom(...PK), { maxLength: 5 }),
  zip64: fc.boolean(),
})

const archives = fc.array(entry, { minLength: 1, maxLength: 4 }).map((entries) =>
  writeArchive(
    entries.map(({ content, deflated, deferred, signed, zeros, tail, zip64 }, i): RawEntry => {
      const plain = Uint8Array.from(content)
      const bytes = deflated ? concatBytes(deflateRawSync(plain), Uint8Array.from(tail)) : plain
      const crc = crc32(plain)
      const common = {
        flags: deferred ? 8 : 0,
        method: deflated ? 8 : 0,
        crc,
        packed: bytes.length,
        size: plain.length,
      }
      const field = Buffer.alloc(zip64 ? 20 : 0)
      if (zip64) {
        field.set([1, 0, 16, 0])
        field.writeUInt32LE(plain.length, 4)
        field.writeUInt32LE(bytes.length, 12)
      }
      const local = { ...common, extra: field, ...(deferred && zeros ? { crc: 0, packed: 0, size: 0 } : {}) }
      const after = descriptor(crc, bytes.length, plain.length).subarray(signed ? 0 : 4)
      return { name: `${i}.xml`, bytes, local, central: common, ...(deferred ? { after } : {}) }
    }),
  ),
)

test('what is accepted is what every reader that streams finds', () => {
  let accepted = 0
  fc.assert(
    fc.property(archives, (bytes) => {
      if (expectSame(bytes)) accepted++
    }),
    { numRuns: 2000 },
  )
  expect(accepted).toBeGreaterThan(100)
})

test('and so it is with an octet changed', () => {
  fc.assert(
    fc.property(archives, fc.nat(), fc.constantFrom(0, 0x50, 0x4b, 3, 8, 255), (bytes, at, value) => {
      const changed = new Uint8Array(bytes)
      changed[at % changed.length] = value
      expectSame(changed)
    }),
    { numRuns: 3000 },
  )
})

testTruth.each(listTruth('ofd'))('%s is the same to readers that stream', (file) => {
  expect(expectSame(new Uint8Array(readTruth(`ofd/${file}`)))).toBe(true)
})
