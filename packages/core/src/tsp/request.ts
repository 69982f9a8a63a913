import { encodeHex } from '../bytes/hex.ts'
import { type Content, digestContent } from '../cms/content.ts'
import { encodeDigestAlgorithm, messageDigest } from '../cms/digest.ts'
import type { DigestName } from '../crypto/digest.ts'
import { randomBytes } from '../crypto/random.ts'
import { type DerNode, openDer, parseDer } from '../der/read.ts'
import { contextTag, TAG } from '../der/tag.ts'
import { readBoolean, readIntegerBytes, readOid, readSmallInteger } from '../der/value.ts'
import {
  encodeBoolean,
  encodeInteger,
  encodeOctetString,
  encodeOid,
  encodeSequence,
  encodeUnsignedInteger,
} from '../der/write.ts'
import { tspError } from './codes.ts'
import { type MessageImprint, readImprint, readKnownExtensions } from './tst-info.ts'

/** A request for a time stamp (RFC 3161, 2.4.1). */
export interface TimeStampRequest {
  /** DER of `TimeStampReq`, to be sent. */
  readonly der: Uint8Array
  readonly imprint: MessageImprint
  /** The policy asked for. */
  readonly policy: string | undefined
  /** Lower-case hexadecimal of the content octets. */
  readonly nonce: string | undefined
  /** Whether the certificate of the authority is to come with the stamp. */
  readonly certReq: boolean
}

export interface TimeStampRequestOptions {
  /** What is to be stamped, hashed here; or else its `digest`. */
  readonly content?: Content
  readonly digest?: Uint8Array
  /** SM3 unless given. */
  readonly algorithm?: DigestName
  /** OID of the policy asked for. */
  readonly policy?: string
  /** 16 random octets unless given: without one, an old answer could be played again. */
  readonly nonce?: Uint8Array
  /** True unless given. */
  readonly certReq?: boolean
}

/** Octets of the digests of requests. */
export const DIGEST_LENGTHS: Readonly<Record<DigestName, number>> = {
  SM3: 32,
  'SHA-256': 32,
  'SHA-384': 48,
  'SHA-512': 64,
}

/**
 * Builds a request for a time stamp.
 *
 * @example
 * ```ts
 * const request = await requestTimeStamp({ content: document, algorithm: 'SHA-256' })
 * const response = await fetch(url, {
 *   method: 'POST',
 *   headers: { 'content-type': 'application/timestamp-query' },
 *   body: request.der,
 * })
 * const token = processTimeStamp(new Uint8Array(await response.arrayBuffer()), request)
 * ```
 */
export async function requestTimeStamp(options: TimeStampRequestOptions): Promise<TimeStampRequest> {
  const { algorithm = 'SM3', policy, nonce = randomBytes(16), certReq = true } = options
  if (!Object.hasOwn(DIGEST_LENGTHS, algorithm)) throw new TypeError('algorithm: expected SM3 or SHA-2')
  if (nonce.length < 8 || nonce.length > 64) throw new RangeError('nonce: expected 8 to 64 octets')
  const digest = await digestOf(options, algorithm)
  if (digest.length !== DIGEST_LENGTHS[algorithm])
    throw new RangeError(`digest: expected ${DIGEST_LENGTHS[algorithm]} octets for ${algorithm}`)
  return parseTimeStampRequest(
    encodeSequence(
      encodeInteger(1),
      encodeSequence(encodeDigestAlgorithm(algorithm), encodeOctetString(digest)),
      ...(policy === undefined ? [] : [encodeOid(policy)]),
      // Positive: some services read a nonce without its sign.
      encodeUnsignedInteger(nonce),
      // DER leaves the default out.
      ...(certReq ? [encodeBoolean(true)] : []),
    ),
  )
}

async function digestOf(options: TimeStampRequestOptions, algorithm: DigestName): Promise<Uint8Array> {
  const { content, digest } = options
  if ((content === undefined) === (digest === undefined))
    throw new TypeError('content: expected either content or digest')
  if (digest !== undefined) return digest
  const demand = { digests: new Set([algorithm]), whole: false, maxBytes: 0 }
  const { digests } = await digestContent(content ?? new Uint8Array(0), demand)
  return digests.get(algorithm) ?? new Uint8Array(0)
}

/**
 * Reads a `TimeStampReq`.
 *
 * @throws CoreError `ERR_TSP_VERSION`, `ERR_TSP_IMPRINT_ALGORITHM`, `ERR_TSP_VALUE`, `ERR_TSP_EXTENSION`, `ERR_DER_*`
 */
export function parseTimeStampRequest(der: Uint8Array): TimeStampRequest {
  const whole = parseDer(new Uint8Array(der), { maxBytes: 64 * 1024, maxDepth: 16, maxElements: 500 })
  const cursor = openDer(whole)
  const version = readSmallInteger(cursor.next())
  if (version !== 1) throw tspError('ERR_TSP_VERSION', { found: version })
  const imprint = readImprint(cursor.next())
  const policy = cursor.optional(TAG.oid)
  const nonce = cursor.optional(TAG.integer)
  const certReq = cursor.optional(TAG.boolean)
  const extensions = cursor.optional(contextTag(0))
  cursor.end()
  if (extensions !== undefined) refuseExtensions(extensions)
  const name = messageDigest(imprint.algorithm)
  if (name === undefined || name === 'SHAKE256')
    throw tspError('ERR_TSP_IMPRINT_ALGORITHM', { algorithm: imprint.algorithm.oid })
  if (imprint.digest.length !== DIGEST_LENGTHS[name])
    throw tspError('ERR_TSP_VALUE', { field: 'messageImprint' })
  return {
    der: whole.raw,
    imprint,
    policy: policy && readOid(policy),
    nonce: nonce && encodeHex(readIntegerBytes(nonce)),
    certReq: certReq !== undefined && readBoolean(certReq),
  }
}

/** No extension is defined. A server grants nothing where it does not know one, binding or not (RFC 3161, 2.4.1). */
function refuseExtensions(tagged: DerNode): never {
  const [extension] = readKnownExtensions(tagged)
  throw tspError('ERR_TSP_EXTENSION', { extension: extension?.oid ?? '' })
}
