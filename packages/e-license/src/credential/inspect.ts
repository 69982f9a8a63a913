import {
  type Check,
  createReport,
  failed,
  failedBy,
  type PublicKey,
  passed,
  type Report,
  skipped,
} from '@xinyin/core'
import type { JsonObject } from '@xinyin/core/json'
import { ALWAYS_SHOWN } from './always-shown.ts'
import { sdJwtError } from './codes.ts'
import { digestTexts } from './digest-later.ts'
import { digestNameOf } from './digest-name.ts'
import type { Jws } from './jws.ts'
import { assertAsked, inspectKeyBinding, inspectPresentation, type KeyBindingPolicy } from './key-binding.ts'
import { foldType, isSdJwtType, parseSdJwt, type SdJwt } from './parse.ts'
import { resolveClaims } from './resolve.ts'
import { licenceScheme } from './sign.ts'

/** What a verifier demands of an SD-JWT. */
export interface SdJwtPolicy {
  /** The issuer's key. Where it comes from is the caller's to say: a credential's own header proves nothing. */
  readonly key: PublicKey
  /** When it is to be valid; now when absent. */
  readonly at?: Date
  /** The `typ`, as media types are compared (RFC 7515, 4.1.9); any that ends in `sd-jwt` when absent. */
  readonly type?: string
  /** Seconds by which clocks may differ; 60 when absent. */
  readonly clockSkew?: number
  /** The metadata of its type, as it was given out: it must be that of the credential (`vct`, `vct#integrity`). */
  readonly typeMetadata?: Uint8Array
  /** Demands that the presenter proves to hold the credential's key, here and now (RFC 9901, 7.3). */
  readonly keyBinding?: KeyBindingPolicy
}

/** An SD-JWT as its verifier sees it: what the issuer signed and the holder disclosed. */
export interface VerifiedSdJwt {
  readonly header: JsonObject
  readonly claims: JsonObject
}

/** @internal The checks of an SD-JWT, in the order in which they are made. */
export const SD_JWT_CHECKS = [
  'sd-jwt.form',
  'sd-jwt.type',
  'sd-jwt.signature',
  'sd-jwt.disclosures',
  'sd-jwt.time',
  'sd-jwt.type-metadata',
  'sd-jwt.key-binding',
  'sd-jwt.presentation',
] as const

/**
 * Verifies an SD-JWT and, where there is one or it is demanded, its key binding (RFC 9901, 7.1 and 7.3).
 *
 * A key binding that is there must be good whether or not it is demanded.
 *
 * @throws TypeError for a demand with an empty audience or nonce; RangeError for times that are none
 */
export async function inspectSdJwt(text: string, policy: SdJwtPolicy): Promise<Report<VerifiedSdJwt>> {
  if (policy.keyBinding !== undefined) assertAsked(policy.keyBinding)
  let sdJwt: SdJwt
  try {
    sdJwt = parseSdJwt(text)
  } catch (error) {
    const [form, ...others] = SD_JWT_CHECKS
    const rest = others.map((check) => skipped(check, form))
    return createReport<VerifiedSdJwt>([failedBy(form, error), ...rest], undefined)
  }
  return inspectParsedSdJwt(sdJwt, policy)
}

/** @internal The same for one that is already taken apart. */
export async function inspectParsedSdJwt(sdJwt: SdJwt, policy: SdJwtPolicy): Promise<Report<VerifiedSdJwt>> {
  const { header, payload } = sdJwt.issued
  const { at = new Date(), clockSkew = 60 } = policy
  // Not a number compares as neither early nor late: every period would hold.
  if (Number.isNaN(at.getTime())) throw new RangeError('at: not a valid time')
  if (!(clockSkew >= 0 && clockSkew < Number.POSITIVE_INFINITY))
    throw new RangeError('clockSkew: seconds, zero or more')
  if (policy.keyBinding !== undefined) assertAsked(policy.keyBinding)
  const { check, claims } = await resolve(sdJwt)
  const checks = [
    passed('sd-jwt.form', { disclosures: sdJwt.disclosures.length }),
    checkType(header['typ'], policy.type),
    await checkSignature(sdJwt.issued, policy.key),
    check,
    checkTime(claims ?? payload, at, clockSkew),
    await checkMetadata(payload, policy.typeMetadata),
    await inspectKeyBinding(sdJwt, claims, policy.keyBinding !== undefined, { at, clockSkew }),
    inspectPresentation(sdJwt, policy.keyBinding, { at, clockSkew }),
  ]
  return createReport(checks, claims === undefined ? undefined : { header, claims })
}

async function checkMetadata(payload: JsonObject, document: Uint8Array | undefined): Promise<Check> {
  if (document === undefined) return skipped('sd-jwt.type-metadata', 'type-metadata')
  return (await import('./type-metadata-check.ts')).checkTypeMetadata(payload, document)
}

function checkType(type: unknown, expected: string | undefined): Check {
  const good =
    typeof type === 'string' &&
    (expected === undefined ? isSdJwtType(type) : foldType(type) === foldType(expected))
  return good ? passed('sd-jwt.type', { type: type.slice(0, 80) }) : failed('sd-jwt.type', 'ERR_SDJWT_TYPE')
}

async function checkSignature(jws: Jws, key: PublicKey): Promise<Check> {
  const { algorithm, signed, signature } = jws
  // The name decides nothing by itself: a scheme that is not for the issuer's kind of key is refused by it.
  const scheme = licenceScheme(algorithm)
  if (scheme === undefined) return failed('sd-jwt.signature', 'ERR_JWS_ALGORITHM')
  return (await scheme.verify(key, signed, signature))
    ? passed('sd-jwt.signature', { algorithm })
    : failed('sd-jwt.signature', 'ERR_SDJWT_SIGNATURE', { algorithm })
}

async function resolve({
  issued,
  disclosures,
}: SdJwt): Promise<{ check: Check; claims: JsonObject | undefined }> {
  try {
    const texts = disclosures.map(({ encoded }) => encoded)
    const digests = await digestTexts(texts, digestNameOf(issued.payload))
    const claims = resolveClaims(issued.payload, disclosures, digests)
    if (isCredential(issued.header['typ'])) assertShown(issued.payload, claims)
    return { check: passed('sd-jwt.disclosures', { disclosed: disclosures.length }), claims }
  } catch (error) {
    return { check: failedBy('sd-jwt.disclosures', error), claims: undefined }
  }
}

/** `dc+sd-jwt`, and `vc+sd-jwt` as earlier drafts of SD-JWT VC had it. */
const isCredential = (type: unknown): boolean =>
  typeof type === 'string' && /^[dv]c\+sd-jwt$/.test(foldType(type))

/** Who could withhold the end of a credential could lengthen it (SD-JWT VC, 2.2.2.2). */
function assertShown(payload: JsonObject, claims: JsonObject): void {
  for (const claim of ALWAYS_SHOWN)
    if (Object.hasOwn(claims, claim) && !Object.hasOwn(payload, claim))
      throw sdJwtError('ERR_SDJWT_NOT_SELECTIVE', { claim })
}

/** `iat`, `nbf` and `exp` (RFC 7519, 4.1): a credential from the future was not issued as it says. */
function checkTime(claims: JsonObject, at: Date, skew: number): Check {
  const now = at.getTime() / 1000
  for (const claim of ['iat', 'nbf', 'exp']) {
    const time = claims[claim]
    if (time === undefined) continue
    if (typeof time !== 'number' || Math.abs(time) > 8.64e12)
      return failed('sd-jwt.time', 'ERR_SDJWT_TIME', { claim })
    const said = new Date(time * 1000).toISOString()
    if (claim === 'iat' && now + skew < time)
      return failed('sd-jwt.time', 'ERR_SDJWT_ISSUED_LATER', { issued: said })
    if (claim === 'nbf' && now + skew < time)
      return failed('sd-jwt.time', 'ERR_SDJWT_NOT_YET_VALID', { from: said })
    if (claim === 'exp' && now - skew >= time)
      return failed('sd-jwt.time', 'ERR_SDJWT_EXPIRED', { until: said })
  }
  return passed('sd-jwt.time')
}
