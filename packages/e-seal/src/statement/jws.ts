import {
  type Certificate,
  decodeUtf8,
  equalBytes,
  type JoseScheme,
  type PrivateKey,
  type PublicKey,
  type Signer,
  type Sm2JoseProfile,
  TrustError,
} from '@xinyin/core'
import type { JsonObject } from '@xinyin/core/json'
import {
  encodeX5c,
  type Jws,
  jwsScheme,
  parseJws,
  parseX5c,
  SM2_JWS_PROFILE,
  signJws,
} from '@xinyin/core/jws'
import { statementError } from './codes.ts'

/** SM2 in the header of a statement: as signed trust lists have it. */
export const SM2_STATEMENT_PROFILE: Sm2JoseProfile = SM2_JWS_PROFILE

/** What kinds of statements there are, by the `typ` in their header: none can pass for another (RFC 8725, 3.11). */
export type StatementType = 'seal-request+jws' | 'seal-status-list+jws' | 'seal-status+jws' | 'data-seal+jws'

/** A signed statement, taken apart. Nothing is verified yet. */
export interface Statement {
  readonly type: StatementType
  readonly scheme: JoseScheme
  /** `iat`, to the second. */
  readonly signedAt: Date
  /** The signer's certificate, then those that may stand above it. */
  readonly certificates: readonly [Certificate, ...Certificate[]]
  readonly signingInput: Uint8Array
  readonly payload: Uint8Array
  readonly signature: Uint8Array
}

/** How a statement is read. */
export interface StatementReading {
  readonly type: StatementType
  /** Octets of the whole statement. */
  readonly maxBytes: number
  /** SM2 in the header; `SM2` with r ‖ s unless given. */
  readonly sm2?: Sm2JoseProfile
}

const MAX_HEADER = 64 * 1024
const PART = '[A-Za-z0-9_-]+'
const COMPACT = /* @__PURE__ */ new RegExp(`^${PART}\\.${PART}\\.${PART}$`)

/** What may stand in a header. Nothing in it makes anybody fetch a key, or take one that no certificate is for. */
const MEMBERS = ['alg', 'typ', 'iat', 'x5c']

/**
 * Takes a statement apart: JWS in compact form (RFC 7515, 7.1) with the signer's certificates in `x5c`.
 *
 * @throws SealError `ERR_STATEMENT_SIZE`, `_JWS`, `_HEADER`, `_ALGORITHM`; CoreError `ERR_BYTES_*`, `ERR_JSON_*`
 */
export function parseStatement(jws: string | Uint8Array, reading: StatementReading): Statement {
  const { type, maxBytes, sm2 = SM2_STATEMENT_PROFILE } = reading
  const { header, algorithm, signed, payload, signature } = readJws(jws, type, maxBytes)
  const unknown = Object.keys(header).find((member) => !MEMBERS.includes(member))
  if (unknown !== undefined) throw headerError(type, unknown.slice(0, 40))
  if (header['typ'] !== type) throw headerError(type, 'typ')
  const certificates = readChain(header, type)
  const scheme = schemeFor(certificates[0].publicKey, sm2)
  if (scheme === undefined || algorithm !== scheme.alg)
    throw statementError('ERR_STATEMENT_ALGORITHM', { type, algorithm: algorithm.slice(0, 40) })
  const signedAt = readSigningTime(header, type)
  return { type, scheme, signedAt, certificates, signingInput: signed, payload, signature }
}

/** The JWS, with what is refused in it said of a statement. */
function readJws(jws: string | Uint8Array, type: StatementType, maxBytes: number): Jws {
  if (jws.length > maxBytes) throw statementError('ERR_STATEMENT_SIZE', { limit: maxBytes, unit: 'bytes' })
  const text = typeof jws === 'string' ? jws : decodeUtf8(jws)
  if (!COMPACT.test(text)) throw statementError('ERR_STATEMENT_JWS', { type })
  try {
    return parseJws(text, { maxBytes, maxHeaderBytes: MAX_HEADER })
  } catch (cause) {
    if (!(cause instanceof TrustError)) throw cause
    if (cause.code === 'ERR_JWS_SIZE')
      throw statementError('ERR_STATEMENT_SIZE', { limit: MAX_HEADER, unit: 'header' }, cause)
    if (cause.code === 'ERR_JWS_ALGORITHM')
      throw statementError('ERR_STATEMENT_ALGORITHM', { type, algorithm: '-' }, cause)
    if (cause.code === 'ERR_JWS_CRITICAL')
      throw statementError('ERR_STATEMENT_HEADER', { type, ...cause.facts }, cause)
    throw cause
  }
}

/** Whether the signer's key made the signature. */
export function verifyStatement({ scheme, certificates, signingInput, signature }: Statement) {
  return scheme.verify(certificates[0].publicKey, signingInput, signature)
}

/** Who signs a statement. */
export interface StatementSigning {
  readonly key: PrivateKey | Signer
  /** The signer's certificate, then those above it, without the anchor. */
  readonly certificates: readonly [Certificate, ...Certificate[]]
  /** SM2 in the header; `SM2` with r ‖ s unless given. */
  readonly sm2?: Sm2JoseProfile
}

/**
 * Signs a statement with SM2 or ES256, by the kind of the key.
 *
 * @returns a JWS in compact form
 * @throws TypeError where the key is not that of the first certificate, or of another kind
 */
export async function signStatement(
  payload: string,
  type: StatementType,
  signedAt: Date,
  { key, certificates, sm2 = SM2_STATEMENT_PROFILE }: StatementSigning,
): Promise<string> {
  const { publicKey } = key
  if (!equalBytes(publicKey.spki, certificates[0].publicKey.spki))
    throw new TypeError('certificates: the first is not that of the key')
  if (schemeFor(publicKey, sm2) === undefined)
    throw new TypeError(`key: expected SM2 or P-256, found ${publicKey.kind}`)
  const iat = Math.floor(signedAt.getTime() / 1000)
  return signJws({ typ: type, iat, ...encodeX5c(certificates) }, payload, key, sm2)
}

/** The scheme for a kind of key: SM2 by its profile, or ES256. Nothing else signs statements. */
function schemeFor({ kind }: PublicKey, sm2: Sm2JoseProfile): JoseScheme | undefined {
  if (kind === 'SM2') return jwsScheme(sm2.alg, sm2)
  return kind === 'P-256' ? jwsScheme('ES256') : undefined
}

const headerError = (type: StatementType, member: string) =>
  statementError('ERR_STATEMENT_HEADER', { type, member })

/** Seconds since 1970, whole; up to the year 9999. */
function readSigningTime({ iat }: JsonObject, type: StatementType): Date {
  if (typeof iat !== 'number' || !Number.isInteger(iat) || iat <= 0 || iat >= 253_402_300_800)
    throw headerError(type, 'iat')
  return new Date(iat * 1000)
}

function readChain(header: JsonObject, type: StatementType): [Certificate, ...Certificate[]] {
  try {
    return parseX5c(header)
  } catch (cause) {
    if (!(cause instanceof TrustError)) throw cause
    throw statementError('ERR_STATEMENT_HEADER', { type, ...cause.facts }, cause)
  }
}
