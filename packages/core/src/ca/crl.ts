import { decodeHex } from '../bytes/hex.ts'
import { TAG } from '../der/tag.ts'
import {
  encodeBitString,
  encodeContext,
  encodeElement,
  encodeInteger,
  encodeNull,
  encodeOctetString,
  encodeOid,
  encodeSequence,
  encodeTime,
  encodeUnsignedInteger,
} from '../der/write.ts'
import { EXTENSION } from '../x509/oid.ts'
import { keyIdentifier } from './extensions.ts'
import { type Issuer, issuerSigner } from './issuer.ts'
import { hasNullParameters } from './signing.ts'

/** Why a certificate was revoked, with the value that the list holds (RFC 5280, 5.3.1). */
const REASONS = {
  keyCompromise: 1,
  cACompromise: 2,
  affiliationChanged: 3,
  superseded: 4,
  cessationOfOperation: 5,
  certificateHold: 6,
  privilegeWithdrawn: 9,
} as const

export type RevocationReason = keyof typeof REASONS

export interface RevokedCertificate {
  /** Hexadecimal, as `Certificate.serialNumber`. */
  readonly serialNumber: string
  readonly revokedAt: Date
  readonly reason?: RevocationReason
}

export interface CrlOptions {
  readonly issuer: Issuer
  /** Goes up with every list of the issuer (RFC 5280, 5.2.3). */
  readonly number: bigint | number
  readonly thisUpdate: Date
  readonly nextUpdate: Date
  readonly revoked: readonly RevokedCertificate[]
}

/**
 * Makes a list of revoked certificates 证书吊销列表 (RFC 5280, 5), version 2.
 *
 * It is written here and not by `@peculiar/x509`, which gives an entry without a reason an empty sequence of
 * extensions; the standard wants at least one in it, and strict readers refuse the list.
 *
 * @returns DER; as PEM its label is `X509 CRL`: `encodePem('X509 CRL', crl)`
 */
export async function createCrl(options: CrlOptions): Promise<Uint8Array> {
  const { issuer, thisUpdate, nextUpdate, revoked } = options
  const signer = issuerSigner(issuer, 'cRLSign')
  if (!(thisUpdate < nextUpdate)) throw new RangeError('nextUpdate: expected a time after thisUpdate')
  const { certificate } = issuer
  const algorithm = encodeSequence(
    encodeOid(signer.algorithm),
    ...(hasNullParameters(signer.algorithm) ? [encodeNull()] : []),
  )
  const tbs = encodeSequence(
    encodeInteger(1),
    algorithm,
    certificate.subject.raw,
    encodeTime(thisUpdate),
    encodeTime(nextUpdate),
    ...encodeEntries(revoked),
    encodeContext(
      0,
      encodeSequence(
        encodeAuthority(certificate.subjectKeyIdentifier ?? keyIdentifier(certificate.publicKey)),
        encodeNumber(options.number),
      ),
    ),
  )
  return encodeSequence(tbs, algorithm, encodeBitString(await signer.sign(tbs)))
}

/** Nothing at all where nothing is revoked (RFC 5280, 5.1.2.6). */
function encodeEntries(revoked: readonly RevokedCertificate[]): Uint8Array[] {
  const serialNumbers = new Set(revoked.map(({ serialNumber }) => serialNumber.toLowerCase()))
  if (serialNumbers.size < revoked.length) throw new RangeError('revoked: a serial number occurs twice')
  return revoked.length === 0 ? [] : [encodeSequence(...revoked.map(encodeEntry))]
}

function encodeEntry({ serialNumber, revokedAt, reason }: RevokedCertificate): Uint8Array {
  if (!/^(?:[0-9a-f]{2}){1,21}$/i.test(serialNumber)) {
    throw new RangeError('revoked.serialNumber: expected hexadecimal, as in the certificate')
  }
  return encodeSequence(
    encodeUnsignedInteger(decodeHex(serialNumber)),
    encodeTime(revokedAt),
    ...(reason === undefined ? [] : [encodeSequence(encodeReason(reason))]),
  )
}

function encodeReason(reason: RevocationReason): Uint8Array {
  const value = encodeElement(TAG.enumerated, Uint8Array.of(REASONS[reason]))
  return encodeExtension(EXTENSION.reasonCode, value)
}

function encodeNumber(number: bigint | number): Uint8Array {
  if (BigInt(number) < 0n || BigInt(number) >= 1n << 159n) {
    throw new RangeError('number: expected a whole number of at most 20 octets')
  }
  return encodeExtension(EXTENSION.cRLNumber, encodeInteger(number))
}

function encodeAuthority(identifier: string): Uint8Array {
  const key = encodeElement(0x80, decodeHex(identifier))
  return encodeExtension(EXTENSION.authorityKeyIdentifier, encodeSequence(key))
}

function encodeExtension(oid: string, value: Uint8Array): Uint8Array {
  return encodeSequence(encodeOid(oid), encodeOctetString(value))
}
