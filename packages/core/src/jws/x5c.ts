import { decodeBase64, encodeBase64 } from '../bytes/base64.ts'
import { TrustError } from '../errors.ts'
import type { JsonObject } from '../json/parse.ts'
import type { Certificate } from '../x509/certificate.ts'
import { parseCertificate } from '../x509/parse.ts'
import { jwsError } from './codes.ts'

const MAX_CHAIN = 10
/** Octets of one certificate; base64 takes four characters for three. */
const MAX_CERTIFICATE = 16 * 1024

/**
 * The certificates in a header: the signer's first, then those that may stand above it (RFC 7515, 4.1.6). They are
 * trusted for nothing; a path to an anchor is still to be found.
 *
 * @throws CoreError `ERR_JWS_CERTIFICATE`, for a signer whose key cannot be used too
 */
export function parseX5c(header: JsonObject): [Certificate, ...Certificate[]] {
  const x5c = Object.hasOwn(header, 'x5c') ? header['x5c'] : undefined
  if (!Array.isArray(x5c) || x5c.length > MAX_CHAIN)
    throw refusal('x5c', x5c === undefined ? 'absent' : 'form')
  const [signer, ...above] = x5c.map((item: unknown, i) => readCertificate(item, `x5c[${i}]`))
  if (signer === undefined) throw refusal('x5c', 'absent')
  return [signer, ...above]
}

function readCertificate(item: unknown, member: string): Certificate {
  if (typeof item !== 'string' || item.length > MAX_CERTIFICATE * 2) throw refusal(member, 'form')
  try {
    const certificate = parseCertificate(decodeBase64(item))
    // A key is read when it is first asked for: here, and not in the middle of a verdict.
    void certificate.publicKey
    return certificate
  } catch (cause) {
    if (!(cause instanceof TrustError)) throw cause
    throw refusal(member, cause.code, cause)
  }
}

const refusal = (member: string, reason: string, cause?: unknown) =>
  jwsError('ERR_JWS_CERTIFICATE', { member, reason }, cause)

/** The member of a header that carries certificates. Anchors are left out: a verifier has its own. */
export function encodeX5c(certificates: readonly Certificate[]): JsonObject {
  return { x5c: certificates.slice(0, MAX_CHAIN).map(({ raw }) => encodeBase64(raw)) }
}
