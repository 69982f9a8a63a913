import { equalBytes } from '../bytes/sequence.ts'
import type { AlgorithmIdentifier, PublicKey } from '../crypto/key.ts'
import type { AlgorithmPolicy } from '../crypto/policy.ts'
import type { SignatureScheme } from '../crypto/scheme.ts'
import { RSA_OIDS } from '../crypto/signature-oid.ts'
import { type DerNode, openDer, parseDer } from '../der/read.ts'
import { contextTag, TAG } from '../der/tag.ts'
import { encodeElement } from '../der/write.ts'
import { type Check, failed, failedBy, passed } from '../report.ts'
import { readAlgorithmIdentifier } from '../x509/algorithm.ts'
import { attributeValue } from './attribute.ts'
import { type MessageDigest, messageDigest } from './digest.ts'
import { CMS_ATTRIBUTE } from './oid.ts'
import type { SignerInfo } from './signer-info.ts'

/** The algorithms of a signature, if they are accepted and go together. */
export interface SignerAlgorithms {
  readonly check: Check
  readonly digest: MessageDigest | undefined
  readonly scheme: SignatureScheme | undefined
}

const RSA_ENCRYPTION = '1.2.840.113549.1.1.1'
export const EDWARDS_DIGESTS: Readonly<Record<string, MessageDigest>> = {
  // RFC 8419, 3.1
  '1.3.101.112': 'SHA-512',
  '1.3.101.113': 'SHAKE256',
}

/** The scheme of a signer; where only "RSA" is said, the digest algorithm says the rest (RFC 3370, 3.2). */
function schemeOf(
  { signatureAlgorithm }: SignerInfo,
  digest: MessageDigest,
  policy: AlgorithmPolicy,
): SignatureScheme | undefined {
  if (signatureAlgorithm.oid !== RSA_ENCRYPTION) return policy.scheme(signatureAlgorithm)
  if (digest === 'SM3' || digest === 'SHAKE256') return undefined
  return policy.scheme({ ...signatureAlgorithm, oid: RSA_OIDS[digest] })
}

/**
 * Whether the algorithms of a signature are accepted, are among those that the message lists (RFC 5652, 5.1), go
 * together (5.6; RFC 8419 for the Edwards curves, RFC 4056 for PSS), and are those that the signer stated (RFC 6211).
 *
 * @param listed - `digestAlgorithms` of the message; nothing for a countersignature, which has no list
 * @returns the check `cms.algorithms`, and the algorithms where it is passed
 */
export function checkAlgorithms(
  signer: SignerInfo,
  listed: readonly AlgorithmIdentifier[] | undefined,
  policy: AlgorithmPolicy,
  kind: PublicKey['kind'] | undefined,
): SignerAlgorithms {
  const refuse = (check: Check): SignerAlgorithms => ({ check, digest: undefined, scheme: undefined })
  const id = 'cms.algorithms'
  const { digestAlgorithm, signatureAlgorithm } = signer

  const digest = messageDigest(digestAlgorithm)
  if (digest === undefined)
    return refuse(failed(id, 'ERR_CMS_DIGEST_ALGORITHM', { algorithm: digestAlgorithm.oid }))
  if (listed !== undefined && !listed.some((entry) => messageDigest(entry) === digest))
    return refuse(failed(id, 'ERR_CMS_DIGEST_UNLISTED', { algorithm: digestAlgorithm.oid }))
  const scheme = schemeOf(signer, digest, policy)
  if (scheme === undefined)
    return refuse(failed(id, 'ERR_CMS_SIGNATURE_ALGORITHM', { algorithm: signatureAlgorithm.oid }))
  if (digest !== (scheme.digest ?? EDWARDS_DIGESTS[signatureAlgorithm.oid]))
    return refuse(failed(id, 'ERR_CMS_ALGORITHMS', { scheme: scheme.name, digest }))
  if (kind !== undefined && !scheme.accepts(kind))
    return refuse(failed(id, 'ERR_CMS_KEY_KIND', { kind, scheme: scheme.name }))
  try {
    if (!isAsProtected(signer)) return refuse(failed(id, 'ERR_CMS_ALGORITHM_PROTECTION'))
  } catch (error) {
    return refuse(failedBy(id, error))
  }
  return { check: passed(id, { scheme: scheme.name, digest }), digest, scheme }
}

/** `CMSAlgorithmProtection` (RFC 6211, 2), if the signer signed one: the identifiers octet for octet. */
function isAsProtected(signer: SignerInfo): boolean {
  const { signedAttributes, digestAlgorithm, signatureAlgorithm } = signer
  const value = attributeValue(signedAttributes?.attributes ?? [], CMS_ATTRIBUTE.algorithmProtection)
  if (value === undefined) return true
  const cursor = openDer(value)
  const digest = readAlgorithmIdentifier(cursor.next(TAG.sequence))
  const signature = cursor.optional(contextTag(1))
  cursor.end()
  return (
    isSameAlgorithm(digest, digestAlgorithm) &&
    signature !== undefined &&
    isSameAlgorithm(readAlgorithmIdentifier(untag(signature)), signatureAlgorithm)
  )
}

const untag = ({ content }: DerNode) => parseDer(encodeElement(TAG.sequence, content))

const NOTHING = new Uint8Array(0)

const isSameAlgorithm = (a: AlgorithmIdentifier, b: AlgorithmIdentifier) =>
  a.oid === b.oid && equalBytes(a.parameters ?? NOTHING, b.parameters ?? NOTHING)
