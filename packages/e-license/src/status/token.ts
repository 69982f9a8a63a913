import { type Certificate, decodeUtf8, parseCertificate, type Sm2JoseProfile, TrustError } from '@xinyin/core'
import { COSE_HEADER, COSE_SM2, type CoseSign1, parseCoseSign1, verifyCoseSign1 } from '@xinyin/core/cose'
import { isJwsType, type Jws, parseJws, parseJwsInTurns, parseX5c, verifyJws } from '@xinyin/core/jws'
import { encodeAsciiInTurns, nextTurn, TURN_BYTES } from '@xinyin/core/turns'
import { statusListError } from './codes.ts'
import { parseCwtContent, parseJwtContent, type StatusListContent } from './content.ts'
import { parseJwtContentInTurns } from './content-in-turns.ts'
import { completeStatusListLimits, type StatusListLimits } from './limits.ts'

/** The forms in which a list is signed. */
export type StatusListFormat = 'jwt' | 'cwt'

/** What each form is called in HTTP, and with or without `application/` in the header of the signature. */
export const STATUS_LIST_TYPES: Readonly<Record<StatusListFormat, string>> = {
  jwt: 'application/statuslist+jwt',
  cwt: 'application/statuslist+cwt',
}

/** A signed status list, taken apart. Nothing is verified yet. */
export interface StatusListToken {
  readonly format: StatusListFormat
  readonly content: StatusListContent
  /** The signer's certificate, then those that may stand above it. */
  readonly certificates: readonly [Certificate, ...Certificate[]]
  /** Whether the key of the first certificate made the signature. */
  verify(): Promise<boolean>
}

/** How a signed list is read. */
export interface StatusListReading {
  readonly limits?: Partial<StatusListLimits>
  /** SM2 in the header of a JWT; `SM2` with r ‖ s unless given. */
  readonly sm2?: Sm2JoseProfile
}

/** A CWT begins with a tag or an array, a JWT with a letter or digit. */
const isCwt = (token: string | Uint8Array): token is Uint8Array =>
  typeof token !== 'string' && (token[0] ?? 0) >= 0x80

/** ES256 under both of its numbers (RFC 9053, RFC 9864), and SM2. */
const CWT_ALGORITHMS: readonly number[] = [-7, -9, COSE_SM2]

/**
 * Takes a signed status list apart (draft-ietf-oauth-status-list, 5): a JWT or a CWT, with the signer's certificates in
 * `x5c` or `x5chain`. It does so at once: one of ten million places holds the thread for a tenth of a second and longer, where
 * `inspectStatusList` gives way.
 *
 * @throws LicenceError `ERR_STATUS_LIST_SIZE`, `_TYPE`, `_CLAIM`, `_CERTIFICATE`; CoreError `ERR_JWS_*`, `ERR_COSE_*`,
 *   `ERR_CBOR_*`, `ERR_JSON_*`, `ERR_BYTES_*`
 */
export function parseStatusListToken(
  token: string | Uint8Array,
  { limits, sm2 }: StatusListReading = {},
): StatusListToken {
  const maxBytes = assertSize(token, limits)
  if (isCwt(token)) return parseCwt(token, maxBytes)
  const text = (typeof token === 'string' ? token : decodeUtf8(token)).replace(/\r?\n$/, '')
  const jws = parseJws(text, { maxBytes })
  assertJwtType(jws)
  return jwtOf(jws, sm2, parseJwtContent(jws.payload))
}

/** The same for lists of any size, which gives way to others. The octets must not change until it was verified. */
export async function openStatusListToken(
  token: string | Uint8Array,
  reading: StatusListReading = {},
): Promise<StatusListToken> {
  const maxBytes = assertSize(token, reading.limits)
  if (token.length <= TURN_BYTES) return parseStatusListToken(token, reading)
  if (isCwt(token)) {
    // Each of the two copies what is megabytes.
    const message = parseSign1(token, maxBytes)
    await nextTurn()
    return cwtOf(message, maxBytes)
  }
  const octets = typeof token === 'string' ? await encodeAsciiInTurns(token) : token
  const jws = await parseJwsInTurns(octets.subarray(0, octets.length - lineEnd(octets)), { maxBytes })
  assertJwtType(jws)
  return jwtOf(jws, reading.sm2, await parseJwtContentInTurns(jws.payload))
}

function assertSize(token: string | Uint8Array, limits: Partial<StatusListLimits> | undefined): number {
  const { maxTokenBytes } = completeStatusListLimits(limits)
  if (token.length > maxTokenBytes)
    throw statusListError('ERR_STATUS_LIST_SIZE', { limit: maxTokenBytes, unit: 'octets' })
  return maxTokenBytes
}

const lineEnd = (octets: Uint8Array): number => (octets.at(-1) !== 0x0a ? 0 : octets.at(-2) === 0x0d ? 2 : 1)

function assertJwtType(jws: Jws): void {
  if (!isJwsType(jws, STATUS_LIST_TYPES.jwt)) throw typeError('jwt')
}

function jwtOf(jws: Jws, sm2: Sm2JoseProfile | undefined, content: StatusListContent): StatusListToken {
  const [signer, ...above] = readingCertificates(() => parseX5c(jws.header))
  return {
    format: 'jwt',
    content,
    certificates: [signer, ...above],
    verify: () => verifyJws(jws, signer.publicKey, sm2 === undefined ? {} : { sm2 }),
  }
}

const parseSign1 = (token: Uint8Array, maxBytes: number): CoseSign1 =>
  parseCoseSign1(token, { maxBytes, keyOrder: 'any' })

const parseCwt = (token: Uint8Array, maxBytes: number): StatusListToken =>
  cwtOf(parseSign1(token, maxBytes), maxBytes)

function cwtOf(message: CoseSign1, maxBytes: number): StatusListToken {
  const type = message.protectedHeader.get(COSE_HEADER.typ)
  if (type !== STATUS_LIST_TYPES.cwt || message.payload === undefined) throw typeError('cwt')
  if (!CWT_ALGORITHMS.includes(message.algorithm))
    throw statusListError('ERR_STATUS_LIST_CLAIM', { claim: 'alg' })
  const [signer, ...above] = readingCertificates(() => message.certificates.map(readCertificate))
  if (signer === undefined) throw statusListError('ERR_STATUS_LIST_CERTIFICATE', { reason: 'absent' })
  return {
    format: 'cwt',
    content: parseCwtContent(message.payload, maxBytes),
    certificates: [signer, ...above],
    verify: () => isSigned(message, signer),
  }
}

async function isSigned(message: CoseSign1, { publicKey }: Certificate): Promise<boolean> {
  try {
    await verifyCoseSign1(message, publicKey)
    return true
  } catch (error) {
    if (error instanceof TrustError) return false
    throw error
  }
}

function readCertificate(der: Uint8Array): Certificate {
  const certificate = parseCertificate(der)
  // The key is read when it is first asked for: here, and not in the middle of a verdict.
  void certificate.publicKey
  return certificate
}

function readingCertificates<Chain>(read: () => Chain): Chain {
  try {
    return read()
  } catch (cause) {
    if (!(cause instanceof TrustError)) throw cause
    const { reason = cause.code } = cause.facts
    throw statusListError('ERR_STATUS_LIST_CERTIFICATE', { reason }, cause)
  }
}

const typeError = (format: StatusListFormat) =>
  statusListError('ERR_STATUS_LIST_TYPE', { expected: STATUS_LIST_TYPES[format] })
