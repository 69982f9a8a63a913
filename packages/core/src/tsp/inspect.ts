import { type Content, digestContent } from '../cms/content.ts'
import { encodeDigestAlgorithm, type MessageDigest, messageDigest } from '../cms/digest.ts'
import { refusalOf } from '../cms/refusal.ts'
import { presentedBy } from '../cms/revocation.ts'
import { inspectSignature, type SignatureFinding } from '../cms/signature.ts'
import { certificatePool } from '../cms/signer-certificate.ts'
import type { DigestName } from '../crypto/digest.ts'
import { CURRENT_ALGORITHMS } from '../crypto/policy.ts'
import { parseDer } from '../der/read.ts'
import { type Check, createReport, failedBy, passed, type Report, skipped } from '../report.ts'
import { readAlgorithmIdentifier } from '../x509/algorithm.ts'
import type { Certificate } from '../x509/certificate.ts'
import { PATH_CHECKS } from '../x509/path/codes.ts'
import { inspectPath, type PathOptions } from '../x509/path/inspect.ts'
import type { Path } from '../x509/path/path.ts'
import {
  checkAccuracy,
  checkAuthority,
  checkImprint,
  checkNonce,
  checkPolicy,
  checkSigners,
  checkTime,
} from './checks.ts'
import { TSP_CHECKS } from './codes.ts'
import { DIGEST_LENGTHS, type TimeStampRequest } from './request.ts'
import { parseTimeStamp, type TimeStamp } from './time-stamp.ts'
import type { MessageImprint } from './tst-info.ts'

/** What a time stamp is held against. */
export interface TimeStampOptions extends Omit<PathOptions, 'role' | 'target' | 'wanted' | 'name'> {
  /** The time at which the certificate of the authority must be valid, and which the stamp cannot be later than. */
  readonly at: Date
  /** What was stamped. It, its `digest` or the `request` must be given. */
  readonly content?: Content
  readonly digest?: { readonly algorithm: DigestName; readonly value: Uint8Array }
  /** The request that the stamp is an answer to: its digest, nonce and policy are held against it. */
  readonly request?: TimeStampRequest
  /** OIDs of the policies under which a stamp is accepted; any unless given. */
  readonly acceptedPolicies?: readonly string[]
  /** How far off the time may be, in milliseconds; a stamp must then say so. Not looked at unless given. */
  readonly maxAccuracy?: number
  /** SM2 only: the authority's id, `1234567812345678` unless given. */
  readonly userId?: Uint8Array
}

/** What was found of a time stamp. */
export interface InspectedTimeStamp {
  readonly timeStamp: TimeStamp
  /** When the content existed, as the stamp says. */
  readonly time: Date
  readonly certificate: Certificate | undefined
  readonly path: Path | undefined
}

/**
 * Checks a time stamp token (RFC 3161, RFC 5816).
 *
 * The authority's certificate must lead to an anchor with the role `time-stamper`, and must be for time-stamping
 * alone, marked so (2.3); the signature must name it (`ESSCertID`, `ESSCertIDv2`).
 *
 * @param token - DER, or a token already read
 * @returns the checks `tsp.*`, then `cms.*` and `path.*` of its signature
 * @example
 * ```ts
 * const report = await inspectTimeStamp(token, { trust, at: new Date(), content: document })
 * if (report.verdict === 'passed') console.log(report.subject?.time)
 * ```
 */
export async function inspectTimeStamp(
  token: Uint8Array | TimeStamp,
  options: TimeStampOptions,
): Promise<Report<InspectedTimeStamp>> {
  const { content, digest, request, at } = options
  if (content === undefined && digest === undefined && request === undefined)
    throw new TypeError('content: expected content, digest or request')
  if (digest !== undefined && !Object.hasOwn(DIGEST_LENGTHS, digest.algorithm))
    throw new TypeError('digest.algorithm: expected SM3 or SHA-2')
  if (Number.isNaN(at.getTime())) throw new RangeError('at: not a valid time')
  let timeStamp: TimeStamp
  try {
    timeStamp = token instanceof Uint8Array ? parseTimeStamp(token) : token
  } catch (error) {
    return createReport<InspectedTimeStamp>(withoutStructure(failedBy('tsp.structure', error)), undefined)
  }

  const { info, signedData } = timeStamp
  const structure = passed('tsp.structure', {
    serialNumber: info.serialNumber,
    time: info.time.toISOString(),
  })
  const imprints = await expectedImprints(info.imprint, options)
  const signer = await inspectSigner(timeStamp, options)
  const { certificate } = signer
  const checks = [
    structure,
    checkSigners(signedData),
    checkImprint(info, imprints),
    checkNonce(info, request),
    checkPolicy(info, request, options.acceptedPolicies),
    checkTime(info, at, certificate),
    checkAccuracy(info, options.maxAccuracy),
    checkAuthority(info, certificate),
    ...signer.checks,
  ]
  const { path } = signer
  return createReport(checks, { timeStamp, time: info.time, certificate, path })
}

/** What the imprint is to be, from everything that the caller knows of the content. */
async function expectedImprints(found: MessageImprint, options: TimeStampOptions): Promise<MessageImprint[]> {
  const { content, digest, request } = options
  const imprints: MessageImprint[] = []
  if (request !== undefined) imprints.push(request.imprint)
  if (digest !== undefined) imprints.push(imprintOf(digest.algorithm, digest.value))
  const name = messageDigest(found.algorithm)
  if (content !== undefined && name !== undefined) {
    const { digests } = await digestContent(content, { digests: new Set([name]), whole: false, maxBytes: 0 })
    const value = digests.get(name)
    if (value !== undefined) imprints.push(imprintOf(name, value))
  }
  return imprints
}

const imprintOf = (name: MessageDigest, digest: Uint8Array): MessageImprint => ({
  algorithm: readAlgorithmIdentifier(parseDer(encodeDigestAlgorithm(name))),
  digest,
})

/** The signature of the token, and the path of who made it. Of several signers, which there must not be, the first. */
async function inspectSigner(
  { signedData }: TimeStamp,
  options: TimeStampOptions,
): Promise<SignatureFinding & { readonly path: Path | undefined }> {
  const [signer] = signedData.signers
  if (signer === undefined)
    return { checks: [], certificate: undefined, signingTime: undefined, path: undefined }
  const algorithms = options.algorithms ?? CURRENT_ALGORITHMS
  const content = await digestContent(signedData.content ?? new Uint8Array(0), {
    digests: new Set([messageDigest(signer.digestAlgorithm) ?? 'SHA-256']),
    whole: true,
    maxBytes: Number.POSITIVE_INFINITY,
  })
  const finding = await inspectSignature(signer, {
    content,
    contentType: signedData.contentType,
    digestAlgorithms: signedData.digestAlgorithms,
    certificates: certificatePool(signedData, options),
    algorithms,
    signingCertificate: 'required',
    userId: options.userId,
  })
  if (finding.certificate === undefined) {
    const unmade = Object.keys(PATH_CHECKS).map((id) => skipped(id, 'cms.signer-certificate'))
    return { ...finding, checks: [...finding.checks, ...unmade], path: undefined }
  }
  const intermediates = [...(options.intermediates ?? []), ...signedData.certificates]
  const path = await inspectPath(finding.certificate, {
    ...options,
    presented: presentedBy(signedData, options),
    role: 'time-stamper',
    intermediates,
  })
  return { ...finding, checks: [...finding.checks, ...path.checks], path: path.subject }
}

function withoutStructure(structure: Check): Check[] {
  const others = Object.keys(TSP_CHECKS).filter((id) => id !== structure.id)
  return [structure, ...others.map((id) => skipped(id, structure.id))]
}

/**
 * The time stamp, or the first check that stands against it as an error.
 *
 * @throws CoreError `ERR_TSP_*`, `ERR_CMS_*`, `ERR_PATH_*`
 */
export async function verifyTimeStamp(
  token: Uint8Array | TimeStamp,
  options: TimeStampOptions,
): Promise<InspectedTimeStamp> {
  const report = await inspectTimeStamp(token, options)
  if (report.verdict === 'passed' && report.subject !== undefined) return report.subject
  throw await refusalOf(report, options)
}
