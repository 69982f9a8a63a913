import { type Check, failed, indeterminate, passed, skipped } from '@xinyin/core'
import type { KeyLookup, KeySource } from '../keys/source.ts'
import type { TokenKind } from './header-checks.ts'
import type { Jws } from './jws.ts'

function checkKey(kind: TokenKind, lookup: KeyLookup): Check {
  if ('key' in lookup) return passed(`${kind}.key`)
  return lookup.code === 'ERR_SSO_KEYS_UNAVAILABLE'
    ? indeterminate(`${kind}.key`, lookup.code, lookup.facts)
    : failed(`${kind}.key`, lookup.code, lookup.facts)
}

const OUT: KeyLookup = { code: 'ERR_SSO_KEYS_UNAVAILABLE', facts: { reason: 'key source' } }

/** What nobody has to be asked for. */
function findAtHand(keys: KeySource, { algorithm, keyId }: Jws): KeyLookup | undefined {
  try {
    return keys.findNow?.(algorithm, keyId)
  } catch {
    return undefined
  }
}

/** A source of somebody's own that fails, or answers nothing, decides nothing. */
async function findKey(keys: KeySource, { algorithm, keyId }: Jws): Promise<KeyLookup> {
  try {
    return (await keys.find(algorithm, keyId)) ?? OUT
  } catch {
    return OUT
  }
}

/**
 * The key that the issuer publishes for the token, and the signature with it. Always checked: gateways end TLS on
 * government networks, so that the connection proves nothing about the issuer (RFC 9700, 4.13).
 */
export async function checkSignature(kind: TokenKind, jws: Jws, keys: KeySource): Promise<Check[]> {
  const lookup = findAtHand(keys, jws) ?? (await findKey(keys, jws))
  const found = checkKey(kind, lookup)
  if (!('key' in lookup)) return [found, skipped(`${kind}.signature`, found.id)]
  const good = await lookup.scheme.verify(lookup.key, jws.signed, jws.signature)
  return [found, good ? passed(`${kind}.signature`) : failed(`${kind}.signature`, 'ERR_SSO_TOKEN_SIGNATURE')]
}
