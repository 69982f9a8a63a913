import type { Signer } from '@xinyin/core'
import type { JsonObject, JsonValue } from '@xinyin/core/json'
import { signJws as signCompactJws } from '@xinyin/core/jws'

export { jwsScheme as licenceScheme } from '@xinyin/core/jws'

/** Compact JWS (RFC 7515, 7.1) over an object; `alg` is what the signer signs with. */
export function signJws(
  header: JsonObject,
  payload: Readonly<Record<string, JsonValue>>,
  signer: Signer,
): Promise<string> {
  return signCompactJws(header, JSON.stringify(payload), signer)
}
