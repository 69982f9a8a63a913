import { decodeHex } from '../bytes/hex.ts'
import { encodeUtf8 } from '../bytes/utf8.ts'
import { contextTag } from '../der/tag.ts'
import {
  encodeBitString,
  encodeBoolean,
  encodeContext,
  encodeElement,
  encodeGeneralizedTime,
  encodeInteger,
  encodeOctetString,
  encodeOid,
  encodeSequence,
} from '../der/write.ts'
import { REASON_FLAGS, type ReasonFlag } from '../x509/distribution-points.ts'
import { CRL_EXTENSION } from '../x509/revocation/crl.ts'

/** What part of the revocations a list covers (RFC 5280, 5.2.5). What is left out covers everything. */
export interface CrlScope {
  /** Addresses that certificates name as the place of this list. */
  readonly urls?: readonly string[]
  readonly onlyContains?: 'users' | 'authorities'
  readonly onlySomeReasons?: readonly Exclude<ReasonFlag, 'unused'>[]
  /** Whether certificates of other issuers are on the list. */
  readonly indirect?: boolean
}

/** What the whole of a list says about itself. */
export interface CrlExtensionOptions {
  /** Goes up with every list of the issuer (RFC 5280, 5.2.3). */
  readonly number: bigint | number
  /** Makes a delta list: what changed since the complete list of this number (RFC 5280, 5.2.4). */
  readonly baseNumber?: bigint | number
  readonly scope?: CrlScope
  /** Where delta lists to this one are (RFC 5280, 5.2.6). */
  readonly freshestUrls?: readonly string[]
  /** Says that certificates that expired since then stay on the list (X.509, `expiredCertsOnCRL`). */
  readonly expiredCertsOnCRL?: Date
}

/** @param keyIdentifier - of the key that signs the list, hexadecimal */
export function encodeCrlExtensions(options: CrlExtensionOptions, keyIdentifier: string): Uint8Array {
  const { number, baseNumber, scope, freshestUrls, expiredCertsOnCRL } = options
  const authority = encodeSequence(encodeElement(0x80, decodeHex(keyIdentifier)))
  return encodeSequence(
    encodeExtension(CRL_EXTENSION.authorityKeyIdentifier, authority),
    encodeExtension(CRL_EXTENSION.cRLNumber, encodeNumber('number', number)),
    ...(baseNumber === undefined
      ? []
      : [encodeExtension(CRL_EXTENSION.deltaCRLIndicator, encodeNumber('baseNumber', baseNumber), true)]),
    ...(scope === undefined
      ? []
      : [encodeExtension(CRL_EXTENSION.issuingDistributionPoint, encodeScope(scope), true)]),
    ...(freshestUrls === undefined
      ? []
      : [
          encodeExtension(
            CRL_EXTENSION.freshestCRL,
            encodeSequence(encodeSequence(encodePlace(freshestUrls))),
          ),
        ]),
    ...(expiredCertsOnCRL === undefined
      ? []
      : [encodeExtension(CRL_EXTENSION.expiredCertsOnCRL, encodeGeneralizedTime(expiredCertsOnCRL))]),
  )
}

function encodeNumber(name: string, number: bigint | number): Uint8Array {
  if (BigInt(number) < 0n || BigInt(number) >= 1n << 159n) {
    throw new RangeError(`${name}: expected a whole number of at most 20 octets`)
  }
  return encodeInteger(number)
}

function encodeScope({ urls, onlyContains, onlySomeReasons, indirect = false }: CrlScope): Uint8Array {
  const yes = (number: number) => encodeElement(contextTag(number, 'primitive'), Uint8Array.of(0xff))
  const fields = [
    ...(urls === undefined ? [] : [encodePlace(urls)]),
    ...(onlyContains === 'users' ? [yes(1)] : []),
    ...(onlyContains === 'authorities' ? [yes(2)] : []),
    ...(onlySomeReasons === undefined ? [] : [encodeReasons(onlySomeReasons)]),
    ...(indirect ? [yes(4)] : []),
  ]
  if (fields.length === 0) throw new TypeError('scope: says nothing; leave it out')
  return encodeSequence(...fields)
}

/** `[0] DistributionPointName` with full names. */
function encodePlace(urls: readonly string[]): Uint8Array {
  if (urls.length === 0 || urls.some((url) => !/^[\x21-\x7e]+$/.test(url)))
    throw new TypeError('urls: expected at least one address in ASCII')
  return encodeContext(0, encodeContext(0, ...urls.map((url) => encodeElement(0x86, encodeUtf8(url)))))
}

function encodeReasons(reasons: readonly ReasonFlag[]): Uint8Array {
  const bits = new Uint8Array(2)
  for (const reason of reasons) {
    const bit = REASON_FLAGS.indexOf(reason)
    if (bit < 1) throw new TypeError(`scope.onlySomeReasons: not a reason: ${reason}`)
    bits[bit >> 3] = (bits[bit >> 3] ?? 0) | (0x80 >> (bit & 7))
  }
  const octets = bits[1] === 0 ? bits.subarray(0, 1) : bits
  const last = octets.at(-1) ?? 0
  if (last === 0) throw new TypeError('scope.onlySomeReasons: at least one reason')
  const unused = Math.clz32(last & -last) ^ 31
  // The content of a BIT STRING under a tag of its own.
  return encodeElement(contextTag(3, 'primitive'), encodeBitString(octets, unused).subarray(2))
}

export function encodeExtension(oid: string, value: Uint8Array, critical = false): Uint8Array {
  return encodeSequence(encodeOid(oid), ...(critical ? [encodeBoolean(true)] : []), encodeOctetString(value))
}
