import type { Fetch } from '@xinyin/core'
import { SsoError } from '../errors.ts'
import { createBackChannel } from '../http/fetch.ts'
import { describeAnswer, type WholeAnswer } from '../http/whole-answer.ts'
import { type JsonObject, parseJsonObject } from '../token/json.ts'
import { lifetimeOf } from './cache-control.ts'
import type { Sm2TokenProfile } from './sm2-profile.ts'
import { type PublishedKey, readKeys } from './usable.ts'

/** A key set with more keys is no key set of an issuer. */
const MAX_KEYS = 64
const MAX_TAG = 256

/** Keys as an issuer published them at some time. */
export interface FetchedKeys {
  readonly keys: readonly PublishedKey[]
  /** By which the issuer knows this set again (`ETag`). */
  readonly tag: string | undefined
  /** Where they were. */
  readonly uri: string
  /** How long they may be used, in milliseconds. */
  readonly lifetime: number
}

const unavailable = (reason: string) => new SsoError('ERR_SSO_KEYS_UNAVAILABLE', { reason })

function tagOf(headers: WholeAnswer['headers']): string | undefined {
  const tag = headers.get('etag') ?? undefined
  return tag !== undefined && tag.length <= MAX_TAG ? tag : undefined
}

function parseSet(answer: WholeAnswer): JsonObject {
  try {
    return parseJsonObject(answer.text)
  } catch (error) {
    const code = error instanceof SsoError ? `, ${error.code}` : ''
    throw unavailable(describeAnswer(answer) + code)
  }
}

/** The answer of an issuer to the question for its keys. */
function readAnswer(
  response: WholeAnswer,
  uri: string,
  held: FetchedKeys | undefined,
  sm2: Sm2TokenProfile | undefined,
): FetchedKeys {
  const { status, headers } = response
  const lifetime = lifetimeOf(headers)
  if (status === 304 && held !== undefined) return { ...held, lifetime }
  if (status !== 200) throw unavailable(describeAnswer(response))
  const set = parseSet(response)
  const keys: unknown = set['keys']
  if (Array.isArray(keys) && keys.length > MAX_KEYS) throw unavailable('too many keys')
  return { keys: readKeys(Array.isArray(keys) ? keys : [], sm2), tag: tagOf(headers), uri, lifetime }
}

/**
 * Asks an issuer for its keys. Size and time of the answer are bounded, and no redirect is followed.
 *
 * @param held - those that are there already: the issuer may say that they are still the same
 * @param past - whether caches on the way are passed by: what they hold may be older than a key that was just seen
 * @throws SsoError `ERR_SSO_KEYS_UNAVAILABLE`, `ERR_SSO_FETCH_…`, `ERR_SSO_JSON_…`, and what `jwksUri` throws
 */
export type FetchKeys = (held: FetchedKeys | undefined, past: boolean) => Promise<FetchedKeys>

export function createKeyFetch(
  jwksUri: () => Promise<string>,
  fetch: Fetch | undefined,
  sm2: Sm2TokenProfile | undefined,
): FetchKeys {
  const ask = createBackChannel(fetch)
  return async (held, past) => {
    const uri = await jwksUri()
    // A tag means something at its own address only.
    const known = held?.uri === uri && held.tag !== undefined ? held : undefined
    const headers = {
      accept: 'application/jwk-set+json, application/json',
      ...(known?.tag !== undefined && { 'if-none-match': known.tag }),
      ...(past && { 'cache-control': 'no-cache' }),
    }
    return readAnswer(await ask(uri, { headers }), uri, known, sm2)
  }
}
