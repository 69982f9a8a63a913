import { concatBytes } from '@xinyin/core'
import {
  children,
  contextTag,
  encodeBitString,
  encodeBoolean,
  encodeElement,
  encodeOctetString,
  encodeOid,
  encodeSequence,
  parseDer,
  readBitStringBytes,
} from '@xinyin/core/der'

/** A `SES_Signature` whose value is 64 octets `r ‖ s`, as one vendor writes it. */
export function rawValue(der: Uint8Array): Uint8Array {
  const [toSign, certificate, algorithm, signature] = children(parseDer(der))
  const numbers = children(parseDer(readBitStringBytes(signature!)))
  const raw = concatBytes(...numbers.map(({ content }) => fixed(content)))
  return encodeSequence(toSign!.raw, certificate!.raw, algorithm!.raw, encodeBitString(raw))
}

/** A `SES_Signature` with something where a time stamp goes. */
export function withTimeStamp(der: Uint8Array): Uint8Array {
  const parts = children(parseDer(der)).map(({ raw }) => raw)
  return encodeSequence(...parts, encodeElement(contextTag(0), encodeBitString(Uint8Array.of(1, 2, 3))))
}

/** A `TBS_Sign` with one extension. */
export const withExtension =
  (critical: boolean) =>
  (der: Uint8Array): Uint8Array => {
    const parts = children(parseDer(der)).map(({ raw }) => raw)
    const flag = critical ? [encodeBoolean(true)] : []
    const extension = encodeSequence(encodeOid('1.2.3.4'), ...flag, encodeOctetString(new Uint8Array(1)))
    return encodeSequence(...parts, encodeElement(contextTag(0), encodeSequence(extension)))
  }

function fixed(number: Uint8Array): Uint8Array {
  const octets = new Uint8Array(32)
  const magnitude = number.length > 32 ? number.subarray(1) : number
  octets.set(magnitude, 32 - magnitude.length)
  return octets
}
