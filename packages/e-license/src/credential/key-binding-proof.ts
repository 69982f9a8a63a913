import { type Check, failed, failedBy, type PublicKey, passed } from '@xinyin/core'
import { isJsonObject, type JsonObject } from '@xinyin/core/json'
import { sdJwtError } from './codes.ts'
import { digestTextLater } from './digest-later.ts'
import { digestNameOf } from './digest-name.ts'
import { parsePublicJwk } from './jwk.ts'
import type { Jws } from './jws.ts'
import { isSaid, type VerifierClock } from './key-binding.ts'
import type { SdJwt } from './parse.ts'
import { licenceScheme } from './sign.ts'

const ID = 'sd-jwt.key-binding'

/** The check of a key binding that is there: see `inspectKeyBinding`. */
export async function checkKeyBinding(
  { issued, presented }: SdJwt,
  keyBinding: Jws,
  claims: JsonObject,
  clock: VerifierClock,
): Promise<Check> {
  try {
    assertForm(keyBinding)
    assertPeriod(keyBinding, clock)
    const key = holderKey(claims)
    const digest = await digestTextLater(presented, digestNameOf(issued.payload))
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

/** The members that a key binding must have (RFC 9901, 4.3). One that is empty answers nobody. */
function assertForm({ header, payload }: Jws): void {
  const complete =
    header['typ'] === 'kb+jwt' &&
    typeof payload['iat'] === 'number' &&
    isSaid(payload['aud']) &&
    isSaid(payload['nonce']) &&
    isSaid(payload['sd_hash'])
  if (!complete) throw sdJwtError('ERR_SDJWT_KEY_BINDING_FORM')
}

function holderKey(claims: JsonObject): PublicKey {
  const confirmation = claims['cnf']
  const jwk = isJsonObject(confirmation) ? confirmation['jwk'] : undefined
  if (!isJsonObject(jwk)) throw sdJwtError('ERR_SDJWT_KEY_BINDING_KEY')
  return parsePublicJwk(jwk)
}
