import { encodeUtf8 } from '@xinyin/core'
import {
  encodeBoolean,
  encodeIa5String,
  encodeInteger,
  encodeOctetString,
  encodeOid,
  encodeSequence,
} from '@xinyin/core/der'
import { type Attack, keyed } from './attack.ts'
import { isSealed, lastSignature } from './carrier.ts'
import { resign } from './resign.ts'
import { sealWith } from './seal-of.ts'
import { byMaker, sealedWith } from './sealed-with.ts'
import { exchange, type Parts, partsOf } from './ses.ts'

const pictureOf = (type: string, data: Uint8Array) =>
  encodeSequence(encodeIa5String(type), encodeOctetString(data), encodeInteger(40), encodeInteger(40))

/** The picture of a seal exchanged. */
const pictured = (by: Uint8Array) => (info: Parts) => exchange(info, 3, by)
/** The same picture, without a width. */
const withoutWidth = (info: Parts) =>
  exchange(info, 3, encodeSequence(...exchange(partsOf(info[3] ?? new Uint8Array(0)), 2, encodeInteger(0))))

/** Seals that show what they should not, or that somebody shows beside them. */
export const SEAL_SHOWN_ATTACKS: readonly Attack[] = [
  sealedWith(
    'a critical extension of the seal that nobody knows',
    ['seal.extensions', 'ERR_SEAL_CRITICAL_EXTENSION'],
    byMaker(() => (info) => [
      ...info.slice(0, 4),
      encodeSequence(
        encodeSequence(encodeOid('1.2.3.4'), encodeBoolean(true), encodeOctetString(new Uint8Array(1))),
      ),
    ]),
  ),
  sealedWith(
    'a seal without a picture',
    ['seal.picture', 'ERR_PICTURE_FORMAT'],
    byMaker(() => pictured(pictureOf('png', new Uint8Array(0)))),
  ),
  sealedWith(
    'a picture of no width',
    ['seal.picture', 'ERR_SEAL_PICTURE'],
    byMaker(() => withoutWidth),
  ),
  sealedWith(
    'a picture that runs a program',
    ['seal.picture', 'ERR_PICTURE_FORBIDDEN'],
    byMaker(() =>
      pictured(
        pictureOf(
          'svg',
          encodeUtf8(
            '<svg xmlns="http://www.w3.org/2000/svg" width="40mm" height="40mm"><script>evil()</script></svg>',
          ),
        ),
      ),
    ),
  ),
  keyed(
    'seal',
    'a copy of another seal to show',
    ['ofd.seal-copy', 'ERR_OFD_SEAL_COPY'],
    async (carrier) =>
      resign(carrier, {
        sealCopy: await sealWith(carrier, (info) => exchange(info, 1, encodeIa5String('another'))),
      }),
    { applies: (carrier) => isSealed(carrier) && lastSignature(carrier).sealCopy !== undefined },
  ),
  keyed(
    'seal',
    'a seal shown beside a signature without one',
    ['ofd.seal-copy', 'ERR_OFD_SEAL_UNSIGNED'],
    (carrier) =>
      resign(carrier, {
        files: { 'Doc_0/Seal.esl': 'a seal' },
        describe: (xml) =>
          xml.replace(
            '</ofd:SignedInfo>',
            '<ofd:Seal><ofd:BaseLoc>/Doc_0/Seal.esl</ofd:BaseLoc></ofd:Seal></ofd:SignedInfo>',
          ),
      }),
    { applies: (carrier) => !isSealed(carrier) },
  ),
]
