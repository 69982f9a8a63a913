import type { AlgorithmIdentifier, PublicKey } from '../crypto/key.ts'
import { type AlgorithmPolicy, CURRENT_ALGORITHMS } from '../crypto/policy.ts'
import type { SignatureScheme } from '../crypto/scheme.ts'
import { TrustError } from '../errors.ts'
import { type Check, failed, failedBy, passed, skipped } from '../report.ts'
import type { Certificate } from '../x509/certificate.ts'
import { checkAlgorithms } from './algorithms.ts'
import type { DigestedContent } from './content.ts'
import {
  checkContentType,
  checkMessageDigest,
  checkSignedAttributes,
  readSigningTime,
} from './signed-attributes.ts'
import { findSignerCertificate } from './signer-certificate.ts'
import type { SignerInfo } from './signer-info.ts'
import { checkSigningCertificate } from './signing-certificate.ts'

/** What a signature is held against. */
export interface SignatureContext {
  /** Nothing where it could not be had. */
  readonly content: DigestedContent | undefined
  /** Nothing for a countersignature, whose content is another signature (RFC 5652, 11.4). */
  readonly contentType: string | undefined
  /** Nothing for a countersignature. */
  readonly digestAlgorithms: readonly AlgorithmIdentifier[] | undefined
  /** Those that came with the message, and others among which the signer's may be. */
  readonly certificates: readonly Certificate[]
  readonly algorithms: AlgorithmPolicy
  readonly signingCertificate: 'required' | 'optional'
  readonly userId: Uint8Array | undefined
}

/** What was found of a signature, before its certificate is traced to an anchor. */
export interface SignatureFinding {
  /** The checks from `cms.signer-certificate` to `cms.signing-certificate`. */
  readonly checks: readonly Check[]
  readonly certificate: Certificate | undefined
  /** When the signer says that he signed, if that was signed. */
  readonly signingTime: Date | undefined
}

/** Holds a signature against its content (RFC 5652, 5.6). */
export async function inspectSignature(
  signer: SignerInfo,
  context: SignatureContext,
): Promise<SignatureFinding> {
  const { content, contentType } = context
  const found = findSignerCertificate(signer, context.certificates)
  const { certificate } = found
  const { key, fault } = readKey(certificate, context.algorithms)
  const algorithms = checkAlgorithms(signer, context.digestAlgorithms, context.algorithms, key?.kind)
  const attributes = checkSignedAttributes(signer, contentType, content?.bytes)
  const digest = algorithms.digest && content?.digests.get(algorithms.digest)
  const hasAttributes = signer.signedAttributes !== undefined
  const checks = [
    found.check,
    fault ?? algorithms.check,
    attributes,
    contentType === undefined
      ? skipped('cms.content-type', 'signed-attributes')
      : checkContentType(signer, contentType),
    hasAttributes && (algorithms.digest === undefined || digest === undefined)
      ? skipped('cms.message-digest', algorithms.digest === undefined ? 'cms.algorithms' : 'cms.content')
      : checkMessageDigest(signer, algorithms.digest ?? 'SHA-256', digest ?? new Uint8Array(0)),
    await checkSignature(signer, content?.bytes, certificate, key, algorithms.scheme, context.userId),
    certificate === undefined
      ? skipped('cms.signing-certificate', 'cms.signer-certificate')
      : checkSigningCertificate(signer, certificate, context.signingCertificate),
  ]
  return {
    checks,
    certificate,
    signingTime: attributes.status === 'passed' ? readSigningTime(signer) : undefined,
  }
}

function readKey(
  certificate: Certificate | undefined,
  policy: AlgorithmPolicy,
): { readonly key?: PublicKey; readonly fault?: Check } {
  if (certificate === undefined) return {}
  try {
    // The certificate keeps the key that it read.
    const isCurrent = policy === CURRENT_ALGORITHMS
    return { key: isCurrent ? certificate.publicKey : policy.publicKey(certificate.spki) }
  } catch (error) {
    if (error instanceof TrustError) return { fault: failedBy('cms.algorithms', error) }
    throw error
  }
}

/** Over the attributes where there are any, else over the content (RFC 5652, 5.4). @returns `cms.signature` */
async function checkSignature(
  signer: SignerInfo,
  content: Uint8Array | undefined,
  certificate: Certificate | undefined,
  key: PublicKey | undefined,
  scheme: SignatureScheme | undefined,
  userId: Uint8Array | undefined,
): Promise<Check> {
  const id = 'cms.signature'
  const message = signer.signedAttributes?.signedBytes ?? content
  if (certificate === undefined) return skipped(id, 'cms.signer-certificate')
  if (key === undefined || scheme === undefined) return skipped(id, 'cms.algorithms')
  if (message === undefined) return skipped(id, 'cms.content')
  const subject = certificate.subject.text
  const options = userId === undefined ? {} : { userId }
  return (await scheme.verify(key, message, signer.signature, options))
    ? passed(id, { scheme: scheme.name, subject })
    : failed(id, 'ERR_CMS_SIGNATURE', { subject })
}
