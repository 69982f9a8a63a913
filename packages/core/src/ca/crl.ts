import { decodeHex } from '../bytes/hex.ts'
import { TAG } from '../der/tag.ts'
import {
  encodeBitString,
  encodeContext,
  encodeElement,
  encodeGeneralizedTime,
  encodeInteger,
  encodeNull,
  encodeOid,
  encodeSequence,
  encodeTime,
  encodeUnsignedInteger,
} from '../der/write.ts'
import type { Name } from '../x509/name.ts'
import { ENTRY_EXTENSION } from '../x509/revocation/crl-entries.ts'
import { type CrlReason, REASONS } from '../x509/revocation/reason.ts'
import { type CrlExtensionOptions, encodeCrlExtensions, encodeExtension } from './crl-extensions.ts'
import { keyIdentifier } from './extensions.ts'
import { type Issuer, issuerSigner } from './issuer.ts'
import { hasNullParameters } from './signing.ts'

/** Why a certificate was revoked (RFC 5280, 5.3.1). `removeFromCRL` is for delta lists: it is so no longer. */
export type RevocationReason = Exclude<CrlReason, 'unspecified'>

export interface RevokedCertificate {
  /** Hexadecimal, as `Certificate.serialNumber`. */
  readonly serialNumber: string
  readonly revokedAt: Date
  readonly reason?: RevocationReason
  /** From when on the certificate was no longer to be relied on, where that is before `revokedAt`. */
  readonly invalidAt?: Date
  /** Who issued the certificate, on an indirect list: `certificate.issuer`. The list's own issuer unless given. */
  readonly certificateIssuer?: Name
}

export interface CrlOptions extends CrlExtensionOptions {
  readonly issuer: Issuer
  readonly thisUpdate: Date
  readonly nextUpdate: Date
  /** Entries of one issuer one after the other. */
  readonly revoked: readonly RevokedCertificate[]
}

/**
 * Makes a list of revoked certificates 证书吊销列表 (RFC 5280, 5), version 2: complete, delta, indirect, or for a part.
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
  const identifier = certificate.subjectKeyIdentifier ?? keyIdentifier(certificate.publicKey)
  const tbs = encodeSequence(
    encodeInteger(1),
    algorithm,
    certificate.subject.raw,
    encodeTime(thisUpdate),
    encodeTime(nextUpdate),
    ...encodeEntries(revoked, options),
    encodeContext(0, encodeCrlExtensions(options, identifier)),
  )
  return encodeSequence(tbs, algorithm, encodeBitString(await signer.sign(tbs)))
}

/** Nothing at all where nothing is revoked (RFC 5280, 5.1.2.6). */
function encodeEntries(
  revoked: readonly RevokedCertificate[],
  { scope, baseNumber, issuer }: CrlOptions,
): Uint8Array[] {
  if (revoked.length === 0) return []
  const seen = new Set<string>()
  const own = issuer.certificate.subject
  let running = own
  let size = 0
  const entries = revoked.map((certificate) => {
    const { certificateIssuer = own, serialNumber, reason } = certificate
    if (certificateIssuer !== own && scope?.indirect !== true)
      throw new TypeError('revoked.certificateIssuer: the list is not indirect')
    if (reason === 'removeFromCRL' && baseNumber === undefined)
      throw new TypeError('revoked.reason: removeFromCRL is for delta lists')
    const key = `${serialNumber.toLowerCase()} ${certificateIssuer.text}`
    if (seen.has(key)) throw new RangeError('revoked: a serial number occurs twice')
    seen.add(key)
    // An entry that names no issuer has that of the entry before it (RFC 5280, 5.3.3).
    const isChange = certificateIssuer.text !== running.text
    running = certificateIssuer
    const entry = encodeEntry(certificate, isChange ? certificateIssuer : undefined)
    size += entry.length
    return entry
  })
  // Filled in one by one: as arguments of one call, a million would not fit.
  const content = new Uint8Array(size)
  let at = 0
  for (const entry of entries) {
    content.set(entry, at)
    at += entry.length
  }
  return [encodeSequence(content)]
}

function encodeEntry(certificate: RevokedCertificate, changedIssuer: Name | undefined): Uint8Array {
  const { serialNumber, revokedAt, reason, invalidAt } = certificate
  if (!/^(?:[0-9a-f]{2}){1,21}$/i.test(serialNumber)) {
    throw new RangeError('revoked.serialNumber: expected hexadecimal, as in the certificate')
  }
  const extensions = [
    ...(reason === undefined ? [] : [encodeReason(reason)]),
    ...(invalidAt === undefined
      ? []
      : [encodeExtension(ENTRY_EXTENSION.invalidityDate, encodeGeneralizedTime(invalidAt))]),
    ...(changedIssuer === undefined ? [] : [encodeIssuer(changedIssuer)]),
  ]
  return encodeSequence(
    encodeUnsignedInteger(decodeHex(serialNumber)),
    encodeTime(revokedAt),
    ...(extensions.length === 0 ? [] : [encodeSequence(...extensions)]),
  )
}

function encodeReason(reason: RevocationReason): Uint8Array {
  const value = encodeElement(TAG.enumerated, Uint8Array.of(REASONS[reason]))
  return encodeExtension(ENTRY_EXTENSION.reasonCode, value)
}

function encodeIssuer(issuer: Name): Uint8Array {
  const names = encodeSequence(encodeContext(4, issuer.raw))
  return encodeExtension(ENTRY_EXTENSION.certificateIssuer, names, true)
}
