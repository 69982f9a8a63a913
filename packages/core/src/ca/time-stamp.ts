import { decodeHex } from '../bytes/hex.ts'
import { createSignedData } from '../cms/create.ts'
import { CONTENT_TYPE } from '../cms/oid.ts'
import type { CmsProfile } from '../cms/signed-data.ts'
import type { PrivateKey } from '../crypto/private-key.ts'
import { contextTag, TAG } from '../der/tag.ts'
import {
  encodeBitString,
  encodeContext,
  encodeElement,
  encodeGeneralizedTime,
  encodeInteger,
  encodeOctetString,
  encodeOid,
  encodeSequence,
} from '../der/write.ts'
import { TrustError } from '../errors.ts'
import type { Signer } from '../ports.ts'
import { parseTimeStampRequest, type TimeStampRequest } from '../tsp/request.ts'
import { FAILURES, type TimeStampFailure } from '../tsp/response.ts'
import type { MessageImprint } from '../tsp/tst-info.ts'
import type { Certificate } from '../x509/certificate.ts'
import { EXTENSION, PURPOSE } from '../x509/oid.ts'

/** Who makes time stamps, and how. */
export interface TimeStampAuthority {
  readonly key: PrivateKey | Signer
  /** For time-stamping alone, and marked so (RFC 3161, 2.3). */
  readonly certificate: Certificate
  /** OID of the policy under which stamps are made; a request for another one is refused. */
  readonly policy: string
  /** How far the time may be off, in milliseconds; 1,000 unless given. */
  readonly accuracy?: number
  /** Authorities above, to go along where a request asks for certificates. */
  readonly certificates?: readonly Certificate[]
  /** `PKCS7` unless given. */
  readonly profile?: CmsProfile
}

export interface TimeStampResponseOptions extends TimeStampAuthority {
  /** DER of `TimeStampReq`, as it arrived. */
  readonly request: Uint8Array
  /** Never used before by this authority (RFC 3161, 2.4.2). */
  readonly serialNumber: bigint
  readonly now: Date
}

/**
 * Answers a request for a time stamp (RFC 3161, 2.4.2). A request that cannot be granted is answered with the reason.
 *
 * @returns DER of `TimeStampResp`
 * @throws TypeError for a certificate that is not for time-stamping alone, or is not the key's; RangeError for a bad
 *   serial number, time or accuracy
 */
export async function createTimeStampResponse(options: TimeStampResponseOptions): Promise<Uint8Array> {
  const { key, certificate, policy, certificates = [], profile = 'PKCS7' } = options
  assertAuthority(options)
  const request = tryRequest(options.request)
  if (typeof request === 'string') return encodeRefusal(request)
  if (request.policy !== undefined && request.policy !== policy) return encodeRefusal('unacceptedPolicy')
  const token = await createSignedData({
    content: encodeTstInfo(request, options),
    contentType: CONTENT_TYPE.tstInfo,
    profile,
    signers: [{ key, certificate, signingTime: options.now }],
    certificates,
    embedCertificates: request.certReq,
  })
  return encodeSequence(encodeSequence(encodeInteger(0)), token)
}

function assertAuthority({
  certificate,
  serialNumber,
  now,
  accuracy = 1000,
}: TimeStampResponseOptions): void {
  const { extendedKeyUsage: purposes, extensions } = certificate
  const isCritical = extensions.some(({ oid, critical }) => oid === EXTENSION.extKeyUsage && critical)
  if (!isCritical || purposes?.length !== 1 || purposes[0] !== PURPOSE.timeStamping)
    throw new TypeError('certificate: not one for time-stamping alone, marked so')
  if (serialNumber < 0n || serialNumber >= 1n << 160n)
    throw new RangeError('serialNumber: expected a whole number of at most 160 bits')
  if (Number.isNaN(now.getTime())) throw new RangeError('now: not a valid time')
  if (!Number.isSafeInteger(accuracy) || accuracy < 1)
    throw new RangeError('accuracy: expected milliseconds, from 1')
}

const REASONS: Readonly<Record<string, TimeStampFailure>> = {
  ERR_TSP_IMPRINT_ALGORITHM: 'badAlg',
  ERR_TSP_VERSION: 'badRequest',
  ERR_TSP_EXTENSION: 'unacceptedExtension',
}

/** The request, or why it cannot be granted. */
function tryRequest(der: Uint8Array): TimeStampRequest | TimeStampFailure {
  try {
    return parseTimeStampRequest(der)
  } catch (error) {
    if (error instanceof TrustError) return REASONS[error.code] ?? 'badDataFormat'
    throw error
  }
}

/** Status 2, rejection, with one bit of `PKIFailureInfo`. */
function encodeRefusal(reason: TimeStampFailure): Uint8Array {
  const bit = FAILURES[reason]
  const octets = new Uint8Array((bit >> 3) + 1)
  octets[bit >> 3] = 0x80 >> (bit & 7)
  return encodeSequence(encodeSequence(encodeInteger(2), encodeBitString(octets, 7 - (bit & 7))))
}

function encodeTstInfo(request: TimeStampRequest, options: TimeStampResponseOptions): Uint8Array {
  const { policy, serialNumber, now, accuracy = 1000, certificate } = options
  return encodeSequence(
    encodeInteger(1),
    encodeOid(policy),
    encodeImprint(request.imprint),
    encodeInteger(serialNumber),
    encodeGeneralizedTime(now),
    encodeAccuracy(accuracy),
    ...(request.nonce === undefined ? [] : [encodeElement(TAG.integer, decodeHex(request.nonce))]),
    encodeContext(0, encodeContext(4, certificate.subject.raw)),
  )
}

function encodeImprint({ algorithm, digest }: MessageImprint): Uint8Array {
  const { oid, parameters } = algorithm
  const identifier = encodeSequence(encodeOid(oid), ...(parameters === undefined ? [] : [parameters]))
  return encodeSequence(identifier, encodeOctetString(digest))
}

function encodeAccuracy(milliseconds: number): Uint8Array {
  const seconds = Math.floor(milliseconds / 1000)
  const millis = encodeInteger(milliseconds % 1000)
  // A tagged INTEGER: the tag in place of its own.
  millis[0] = contextTag(0, 'primitive')
  return encodeSequence(
    ...(seconds > 0 ? [encodeInteger(seconds)] : []),
    ...(milliseconds % 1000 > 0 ? [millis] : []),
  )
}
