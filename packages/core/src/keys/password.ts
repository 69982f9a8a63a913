import { concatBytes } from '../bytes/sequence.ts'
import { decodeUtf8, encodeUtf8 } from '../bytes/utf8.ts'

/** A password: text, or its UTF-8 octets, which a caller can overwrite when they have served. */
export type Password = string | Uint8Array

/** A password as the derivations take it. */
export interface PasswordForms {
  /** UTF-8, for PBES2 (RFC 8018, 3), as OpenSSL and Java have it. */
  readonly octets: Uint8Array
  /** A `BMPString` with two zero octets at its end, for PKCS#12 (RFC 7292, B.1). */
  readonly units: Uint8Array
}

const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/

/** Puts a password into its forms, to be overwritten by {@link forgetForms}. */
export function passwordForms(password: Password): PasswordForms {
  if (typeof password !== 'string' && !(password instanceof Uint8Array))
    throw new TypeError('password: expected text, or octets in UTF-8')
  const text = typeof password === 'string' ? password : textOf(password)
  if (LONE_SURROGATE.test(text)) throw new TypeError('password: not well-formed text')
  return { octets: encodeUtf8(text), units: concatBytes(encodeCodeUnits(text), new Uint8Array(2)) }
}

function textOf(octets: Uint8Array): string {
  try {
    return decodeUtf8(octets)
  } catch {
    throw new TypeError('password: octets that are not UTF-8')
  }
}

export function forgetForms({ octets, units }: PasswordForms): void {
  octets.fill(0)
  units.fill(0)
}

/** UTF-16 code units, big-endian: the content of a `BMPString`. */
export function encodeCodeUnits(text: string): Uint8Array {
  const units = new Uint8Array(2 * text.length)
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    units[2 * i] = unit >> 8
    units[2 * i + 1] = unit & 255
  }
  return units
}
