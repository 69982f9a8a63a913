import {
  children,
  encodeBoolean,
  encodeContext,
  encodeIa5String,
  encodeInteger,
  encodeOctetString,
  encodeOid,
  encodeSequence,
  parseDer,
} from '@xinyin/core/der'
import { type Attack, keyed, open, type Refusal } from './attack.ts'
import { type Carrier, contentOf, isSealed, lastSignature, pretend } from './carrier.ts'
import { edit } from './edit.ts'
import { resign } from './resign.ts'
import { exchange } from './ses.ts'

const STRUCTURE = 'signature.structure'
const VALUE: Refusal = ['signature.value', 'ERR_SIGNATURE_VALUE']
const wrongValue = (carrier: Carrier): Refusal =>
  isSealed(carrier) ? VALUE : ['signature.value', 'ERR_CMS_SIGNATURE']
const otherKind = (carrier: Carrier): Refusal => [
  STRUCTURE,
  isSealed(carrier) ? 'ERR_SIGNATURE_STRUCTURE' : 'ERR_SEAL_STRUCTURE',
]

/** What is no message at all is not read any further than that. */
const malformed =
  (code: string) =>
  (carrier: Carrier): Refusal => [STRUCTURE, isSealed(carrier) ? code : 'ERR_SIGNATURE_STRUCTURE']

/** The signed value with other bytes. */
const valued = (
  name: string,
  by: Refusal | ((carrier: Carrier) => Refusal),
  change: (value: Uint8Array) => Uint8Array | undefined,
  applies?: (carrier: Carrier) => boolean,
): Attack =>
  open(
    'signature',
    name,
    by,
    (carrier) => {
      const { value } = lastSignature(carrier)
      return edit(carrier, { [value]: change(contentOf(carrier, value)) })
    },
    applies === undefined ? {} : { applies },
  )

const sealed = { applies: isSealed }
const hasExtensions = (carrier: Carrier) => isSealed(carrier) && carrier.form !== 'GM/T 0031-2014'
const isStamped = ({ signatures }: Carrier) => signatures.at(-1)?.clock === 'time-stamp'

/** The last bits of the signature, which are a number: it stays well-formed. */
function flip(value: Uint8Array, isLast: boolean): Uint8Array {
  const changed = new Uint8Array(value)
  const at = isLast ? value.length - 1 : endOfSignature(value)
  changed[at] = (changed[at] ?? 0) ^ 1
  return changed
}

/** Where the signature ends in a value that has a time stamp behind it. */
function endOfSignature(value: Uint8Array): number {
  const before = children(parseDer(value)).slice(0, 4)
  return 4 + before.reduce((sum, { raw }) => sum + raw.length, 0) - 1
}

/** Values that say what nobody signed. */
export const SIGNATURE_ATTACKS: readonly Attack[] = [
  valued(
    'a bit of the signature changed',
    wrongValue,
    (value) => flip(value, true),
    (carrier) => !isStamped(carrier),
  ),
  valued(
    'a bit of the signature changed before its time stamp',
    VALUE,
    (value) => flip(value, false),
    (carrier) => isSealed(carrier) && isStamped(carrier),
  ),
  valued('bytes behind the signed value', malformed('ERR_DER_TRAILING'), (value) =>
    Uint8Array.of(...value, 0),
  ),
  valued('no signed value', [STRUCTURE, 'ERR_OFD_FILE_MISSING'], () => undefined),
  valued('a signed value cut short', malformed('ERR_DER_TRUNCATED'), (value) => value.subarray(0, -1)),
  valued('nothing in the signed value', malformed('ERR_DER_TRUNCATED'), () => new Uint8Array(0)),
  open(
    'signature',
    'a signature under the other type',
    otherKind,
    (carrier) =>
      edit(carrier, {
        [carrier.list]: (xml) =>
          isSealed(carrier)
            ? xml.replace(/ Type="Seal"|(?=\/>\s*<\/(?:\w+:)?Signatures>)/, ' Type="Sign"')
            : xml.replace(/ Type="Sign"/, ' Type="Seal"'),
      }),
    { applies: ({ isOpen, signatures }) => isOpen && signatures.length === 1 },
  ),
  keyed('signature', 'a signature by a key that is not that of the certificate', wrongValue, (carrier) =>
    resign(carrier, { signer: pretend(carrier.world.stranger.signer, carrier.world.office.certificate) }),
  ),
  keyed(
    'signature',
    'a version that is not that of the seal',
    ['signature.version', 'ERR_SIGNATURE_VERSION'],
    (carrier) => resign(carrier, { toSign: (parts) => exchange(parts, 0, encodeInteger(9)) }),
    sealed,
  ),
  keyed(
    'signature',
    'a value that was made for another place',
    ['ofd.property-info', 'ERR_OFD_PROPERTY_INFO'],
    (carrier) =>
      resign(carrier, {
        toSign: (parts) => exchange(parts, 4, encodeIa5String('/Doc_0/Signs/Sign_9/Signature.xml')),
      }),
    sealed,
  ),
  keyed(
    'signature',
    'a value that says of no place',
    ['ofd.property-info', 'ERR_OFD_PROPERTY_INFO'],
    (carrier) => resign(carrier, { toSign: (parts) => exchange(parts, 4, encodeIa5String('')) }),
    sealed,
  ),
  keyed(
    'signature',
    'an algorithm for RSA',
    ['signature.algorithm', 'ERR_SEAL_ALGORITHM'],
    (carrier) => resign(carrier, { algorithm: '1.2.840.113549.1.1.11' }),
    sealed,
  ),
  keyed(
    'signature',
    'another algorithm in the description',
    ['ofd.signature-method', 'ERR_OFD_SIGNATURE_METHOD'],
    (carrier) =>
      resign(carrier, {
        describe: (xml) => xml.replace(/(SignatureMethod>)[^<]*/, '$11.2.840.113549.1.1.5'),
      }),
  ),
  keyed(
    'signature',
    'a critical extension that nobody knows',
    ['signature.extensions', 'ERR_SIGNATURE_CRITICAL_EXTENSION'],
    (carrier) =>
      resign(carrier, {
        toSign: (parts) => [
          ...parts,
          encodeContext(
            0,
            encodeSequence(
              encodeSequence(encodeOid('1.2.3.4'), encodeBoolean(true), encodeOctetString(new Uint8Array(1))),
            ),
          ),
        ],
      }),
    { applies: hasExtensions },
  ),
]
