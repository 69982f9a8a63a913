import { type Check, digest, encodeBase64Url, failed, passed, skipped } from '@xinyin/core'
import { sameText } from '../http/secret.ts'
import { isJsonObject } from '../token/json.ts'
import type { Access } from './access.ts'
import type { AuthorizationScheme } from './credentials.ts'

/** Who alone may use a token (RFC 7800, 3.1). */
export interface Confirmation {
  /** Thumbprint of the key of DPoP proofs (RFC 9449, 6.1). */
  readonly thumbprint: string | undefined
  /** Hash of the client's certificate (RFC 8705, 3.1). */
  readonly certificate: string | undefined
}

/** Base64url of a SHA-256. */
const HASH = /^[\w-]{43}$/

/** What `cnf` says. @returns why it cannot be followed, as text: a binding that is not understood is no licence to ignore it */
function readConfirmation({ claims }: Access): Confirmation | string {
  const { cnf } = claims
  if (cnf === undefined) return { thumbprint: undefined, certificate: undefined }
  if (!isJsonObject(cnf)) return 'malformed cnf'
  const [thumbprint, certificate] = [cnf['jkt'], cnf['x5t#S256']]
  const named = [thumbprint, certificate].filter((value) => value !== undefined)
  if (named.length === 0) return 'unknown cnf'
  if (!named.every((value) => typeof value === 'string' && HASH.test(value))) return 'malformed cnf'
  return { thumbprint: thumbprint as string | undefined, certificate: certificate as string | undefined }
}

/** Why a scheme does not go with a token, if it does not. */
function mismatch(
  scheme: AuthorizationScheme,
  { thumbprint, certificate }: Confirmation,
  tokenType: unknown,
  mustBeBound: boolean,
): string | undefined {
  // Taken as a bearer's, a token that was stolen would do without its key (RFC 9449, 7.2).
  if (thumbprint !== undefined && scheme !== 'DPoP') return 'DPoP token as Bearer'
  if (thumbprint === undefined && scheme === 'DPoP') return 'Bearer token as DPoP'
  if (tokenType !== undefined && String(tokenType).toLowerCase() !== scheme.toLowerCase()) return 'token_type'
  if (mustBeBound && thumbprint === undefined && certificate === undefined) return 'not bound'
  return undefined
}

/**
 * The token is used as it is bound: by DPoP where it names a key, and not by DPoP where it names none (RFC 9449, 7).
 *
 * @param mustBeBound - whether tokens that anybody could use who has them are refused (FAPI 2.0, 5.3.4)
 */
export function checkBinding(
  access: Access,
  scheme: AuthorizationScheme,
  mustBeBound: boolean,
): { readonly check: Check; readonly confirmation?: Confirmation } {
  const id = 'access-token.binding'
  const confirmation = readConfirmation(access)
  const reason =
    typeof confirmation === 'string'
      ? confirmation
      : mismatch(scheme, confirmation, access.claims['token_type'], mustBeBound)
  if (reason !== undefined || typeof confirmation === 'string')
    return { check: failed(id, 'ERR_SSO_ACCESS_BINDING', { reason: reason ?? '' }) }
  return { check: passed(id, { scheme }), confirmation }
}

/** The connection is that of the client to whose certificate the token is bound (RFC 8705, 3). */
export function checkCertificate(
  { certificate: expected }: Confirmation,
  der: Uint8Array | undefined,
): Check {
  const id = 'access-token.certificate'
  if (expected === undefined) return skipped(id, 'cnf')
  const found = der && encodeBase64Url(digest('SHA-256', der))
  return sameText(found, expected) ? passed(id) : failed(id, 'ERR_SSO_ACCESS_CERTIFICATE')
}
