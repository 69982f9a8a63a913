import { type Check, failed, failedBy, type PublicKey, passed, type Signer, skipped } from '@xinyin/core'
import { isJsonObject, type JsonObject } from '@xinyin/core/json'
import { sdJwtError } from './codes.ts'
import { digestTextLater } from './digest-later.ts'
import { type DigestName, digestNameOf } from './digest-name.ts'
import { parsePublicJwk } from './jwk.ts'
import type { Jws } from './jws.ts'
import type { SdJwt } from './parse.ts'
import { licenceScheme, signJws } from './sign.ts'

/** What a verifier asked the presenter for. */
export interface KeyBindingPolicy {
  readonly audience: string
  /** The one the verifier made for this request. */
  readonly nonce: string
  /** Seconds since the proof was made; 300 when absent. */
  readonly maxAge?: number
}

const ID = 'sd-jwt.key-binding'

/**
 * Whether the key binding was made by the holder's key over just this presentation (RFC 9901, 7.3).
 *
 * @param claims - what the SD-JWT resolved to, for the holder's key in `cnf`
 */
export async function inspectKeyBinding(
  sdJwt: SdJwt,
  claims: JsonObject | undefined,
  demanded: boolean,
  clock: VerifierClock,
): Promise<Check> {
  const { keyBinding } = sdJwt
  if (keyBinding === undefined)
    return demanded ? failed(ID, 'ERR_SDJWT_KEY_BINDING_MISSING') : skipped(ID, 'key-binding')
  if (claims === undefined) return skipped(ID, 'sd-jwt.disclosures')
  try {
    assertForm(keyBinding)
    assertPeriod(keyBinding, clock)
    const key = holderKey(claims)
    const digest = await digestTextLater(sdJwt.presented, digestNameOf(sdJwt.issued.payload))
    if (keyBinding.payload['sd_hash'] !== digest) throw sdJwtError('ERR_SDJWT_KEY_BINDING_DIGEST')
    const scheme = licenceScheme(keyBinding.algorithm)
    if (scheme === undefined) return failed(ID, 'ERR_JWS_ALGORITHM')
    if (!(await scheme.verify(key, keyBinding.signed, keyBinding.signature)))
      throw sdJwtError('ERR_SDJWT_KEY_BINDING_SIGNATURE')
    return passed(ID, { algorithm: keyBinding.algorithm })
  } catch (error) {
    return failedBy(ID, error)
  }
}

/** What time it is for whom the presentation is for. */
interface VerifierClock {
  readonly at: Date
  /** Seconds by which clocks may differ. */
  readonly clockSkew: number
}

/** A period that the presenter gave his proof (RFC 9901, 7.3: it is valid as any JWT; RFC 7519, 4.1.4 and 4.1.5). */
function assertPeriod({ payload }: Jws, { at, clockSkew }: VerifierClock): void {
  const now = at.getTime() / 1000
  const [from, until] = ['nbf', 'exp'].map((name) =>
    Object.hasOwn(payload, name) ? payload[name] : undefined,
  )
  const isOpen = (time: unknown) =>
    time === undefined || (typeof time === 'number' && Math.abs(time) <= 8.64e12)
  if (!isOpen(from) || !isOpen(until)) throw sdJwtError('ERR_SDJWT_KEY_BINDING_FORM')
  if (typeof from === 'number' && now + clockSkew < from) throw sdJwtError('ERR_SDJWT_KEY_BINDING_PERIOD')
  if (typeof until === 'number' && now - clockSkew >= until) throw sdJwtError('ERR_SDJWT_KEY_BINDING_PERIOD')
}

/** The members that a key binding must have (RFC 9901, 4.3). */
function assertForm({ header, payload }: Jws): void {
  const complete =
    header['typ'] === 'kb+jwt' &&
    typeof payload['iat'] === 'number' &&
    typeof payload['aud'] === 'string' &&
    typeof payload['nonce'] === 'string' &&
    typeof payload['sd_hash'] === 'string'
  if (!complete) throw sdJwtError('ERR_SDJWT_KEY_BINDING_FORM')
}

function holderKey(claims: JsonObject): PublicKey {
  const confirmation = claims['cnf']
  const jwk = isJsonObject(confirmation) ? confirmation['jwk'] : undefined
  if (!isJsonObject(jwk)) throw sdJwtError('ERR_SDJWT_KEY_BINDING_KEY')
  return parsePublicJwk(jwk)
}

/** Whether the presentation was made for this verifier, for this request, just now. */
export function inspectPresentation(
  { keyBinding }: SdJwt,
  policy: KeyBindingPolicy | undefined,
  { at, clockSkew }: VerifierClock,
): Check {
  const id = 'sd-jwt.presentation'
  if (policy === undefined) return skipped(id, 'audience-and-nonce')
  if (keyBinding === undefined) return skipped(id, ID)
  const { aud, nonce, iat } = keyBinding.payload
  if (aud !== policy.audience) return failed(id, 'ERR_SDJWT_AUDIENCE')
  if (nonce !== policy.nonce) return failed(id, 'ERR_SDJWT_NONCE')
  const age = Math.floor(at.getTime() / 1000) - (typeof iat === 'number' ? iat : Number.NaN)
  const limit = policy.maxAge ?? 300
  if (!(age <= limit + clockSkew && age >= -clockSkew)) return failed(id, 'ERR_SDJWT_STALE', { age, limit })
  return passed(id)
}

/** What a presenter needs to make a key binding. */
export interface KeyBindingRequest {
  /** Holds the key that the credential's `cnf` names. */
  readonly signer: Signer
  readonly audience: string
  readonly nonce: string
  /** When it is made; now when absent. */
  readonly at?: Date
}

/** @internal The key binding of a presentation that ends in `~` (RFC 9901, 4.3). */
export async function createKeyBinding(
  presented: string,
  digestName: DigestName,
  request: KeyBindingRequest,
): Promise<string> {
  const { signer, audience, nonce, at = new Date() } = request
  const payload = {
    iat: Math.floor(at.getTime() / 1000),
    aud: audience,
    nonce,
    sd_hash: await digestTextLater(presented, digestName),
  }
  return signJws({ typ: 'kb+jwt' }, payload, signer)
}
