import { messageDigest } from '../cms/digest.ts'
import type { SignedData } from '../cms/signed-data.ts'
import { type Check, failed, passed, skipped } from '../report.ts'
import type { Certificate } from '../x509/certificate.ts'
import type { GeneralName } from '../x509/general-name.ts'
import { sameName } from '../x509/name-match.ts'
import type { TimeStampRequest } from './request.ts'
import { isSameImprint } from './response.ts'
import type { MessageImprint, TstInfo } from './tst-info.ts'

/** The authority's signature and no other (RFC 3161, 2.4.2). @returns `tsp.signers` */
export function checkSigners({ signers }: SignedData): Check {
  const found = signers.length
  return found === 1 ? passed('tsp.signers') : failed('tsp.signers', 'ERR_TSP_SIGNERS', { found })
}

/**
 * Whether the stamp is for what was to be stamped.
 *
 * @param expected - every one of them must be met
 * @returns `tsp.imprint`
 */
export function checkImprint({ imprint }: TstInfo, expected: readonly MessageImprint[]): Check {
  const name = messageDigest(imprint.algorithm)
  if (name === undefined)
    return failed('tsp.imprint', 'ERR_TSP_IMPRINT_ALGORITHM', { algorithm: imprint.algorithm.oid })
  const isMet = expected.length > 0 && expected.every((one) => isSameImprint(one, imprint))
  return isMet
    ? passed('tsp.imprint', { digest: name })
    : failed('tsp.imprint', 'ERR_TSP_IMPRINT', { digest: name })
}

/** Whether the stamp answers this request and no earlier one (RFC 3161, 2.4.2). @returns `tsp.nonce` */
export function checkNonce({ nonce }: TstInfo, request: TimeStampRequest | undefined): Check {
  if (request === undefined) return skipped('tsp.nonce', 'time-stamp-request')
  return nonce === request.nonce ? passed('tsp.nonce') : failed('tsp.nonce', 'ERR_TSP_NONCE')
}

/** @returns `tsp.policy` */
export function checkPolicy(
  { policy }: TstInfo,
  request: TimeStampRequest | undefined,
  accepted: readonly string[] | undefined,
): Check {
  const isAsked = request?.policy === undefined || request.policy === policy
  const isAccepted = accepted === undefined || accepted.includes(policy)
  return isAsked && isAccepted
    ? passed('tsp.policy', { policy })
    : failed('tsp.policy', 'ERR_TSP_POLICY', { found: policy })
}

/**
 * Whether the stamp is of a time that has come, and at which its maker had the certificate.
 *
 * @returns `tsp.time`
 */
export function checkTime(
  { time, accuracy = 0 }: TstInfo,
  at: Date,
  certificate: Certificate | undefined,
): Check {
  const stamped = time.toISOString()
  if (time.getTime() - accuracy > at.getTime())
    return failed('tsp.time', 'ERR_TSP_FUTURE', { time: stamped, at: at.toISOString() })
  // The last second of a validity belongs to it, with its fractions.
  if (certificate !== undefined && (time < certificate.notBefore || +time >= +certificate.notAfter + 1000))
    return failed('tsp.time', 'ERR_TSP_PERIOD', { time: stamped, subject: certificate.subject.text })
  return passed('tsp.time', { time: stamped })
}

/** @returns `tsp.accuracy` */
export function checkAccuracy({ accuracy }: TstInfo, limit: number | undefined): Check {
  if (limit === undefined) return skipped('tsp.accuracy', 'accuracy-limit')
  return accuracy !== undefined && accuracy <= limit
    ? passed('tsp.accuracy', { accuracy })
    : failed('tsp.accuracy', 'ERR_TSP_ACCURACY', { found: accuracy ?? -1, limit })
}

/** A name that the stamp gives of its maker is one of those in his certificate (RFC 3161, 2.4.2). @returns `tsp.authority` */
export function checkAuthority({ authority }: TstInfo, certificate: Certificate | undefined): Check {
  if (authority === undefined) return skipped('tsp.authority', 'authority-name')
  if (certificate === undefined) return skipped('tsp.authority', 'cms.signer-certificate')
  const names: readonly GeneralName[] = [
    { kind: 'directory', value: certificate.subject },
    ...(certificate.subjectAltName ?? []),
  ]
  const subject = certificate.subject.text
  return names.some((name) => isSameGeneralName(name, authority))
    ? passed('tsp.authority', { subject })
    : failed('tsp.authority', 'ERR_TSP_AUTHORITY', { subject })
}

function isSameGeneralName(a: GeneralName, b: GeneralName): boolean {
  if (a.kind === 'directory' || b.kind === 'directory')
    return a.kind === 'directory' && b.kind === 'directory' && sameName(a.value, b.value)
  return a.kind === b.kind && a.value === b.value
}
