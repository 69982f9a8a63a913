import { sha1 } from '@noble/hashes/legacy.js'
import { decodeHex, encodeHex } from '../../bytes/hex.ts'
import { equalBytes } from '../../bytes/sequence.ts'
import type { DigestName } from '../../crypto/digest.ts'
import { DIGEST_OIDS, SHA1_OID } from '../../crypto/digest-oid.ts'
import { hashParts } from '../../crypto/hash.ts'
import { type DerNode, openDer, parseDer } from '../../der/read.ts'
import { TAG } from '../../der/tag.ts'
import { readBitStringBytes, readIntegerBytes, readOctetString } from '../../der/value.ts'
import { encodeElement, encodeNull, encodeOctetString, encodeOid, encodeSequence } from '../../der/write.ts'
import { readAlgorithmIdentifier } from '../algorithm.ts'
import type { Issued } from './finding.ts'

/** By what hash an OCSP message names an issuer. SHA-1 is a name here and proves nothing (RFC 6960, 4.3 and 5). */
export type OcspDigest = 'SHA-1' | DigestName

export const OCSP_DIGEST_OIDS: Readonly<Record<OcspDigest, string>> = {
  'SHA-1': SHA1_OID,
  ...DIGEST_OIDS,
}

/** Which certificate an OCSP message is about: `CertID` (RFC 6960, 4.1.1). */
export interface CertId {
  /** DER, as it stands in the message. */
  readonly raw: Uint8Array
  /** OID of the hash. */
  readonly algorithm: string
  readonly issuerNameHash: Uint8Array
  readonly issuerKeyHash: Uint8Array
  /** Lower-case hexadecimal, as `Certificate.serialNumber`. */
  readonly serialNumber: string
}

export function readCertId(node: DerNode): CertId {
  const cursor = openDer(node)
  const { oid: algorithm } = readAlgorithmIdentifier(cursor.next())
  const issuerNameHash = readOctetString(cursor.next())
  const issuerKeyHash = readOctetString(cursor.next())
  const serialNumber = encodeHex(readIntegerBytes(cursor.next()))
  cursor.end()
  return { raw: node.raw, algorithm, issuerNameHash, issuerKeyHash, serialNumber }
}

export const hashOf = (name: OcspDigest, bytes: Uint8Array): Uint8Array =>
  name === 'SHA-1' ? sha1(bytes) : hashParts(name, [bytes])

/** The octets of the key alone: the BIT STRING of a `SubjectPublicKeyInfo` without tag, length and unused bits. */
export function keyOctets(spki: Uint8Array): Uint8Array {
  const cursor = openDer(parseDer(spki))
  cursor.next()
  return readBitStringBytes(cursor.next())
}

/** Names a certificate by its issuer's name and key and its own serial number. */
export function createCertId({ certificate, issuer }: Issued, name: OcspDigest): CertId {
  const algorithm = OCSP_DIGEST_OIDS[name]
  const issuerNameHash = hashOf(name, certificate.issuer.raw)
  const issuerKeyHash = hashOf(name, keyOctets(issuer.spki))
  const raw = encodeSequence(
    encodeSequence(encodeOid(algorithm), encodeNull()),
    encodeOctetString(issuerNameHash),
    encodeOctetString(issuerKeyHash),
    encodeElement(TAG.integer, decodeHex(certificate.serialNumber)),
  )
  return { raw, algorithm, issuerNameHash, issuerKeyHash, serialNumber: certificate.serialNumber }
}

/** Tells whether an identifier names the certificate, by whatever hash. Each hash is computed once. */
export function certIdJudge(issued: Issued): (id: CertId) => boolean {
  const names = Object.keys(OCSP_DIGEST_OIDS) as OcspDigest[]
  const own = new Map<OcspDigest, CertId>()
  const ownId = (name: OcspDigest): CertId => {
    const known = own.get(name) ?? createCertId(issued, name)
    own.set(name, known)
    return known
  }
  return (id) => {
    const name = names.find((candidate) => OCSP_DIGEST_OIDS[candidate] === id.algorithm)
    // The number first: it costs no hash, and almost always tells.
    const isSameNumber = id.serialNumber === issued.certificate.serialNumber
    return isSameNumber && name !== undefined && sameCertId(id, ownId(name))
  }
}

export function sameCertId(a: CertId, b: CertId): boolean {
  return (
    a.algorithm === b.algorithm &&
    a.serialNumber === b.serialNumber &&
    equalBytes(a.issuerNameHash, b.issuerNameHash) &&
    equalBytes(a.issuerKeyHash, b.issuerKeyHash)
  )
}
