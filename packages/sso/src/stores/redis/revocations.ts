import type { Clock } from '@xinyin/core'
import type { Revocations } from '../../resource/revocations.ts'
import { type RevocationRecords, type SharedRevocationsOptions, sharedRevocations } from '../revocations.ts'
import { createScriptRunner, type RedisClient } from './client.ts'
import { checkPrefix } from './prefix.ts'
import { LATEST, MARK } from './scripts.ts'

export interface RedisRevocationsOptions extends SharedRevocationsOptions {
  readonly client: RedisClient
  /** What the names of all keys begin with, in braces: `xinyin-sso`. All who share revocations have the same. */
  readonly prefix?: string
  readonly clock?: Clock
}

function redisRecords(client: RedisClient, prefix: string, now: () => number): RevocationRecords {
  const runScript = createScriptRunner(client)
  const tag = `{${prefix}}`
  const run = (script: string, ...values: readonly (string | number)[]) =>
    runScript(script, tag, [tag, now(), ...values].map(String))
  return {
    async mark(names, before, until) {
      await run(MARK, before, until, ...names)
    },
    async latest(names) {
      const found = await run(LATEST, ...names)
      return found === null ? undefined : Number(found)
    },
  }
}

/**
 * Remembers revocations in Redis or Redis Cluster. What it needs of Redis is what `redisStore` needs: a mark that is
 * evicted, or that a replica has not had, lets a token in that was ended.
 *
 * @example
 * ```ts
 * const revocations = redisRevocations({ client, keys: [{ id: '2026', secret }] })
 * const api = guard({ issuer, audience, origin, revocations })
 * ```
 * @throws TypeError, RangeError about `keys` and `prefix`
 */
export function redisRevocations(options: RedisRevocationsOptions): Revocations {
  const { client, prefix = 'xinyin-sso', clock = () => new Date(), ...shared } = options
  checkPrefix(prefix)
  return sharedRevocations(
    redisRecords(client, prefix, () => clock().getTime() / 1000),
    shared,
  )
}
