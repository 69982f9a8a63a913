import {
  type Check,
  digest,
  encodeBase64Url,
  encodeUtf8,
  failed,
  failedBy,
  passed,
  skipped,
} from '@xinyin/core'
import { sameText } from '../http/secret.ts'
import type { Sm2TokenProfile } from '../keys/sm2-profile.ts'
import { tokenScheme } from '../keys/usable.ts'
import { isIdentifier } from '../token/claim-checks.ts'
import { checkAlgorithm, checkType } from '../token/header-checks.ts'
import type { JsonObject } from '../token/json.ts'
import { type Jws, parseJws } from '../token/jws.ts'
import { checkIssuedAt } from '../token/time-checks.ts'
import { normalizeAddress } from './dpop-address.ts'
import type { ProofKey, ProofKeys } from './dpop-key.ts'
import type { DpopNonces } from './dpop-nonce.ts'

/** How long ago a proof may have been made, in seconds. */
export const MAX_PROOF_AGE = 60

/** What a proof must fit. */
export interface ProofExpectations {
  readonly method: string
  /** Of the request, by the origin that is configured. */
  readonly address: string
  readonly token: string
  /** `cnf.jkt` of the token. */
  readonly thumbprint: string
  readonly algorithms: readonly string[]
  readonly sm2: Sm2TokenProfile | undefined
  readonly keys: ProofKeys
  readonly nonces: DpopNonces | undefined
  readonly now: number
}

/** A proof that passed, for the store that knows whether it was used before. */
export interface Proof {
  readonly jti: string
  readonly issuedAt: number
}

/** `htm` (RFC 9449, 4.3, 8); methods are told apart by case (RFC 9110, 9.1). */
function checkMethod(claims: JsonObject, method: string): Check {
  return claims['htm'] === method
    ? passed('dpop.method')
    : failed('dpop.method', 'ERR_SSO_DPOP_METHOD', { expected: method })
}

/** `htu` (RFC 9449, 4.3, 9). */
function checkAddress(claims: JsonObject, address: string): Check {
  const found = normalizeAddress(claims['htu'])
  return found !== undefined && found === normalizeAddress(address)
    ? passed('dpop.address')
    : failed('dpop.address', 'ERR_SSO_DPOP_ADDRESS')
}

/** `ath`, the hash of the access token (RFC 9449, 4.3, 12). */
function checkTokenHash(claims: JsonObject, token: string): Check {
  return sameText(claims['ath'], encodeBase64Url(digest('SHA-256', encodeUtf8(token))))
    ? passed('dpop.access-token')
    : failed('dpop.access-token', 'ERR_SSO_DPOP_ACCESS_HASH')
}

/** `jti` (RFC 9449, 4.2). */
function checkProofIdentifier(claims: JsonObject): Check {
  return isIdentifier(claims['jti'])
    ? passed('dpop.identifier')
    : failed('dpop.identifier', 'ERR_SSO_DPOP_IDENTIFIER')
}

/** `nonce`, where this server wants one (RFC 9449, 9). */
function checkNonce(claims: JsonObject, nonces: DpopNonces | undefined, now: number): Check {
  return nonces === undefined || nonces.accepts(claims['nonce'], now)
    ? passed('dpop.nonce')
    : failed('dpop.nonce', 'ERR_SSO_DPOP_NONCE')
}

/** `jwk` is a public key (RFC 9449, 4.3, 6 and 7), and the one that the token is bound to (4.3, 12; 6.1). */
function checkProofKey(key: ProofKey | undefined, thumbprint: string): Check[] {
  if (key === undefined) return [failed('dpop.key', 'ERR_SSO_DPOP_KEY'), skipped('dpop.binding', 'dpop.key')]
  const binding = sameText(key.thumbprint, thumbprint)
    ? passed('dpop.binding')
    : failed('dpop.binding', 'ERR_SSO_DPOP_BINDING')
  return [passed('dpop.key'), binding]
}

/** The signature, by the key in the proof (RFC 9449, 4.3, 6). */
async function checkProofSignature(
  jws: Jws,
  key: ProofKey | undefined,
  sm2: Sm2TokenProfile | undefined,
): Promise<Check> {
  const publicKey = key?.open()
  const scheme = tokenScheme(jws.algorithm, sm2)
  const good = publicKey && scheme && (await scheme.verify(publicKey, jws.signed, jws.signature))
  return good === true ? passed('dpop.signature') : failed('dpop.signature', 'ERR_SSO_TOKEN_SIGNATURE')
}

const SKIPPED_BY_FORM = ['dpop.key', 'dpop.signature']

function parse(text: string): { jws?: Jws; check: Check } {
  try {
    return { jws: parseJws(text), check: passed('dpop.form') }
  } catch (error) {
    return { check: failedBy('dpop.form', error) }
  }
}

/**
 * Looks at a DPoP proof as RFC 9449, 4.3 says, all but whether it comes for the first time. The signature is last, and
 * only where all else holds: it is what takes time.
 *
 * @param header - the field `DPoP` of the request
 */
export async function inspectProof(
  header: string | null,
  expected: ProofExpectations,
): Promise<{ readonly checks: Check[]; readonly proof?: Proof }> {
  // Two headers of one name are one with a comma, which no JWS has.
  const found = header === null ? 0 : header.split(',').length
  if (header === null || found > 1)
    return { checks: [failed('dpop.presence', 'ERR_SSO_DPOP_ABSENT', { found })] }
  const { jws, check: form } = parse(header)
  const presence = passed('dpop.presence')
  if (jws === undefined)
    return { checks: [presence, form, ...SKIPPED_BY_FORM.map((id) => skipped(id, form.id))] }
  const { claims } = jws
  const { now } = expected
  const key = expected.keys.read(jws.header['jwk'])
  const checks = [
    presence,
    form,
    checkType('dpop', jws),
    checkAlgorithm('dpop', jws, expected.algorithms),
    ...checkProofKey(key, expected.thumbprint),
    checkMethod(claims, expected.method),
    checkAddress(claims, expected.address),
    checkTokenHash(claims, expected.token),
    checkProofIdentifier(claims),
    // Before the time: a client whose clock is wrong learns the nonce first.
    checkNonce(claims, expected.nonces, now),
    checkIssuedAt('dpop', claims, now, MAX_PROOF_AGE),
  ]
  const wrong = checks.find(({ status }) => status === 'failed')
  if (wrong !== undefined) return { checks: [...checks, skipped('dpop.signature', wrong.id)] }
  const signature = await checkProofSignature(jws, key, expected.sm2)
  const proof = { jti: String(claims['jti']), issuedAt: Number(claims['iat']) }
  return { checks: [...checks, signature], proof }
}
