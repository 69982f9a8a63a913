import {
  type Certificate,
  decodeBase64,
  decodeBase64Url,
  decodeUtf8,
  encodeBase64,
  encodeBase64Url,
  encodeUtf8,
  equalBytes,
  type JoseScheme,
  joseScheme,
  type PrivateKey,
  type PublicKey,
  parseCertificate,
  type Signer,
  type Sm2JoseProfile,
  TrustError,
} from '@xinyin/core'
import { type JsonObject, parseStrictJsonObject } from '@xinyin/core/json'
import { statementError } from './codes.ts'

/**
 * SM2 in the header of a statement. No name is registered; this one with r ‖ s is what ECDSA does, and what signed trust
 * lists have.
 */
export const SM2_STATEMENT_PROFILE: Sm2JoseProfile = { alg: 'SM2', encoding: 'raw' }

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
const MAX_CHAIN = 10
/** No certificate has more; base64 takes four characters for three octets. */
const MAX_CERTIFICATE = 16 * 1024
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
  if (jws.length > maxBytes) throw statementError('ERR_STATEMENT_SIZE', { limit: maxBytes, unit: 'bytes' })
  const text = typeof jws === 'string' ? jws : decodeUtf8(jws)
  if (!COMPACT.test(text)) throw statementError('ERR_STATEMENT_JWS', { type })
  const [protectedText = '', payloadText = '', signatureText = ''] = text.split('.')
  if (protectedText.length > MAX_HEADER)
    throw statementError('ERR_STATEMENT_SIZE', { limit: MAX_HEADER, unit: 'header' })
  const header = parseStrictJsonObject(decodeUtf8(decodeBase64Url(protectedText)), 4)
  const unknown = Object.keys(header).find((member) => !MEMBERS.includes(member))
  if (unknown !== undefined) throw headerError(type, unknown.slice(0, 40))
  if (header['typ'] !== type) throw headerError(type, 'typ')
  const certificates = readChain(header, type)
  const { alg } = header
  const scheme = schemeFor(certificates[0].publicKey, sm2)
  if (scheme === undefined || alg !== scheme.alg) {
    const algorithm = typeof alg === 'string' ? alg.slice(0, 40) : '-'
    throw statementError('ERR_STATEMENT_ALGORITHM', { type, algorithm })
  }
  return {
    type,
    scheme,
    signedAt: readSigningTime(header, type),
    certificates,
    signingInput: encodeUtf8(text.slice(0, text.lastIndexOf('.'))),
    payload: decodeBase64Url(payloadText),
    signature: decodeBase64Url(signatureText),
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
  const scheme = schemeFor(publicKey, sm2)
  if (scheme === undefined) throw new TypeError(`key: expected SM2 or P-256, found ${publicKey.kind}`)
  const header = {
    alg: scheme.alg,
    typ: type,
    iat: Math.floor(signedAt.getTime() / 1000),
    x5c: certificates.map(({ raw }) => encodeBase64(raw)),
  }
  const part = (text: string) => encodeBase64Url(encodeUtf8(text))
  const input = `${part(JSON.stringify(header))}.${part(payload)}`
  return `${input}.${encodeBase64Url(await scheme.sign(key, encodeUtf8(input)))}`
}

/** The scheme for a kind of key: SM2 by its profile, or ES256. Nothing else signs statements. */
function schemeFor({ kind }: PublicKey, sm2: Sm2JoseProfile): JoseScheme | undefined {
  if (kind === 'SM2') return joseScheme(sm2)
  return kind === 'P-256' ? joseScheme('ES256') : undefined
}

const headerError = (type: StatementType, member: string) =>
  statementError('ERR_STATEMENT_HEADER', { type, member })

/** Seconds since 1970, whole; up to the year 9999. */
function readSigningTime({ iat }: JsonObject, type: StatementType): Date {
  if (typeof iat !== 'number' || !Number.isInteger(iat) || iat <= 0 || iat >= 253_402_300_800)
    throw headerError(type, 'iat')
  return new Date(iat * 1000)
}

function readChain({ x5c }: JsonObject, type: StatementType): [Certificate, ...Certificate[]] {
  if (!Array.isArray(x5c) || x5c.length > MAX_CHAIN) throw headerError(type, 'x5c')
  const [signer, ...above] = x5c.map((item: unknown, i) => readChained(item, `x5c[${i}]`, type))
  if (signer === undefined) throw headerError(type, 'x5c')
  return [signer, ...above]
}

function readChained(item: unknown, member: string, type: StatementType): Certificate {
  if (typeof item !== 'string' || item.length > MAX_CERTIFICATE * 2) throw headerError(type, member)
  try {
    const certificate = parseCertificate(decodeBase64(item))
    // A key is read when it is asked for: one that cannot be is no good here.
    certificate.publicKey
    return certificate
  } catch (cause) {
    if (!(cause instanceof TrustError)) throw cause
    throw statementError('ERR_STATEMENT_HEADER', { type, member, reason: cause.code }, cause)
  }
}
