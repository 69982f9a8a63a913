import { encodeBase64, encodeBase64Url } from '../../bytes/base64.ts'
import { decodeUtf8, encodeUtf8 } from '../../bytes/utf8.ts'
import type { JoseScheme, Sm2JoseProfile } from '../../crypto/jose.ts'
import type { PublicKey } from '../../crypto/key.ts'
import { TrustError } from '../../errors.ts'
import type { JsonObject, JsonValue } from '../../json/parse.ts'
import { type Jws, parseJws } from '../../jws/parse.ts'
import { jwsScheme, SM2_JWS_PROFILE } from '../../jws/scheme.ts'
import type { Certificate } from '../../x509/certificate.ts'
import { readListCertificate } from './certificate.ts'
import { trustListError } from './codes.ts'
import type { TrustListLimits } from './limits.ts'
import { LIST_MEDIA_TYPE } from './uri.ts'

/** SM2 in the header of a list. */
export const SM2_LIST_PROFILE: Sm2JoseProfile = SM2_JWS_PROFILE

/** A signed list, taken apart. Nothing is verified yet. */
export interface SignedList {
  readonly scheme: JoseScheme
  readonly signedAt: Date
  /** The signer's certificate, then those that may stand above it. */
  readonly certificates: readonly [Certificate, ...Certificate[]]
  /** `x5t#S256`, where it is there: to be held against the signer's certificate (`assertThumbprint`). */
  readonly thumbprint: JsonValue | undefined
  readonly signingInput: Uint8Array
  readonly payload: Uint8Array
  readonly signature: Uint8Array
}

const MAX_HEADER = 64 * 1024
const MAX_CHAIN = 10
const PART = '[A-Za-z0-9_-]+'
const COMPACT = /* @__PURE__ */ new RegExp(`^${PART}\\.${PART}\\.${PART}$`)

/** What may stand in a header. Nothing in it makes anybody fetch a key or take one from it. */
const MEMBERS = ['alg', 'typ', 'iat', 'x5c', 'x5t#S256']

/** The scheme for a kind of key: SM2 by its profile, or ES256. Nothing else signs lists. */
function schemeFor(kind: PublicKey['kind'], sm2: Sm2JoseProfile): JoseScheme | undefined {
  if (kind === 'SM2') return jwsScheme(sm2.alg, sm2)
  return kind === 'P-256' ? jwsScheme('ES256') : undefined
}

/**
 * Takes a signed list apart: JWS in compact form (RFC 7515, 7.1), the header as JAdES has it (ETSI TS 119 182-1: `x5c`,
 * and `iat` for the time of signing [?]).
 *
 * @throws CoreError `ERR_TRUST_LIST_SIZE`, `_JWS`, `_HEADER`, `_ALGORITHM`, `_CERTIFICATE`, `ERR_BYTES_*`, `ERR_JSON_*`
 */
export function parseSignedList(
  jws: string | Uint8Array,
  limits: TrustListLimits,
  sm2: Sm2JoseProfile = SM2_LIST_PROFILE,
): SignedList {
  const { header, algorithm, signed, payload, signature } = readJws(jws, limits)
  const unknown = Object.keys(header).find((member) => !MEMBERS.includes(member))
  if (unknown !== undefined) throw trustListError('ERR_TRUST_LIST_HEADER', { member: unknown })
  if (header['typ'] !== LIST_MEDIA_TYPE) throw trustListError('ERR_TRUST_LIST_HEADER', { member: 'typ' })
  const certificates = readChain(header, limits)
  const scheme = schemeFor(certificates[0].publicKey.kind, sm2)
  if (scheme === undefined || algorithm !== scheme.alg)
    throw trustListError('ERR_TRUST_LIST_ALGORITHM', { algorithm })
  const signedAt = readSigningTime(header['iat'])
  const thumbprint = header['x5t#S256']
  return { scheme, signedAt, certificates, thumbprint, signingInput: signed, payload, signature }
}

/** The JWS, with what is refused in it said of a list. */
function readJws(jws: string | Uint8Array, { maxBytes }: TrustListLimits): Jws {
  if (jws.length > maxBytes) throw trustListError('ERR_TRUST_LIST_SIZE', { limit: maxBytes, unit: 'bytes' })
  const text = typeof jws === 'string' ? jws : decodeUtf8(jws)
  if (!COMPACT.test(text)) throw trustListError('ERR_TRUST_LIST_JWS')
  try {
    return parseJws(text, { maxBytes, maxHeaderBytes: MAX_HEADER })
  } catch (cause) {
    if (!(cause instanceof TrustError)) throw cause
    if (cause.code === 'ERR_JWS_SIZE')
      throw trustListError('ERR_TRUST_LIST_SIZE', { limit: MAX_HEADER, unit: 'header' }, cause)
    if (cause.code === 'ERR_JWS_ALGORITHM')
      throw trustListError('ERR_TRUST_LIST_ALGORITHM', { algorithm: '-' }, cause)
    if (cause.code === 'ERR_JWS_CRITICAL') throw trustListError('ERR_TRUST_LIST_HEADER', cause.facts, cause)
    throw cause
  }
}

/** Seconds since 1970, whole; up to the year 9999. */
function readSigningTime(iat: JsonValue | undefined): Date {
  if (typeof iat === 'number' && Number.isInteger(iat) && iat > 0 && iat < 253_402_300_800) {
    return new Date(iat * 1000)
  }
  throw trustListError('ERR_TRUST_LIST_HEADER', { member: 'iat' })
}

function readChain(header: JsonObject, limits: TrustListLimits): [Certificate, ...Certificate[]] {
  const { x5c } = header
  if (!Array.isArray(x5c) || x5c.length > MAX_CHAIN || x5c.some((item) => typeof item !== 'string')) {
    throw trustListError('ERR_TRUST_LIST_HEADER', { member: 'x5c' })
  }
  const [signer, ...above] = x5c.map((item: string, i) => readChained(item, i, limits))
  if (signer === undefined) throw trustListError('ERR_TRUST_LIST_HEADER', { member: 'x5c' })
  return [signer, ...above]
}

function readChained(item: string, i: number, { maxCertificateBytes }: TrustListLimits): Certificate {
  const member = `x5c[${i}]`
  if (item.length > maxCertificateBytes * 2) throw trustListError('ERR_TRUST_LIST_HEADER', { member })
  return readListCertificate(item, member)
}

/**
 * The header names the certificate that comes first in it (RFC 7515, 4.1.8).
 *
 * @param digest - SHA-256 of that certificate
 * @throws CoreError `ERR_TRUST_LIST_HEADER`
 */
export function assertThumbprint({ thumbprint }: SignedList, digest: Uint8Array): void {
  if (thumbprint !== encodeBase64Url(digest))
    throw trustListError('ERR_TRUST_LIST_HEADER', { member: 'x5t#S256' })
}

/** Whether the signer's key made the signature. */
export function verifySignedList({
  scheme,
  certificates,
  signingInput,
  signature,
}: SignedList): Promise<boolean> {
  return scheme.verify(certificates[0].publicKey, signingInput, signature)
}

/** Writes the header and what is to be signed; the signature comes behind the last dot. */
export function encodeSigningInput(
  payload: string,
  alg: string,
  certificates: readonly Certificate[],
  signedAt: Date,
): string {
  const header = {
    alg,
    typ: LIST_MEDIA_TYPE,
    iat: Math.floor(signedAt.getTime() / 1000),
    x5c: certificates.map(({ raw }) => encodeBase64(raw)),
  }
  return `${encodeBase64Url(encodeUtf8(JSON.stringify(header)))}.${encodeBase64Url(encodeUtf8(payload))}`
}

/** The scheme by which a key signs lists. */
export function listScheme(key: PublicKey, sm2: Sm2JoseProfile): JoseScheme {
  const scheme = schemeFor(key.kind, sm2)
  if (scheme === undefined) throw new TypeError(`key: lists are signed with SM2 or P-256, found ${key.kind}`)
  return scheme
}
