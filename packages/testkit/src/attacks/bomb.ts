import { crc32, deflateRawSync } from 'node:zlib'
import { concatBytes, encodeUtf8 } from '@xinyin/core'
import {
  encodeIa5String,
  encodeInteger,
  encodeOctetString,
  encodeOid,
  encodeSequence,
} from '@xinyin/core/der'
import type { RawEntry } from './archive.ts'
import { writeArchive } from './archive.ts'
import { type Attack, keyed, open } from './attack.ts'
import { isSealed, lastSignature } from './carrier.ts'
import { archive, type Change, edit } from './edit.ts'
import { resign } from './resign.ts'
import { sealWith } from './seal-of.ts'

const ID = 'ofd.package'

const packed = (name: string, bytes: Uint8Array, size = bytes.length): RawEntry => {
  const stream = deflateRawSync(bytes, { level: 9 })
  const header = { method: 8, crc: crc32(bytes), packed: stream.length, size }
  return { name, bytes: stream, local: header, central: header }
}

const index = (name: string, code: string, change: Change): Attack =>
  open('bomb', name, [ID, code], (carrier) => edit(carrier, { 'OFD.xml': change }))

const adding = (name: string, code: string, entries: () => readonly RawEntry[]): Attack =>
  open('bomb', name, [ID, code], (carrier) => archive(carrier, (all) => [...all, ...entries()]))

const huge = { size: 0xfffffffe, packed: 0xfffffffe }
const laughs = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('')
const inIndex = (part: string) => (text: string) =>
  text.replace(/(<(?:\w+:)?DocBody>)/, (body) => `${part}${body}`)
const pictureOf = (data: Uint8Array) =>
  encodeSequence(encodeIa5String('ofd'), encodeOctetString(data), encodeInteger(40), encodeInteger(40))

/** Small files that would take long or much. */
export const BOMB_ATTACKS: readonly Attack[] = [
  adding('a stream that unpacks a thousandfold', 'ERR_ZIP_LIMIT', () => [
    packed('x', new Uint8Array(8 * 1024 * 1024)),
  ]),
  adding('many streams that unpack a thousandfold', 'ERR_ZIP_LIMIT', () =>
    Array.from({ length: 30 }, (_, i) => packed(`${i}`, new Uint8Array(1024 * 1024))),
  ),
  adding('a stream that is longer than it says', 'ERR_ZIP_CONTENT', () => [
    packed('x', new Uint8Array(500_000), 9),
  ]),
  adding('four gigabytes in one entry', 'ERR_ZIP_LIMIT', () => [
    { name: 'x', bytes: encodeUtf8('x'), local: huge, central: huge },
  ]),
  adding('more entries than any document has', 'ERR_ZIP_LIMIT', () =>
    Array.from({ length: 21_000 }, (_, i) => ({ name: `${i}`, bytes: new Uint8Array(0) })),
  ),
  index('a billion laughs', 'ERR_XML_FORBIDDEN', (text) =>
    text.replace(/^\ufeff?(<\?xml[^>]*\?>)?/, `<!DOCTYPE a [<!ENTITY l0 "ha">${laughs}]>`),
  ),
  index('XML of great depth', 'ERR_XML_LIMIT', inIndex('<a>'.repeat(100_000))),
  index('XML of many elements', 'ERR_XML_LIMIT', inIndex('<a/>'.repeat(60_001))),
  index('more documents than are read', 'ERR_OFD_LIMIT', (text) =>
    text.replace(/(<((?:\w+:)?DocBody)>.*<\/\2>)/s, '$1'.repeat(17)),
  ),
  open('bomb', 'more signatures than are read', [ID, 'ERR_OFD_LIMIT'], (carrier) =>
    edit(carrier, {
      [carrier.list]: (text) =>
        text.replace(/<((?:\w+:)?Signature) [^>]*\/>/, (entry) =>
          Array.from({ length: 65 }, (_, i) => entry.replace(/ ID="[^"]*"/, ` ID="x${i}"`)).join(''),
        ),
    }),
  ),
  open('bomb', 'a signed value of megabytes', ['ofd.signature-file', 'ERR_OFD_LIMIT'], (carrier) =>
    edit(carrier, { [lastSignature(carrier).value]: new Uint8Array(9 * 1024 * 1024) }),
  ),
  keyed(
    'bomb',
    'a seal whose picture unpacks a thousandfold',
    ['seal.picture', 'ERR_PICTURE_LIMIT'],
    async (carrier) => {
      const bomb = writeArchive([packed('OFD.xml', new Uint8Array(8 * 1024 * 1024))])
      return resign(carrier, {
        seal: await sealWith(carrier, (info) => [...info.slice(0, 3), pictureOf(bomb), ...info.slice(4)]),
      })
    },
    { applies: isSealed },
  ),
  keyed(
    'bomb',
    'a seal with thousands of extensions',
    ['signature.structure', 'ERR_SEAL_LIMIT'],
    async (carrier) => {
      const one = encodeSequence(encodeOid('1.2.3.4'), encodeOctetString(new Uint8Array(1)))
      const extensions = encodeSequence(concatBytes(...Array.from({ length: 5000 }, () => one)))
      return resign(carrier, {
        seal: await sealWith(carrier, (info) => [...info.slice(0, 4), extensions]),
      })
    },
    { applies: isSealed },
  ),
]
