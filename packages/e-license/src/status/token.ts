import { type Certificate, decodeUtf8, parseCertificate, type Sm2JoseProfile, TrustError } from '@xinyin/core'
import { COSE_HEADER, COSE_SM2, type CoseSign1, parseCoseSign1, verifyCoseSign1 } from '@xinyin/core/cose'
import { isJwsType, parseJws, parseX5c, verifyJws } from '@xinyin/core/jws'
import { statusListError } from './codes.ts'
import { parseCwtContent, parseJwtContent, type StatusListContent } from './content.ts'
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
 * `x5c` or `x5chain`.
 *
 * @throws LicenceError `ERR_STATUS_LIST_SIZE`, `_TYPE`, `_CLAIM`, `_CERTIFICATE`; CoreError `ERR_JWS_*`, `ERR_COSE_*`,
 *   `ERR_CBOR_*`, `ERR_JSON_*`, `ERR_BYTES_*`
 */
export function parseStatusListToken(
  token: string | Uint8Array,
  { limits, sm2 }: StatusListReading = {},
): StatusListToken {
  const { maxTokenBytes } = completeStatusListLimits(limits)
  if (token.length > maxTokenBytes)
    throw statusListError('ERR_STATUS_LIST_SIZE', { limit: maxTokenBytes, unit: 'octets' })
  return isCwt(token) ? parseCwt(token, maxTokenBytes) : parseJwt(token, maxTokenBytes, sm2)
}

function parseJwt(
  token: string | Uint8Array,
  maxBytes: number,
  sm2: Sm2JoseProfile | undefined,
): StatusListToken {
  const text = (typeof token === 'string' ? token : decodeUtf8(token)).replace(/\r?\n$/, '')
  const jws = parseJws(text, { maxBytes })
  if (!isJwsType(jws, STATUS_LIST_TYPES.jwt)) throw typeError('jwt')
  const [signer, ...above] = readingCertificates(() => parseX5c(jws.header))
  return {
    format: 'jwt',
    content: parseJwtContent(jws.payload),
    certificates: [signer, ...above],
    verify: () => verifyJws(jws, signer.publicKey, sm2 === undefined ? {} : { sm2 }),
  }
}

function parseCwt(token: Uint8Array, maxBytes: number): StatusListToken {
  const message = parseCoseSign1(token, { maxBytes, keyOrder: 'any' })
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
