import type { Sm2TokenProfile } from '@xinyin/sso'
import { createSigningKey, type SigningKey } from '../hostile/token.ts'

/** The keys of a provider over time. */
export interface KeyRing {
  /** With which it signs. */
  readonly current: SigningKey
  /** A key of nobody that it publishes: an attacker's. */
  readonly thief: SigningKey
  /** The members of its key set: the one before is published too, so that tokens on their way still verify. */
  readonly published: readonly Readonly<Record<string, unknown>>[]
  rotate(): Promise<void>
}

export async function createKeyRing(sm2?: Sm2TokenProfile): Promise<KeyRing> {
  let [current, thief] = await Promise.all([createSigningKey(sm2), createSigningKey(sm2)])
  let former: SigningKey | undefined
  return {
    get current() {
      return current
    },
    get thief() {
      return thief
    },
    get published() {
      return former === undefined ? [current.jwk] : [current.jwk, former.jwk]
    },
    async rotate() {
      const next = await createSigningKey(sm2)
      former = current
      current = next
      thief = await createSigningKey(sm2)
    },
  }
}
