import { equalBytes } from '../bytes/sequence.ts'
import { messageDigest } from '../cms/digest.ts'
import { parseBer } from '../der/ber.ts'
import { type DerNode, openDer } from '../der/read.ts'
import { TAG } from '../der/tag.ts'
import { readBitString, readSmallInteger } from '../der/value.ts'
import { tspError } from './codes.ts'
import type { TimeStampRequest } from './request.ts'
import { parseTimeStamp } from './time-stamp.ts'

/** Bits of `PKIFailureInfo` that a time-stamping authority sets (RFC 3161, 2.4.2). */
export const FAILURES = {
  badAlg: 0,
  badRequest: 2,
  badDataFormat: 5,
  timeNotAvailable: 14,
  unacceptedPolicy: 15,
  unacceptedExtension: 16,
  addInfoNotAvailable: 17,
  systemFailure: 25,
} as const

export type TimeStampFailure = keyof typeof FAILURES

/** `PKIStatus`: the first two come with a stamp. */
const STATUSES = [
  'granted',
  'grantedWithMods',
  'rejection',
  'waiting',
  'revocationWarning',
  'revocationNotification',
]

const MAX_BYTES = 1024 * 1024

/**
 * Takes the answer of a time-stamping authority apart (RFC 3161, 2.4.2) and holds it against the request: digest,
 * nonce and policy.
 *
 * Who signed the stamp is not looked at; `inspectTimeStamp` does that.
 *
 * @param response - `TimeStampResp`
 * @returns the time stamp token
 * @throws CoreError `ERR_TSP_REFUSED` with `status` and `failure`, `ERR_TSP_TOKEN_MISSING`, `ERR_TSP_IMPRINT`,
 *   `ERR_TSP_NONCE`, `ERR_TSP_POLICY`, `ERR_TSP_CERTIFICATES`, and those of `parseTimeStamp`
 */
export function processTimeStamp(response: Uint8Array, request: TimeStampRequest): Uint8Array {
  const cursor = openDer(parseBer(new Uint8Array(response), { maxBytes: MAX_BYTES }))
  const { status, failure } = readStatus(cursor.next(TAG.sequence))
  const token = cursor.optional(TAG.sequence)
  cursor.end()
  if (status > 1) {
    throw tspError('ERR_TSP_REFUSED', { status: STATUSES[status] ?? status, failure })
  }
  if (token === undefined) throw tspError('ERR_TSP_TOKEN_MISSING')

  const { info, signedData } = parseTimeStamp(token.raw)
  if (!isSameImprint(info.imprint, request.imprint))
    throw tspError('ERR_TSP_IMPRINT', { digest: info.imprint.algorithm.oid })
  if (info.nonce !== request.nonce) throw tspError('ERR_TSP_NONCE')
  if (request.policy !== undefined && info.policy !== request.policy)
    throw tspError('ERR_TSP_POLICY', { found: info.policy })
  const hasCertificates = signedData.certificates.length + signedData.otherCertificates.length > 0
  if (hasCertificates && !request.certReq) throw tspError('ERR_TSP_CERTIFICATES')
  return token.raw
}

/** The same digest of the same algorithm, by whichever of its identifiers and whatever stands for no parameters. */
export function isSameImprint(a: TimeStampRequest['imprint'], b: TimeStampRequest['imprint']): boolean {
  const name = messageDigest(a.algorithm)
  return name !== undefined && name === messageDigest(b.algorithm) && equalBytes(a.digest, b.digest)
}

/** `PKIStatusInfo`. The text that may stand in it is of the other side's making and is not passed on. */
function readStatus(node: DerNode): { status: number; failure: string } {
  const cursor = openDer(node)
  const status = readSmallInteger(cursor.next())
  cursor.optional(TAG.sequence)
  const bits = cursor.optional(TAG.bitString)
  cursor.end()
  if (status < 0) throw tspError('ERR_TSP_VALUE', { field: 'status' })
  return { status, failure: bits === undefined ? 'unspecified' : readFailure(bits) }
}

function readFailure(node: DerNode): string {
  const { bytes } = readBitString(node)
  const isSet = (bit: number) => ((bytes[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0
  const names = Object.entries(FAILURES).filter(([, bit]) => isSet(bit))
  return names.length === 0 ? 'unspecified' : names.map(([name]) => name).join(', ')
}
