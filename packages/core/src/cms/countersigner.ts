import { parseBer } from '../der/ber.ts'
import { type Check, createReport, failedBy, type Report, skipped } from '../report.ts'
import type { Certificate } from '../x509/certificate.ts'
import { PATH_CHECKS } from '../x509/path/codes.ts'
import { inspectPath, type PathOptions } from '../x509/path/inspect.ts'
import type { Path } from '../x509/path/path.ts'
import { digestContent } from './content.ts'
import { messageDigest } from './digest.ts'
import { CMS_ATTRIBUTE } from './oid.ts'
import { inspectSignature, type SignatureContext } from './signature.ts'
import type { Budget } from './signer.ts'
import { readSignerInfo, type SignerInfo } from './signer-info.ts'

/** What was found of a signature on a signature (RFC 5652, 11.4). */
export interface Countersignature {
  readonly signer: SignerInfo
  readonly certificate: Certificate | undefined
  readonly path: Path | undefined
  readonly signingTime: Date | undefined
}

export type InspectedCountersigner = Report<Countersignature>

/** Attributes of one countersignature, and countersignatures of one signature. */
const MAX_ATTRIBUTES = 64

/**
 * Inspects the countersignatures of a signature: each is over the octets of the signature's value and says so with the
 * digest of them; the type of its content it must not state.
 *
 * Countersignatures of countersignatures are not gone into.
 */
export async function inspectCountersigners(
  countersigned: SignerInfo,
  options: PathOptions,
  context: Pick<SignatureContext, 'certificates' | 'algorithms' | 'userId'>,
  budget: Budget,
): Promise<InspectedCountersigner[]> {
  const values = countersigned.unsignedAttributes
    .filter(({ oid }) => oid === CMS_ATTRIBUTE.countersignature)
    .flatMap((attribute) => attribute.values)
  const reports: InspectedCountersigner[] = []
  for (const value of values) {
    if (budget.left-- <= 0) break
    reports.push(await inspectCountersigner(value, countersigned.signature, options, context))
  }
  return reports
}

async function inspectCountersigner(
  value: Uint8Array,
  signature: Uint8Array,
  options: PathOptions,
  context: Pick<SignatureContext, 'certificates' | 'algorithms' | 'userId'>,
): Promise<InspectedCountersigner> {
  let signer: SignerInfo
  try {
    signer = readSignerInfo(parseBer(value), MAX_ATTRIBUTES)
  } catch (error) {
    return createReport<Countersignature>([failedBy('cms.structure', error)], undefined)
  }
  const digests = new Set([messageDigest(signer.digestAlgorithm) ?? 'SHA-256'])
  const finding = await inspectSignature(signer, {
    ...context,
    content: await digestContent(signature, { digests, whole: true, maxBytes: Number.POSITIVE_INFINITY }),
    contentType: undefined,
    digestAlgorithms: undefined,
    signingCertificate: 'optional',
  })
  const { certificate, signingTime } = finding
  const path = certificate && (await inspectPath(certificate, options))
  const unmade = (): Check[] => Object.keys(PATH_CHECKS).map((id) => skipped(id, 'cms.signer-certificate'))
  return createReport([...finding.checks, ...(path?.checks ?? unmade())], {
    signer,
    certificate,
    path: path?.subject,
    signingTime,
  })
}
