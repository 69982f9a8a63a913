import { digest, encodeBase64Url, encodeUtf8, equalSecrets, hmac } from '@xinyin/core'
import { nodeModule } from './node-modules.ts'

/**
 * Whether something is the text that is expected, in time that tells nothing of where they differ. Who expects nothing has lost
 * what it was, and nothing is the same as that.
 */
export function sameText(found: unknown, expected: string): boolean {
  return typeof found === 'string' && expected !== '' && equalSecrets(encodeUtf8(found), encodeUtf8(expected))
}

const SECRET = 32
/** Random octets for the next secrets. To draw them for each takes longer than all else that is done with it. */
const drawn = new Uint8Array(16 * SECRET)
let used = drawn.length

/** 256 random bits as 43 characters of base64url. */
export function createSecret(): string {
  if (used === drawn.length) {
    crypto.getRandomValues(drawn)
    used = 0
  }
  const octets = drawn.subarray(used, used + SECRET)
  used += SECRET
  const secret = encodeBase64Url(octets)
  // What was given out is kept nowhere here.
  octets.fill(0)
  return secret
}

// Both answer at once: for texts this short, a turn in another thread costs many times the hash.

// In calls that take text and give text, where there are such: to octets and back costs more than the hash.
const node = /* @__PURE__ */ nodeModule('node:crypto')

/** What a store keeps in place of a secret, so that reading the store lets nobody in: SHA-256 of its UTF-8 in base64url. */
export function fingerprint(secret: string): string {
  return node?.hash?.('sha256', secret, 'base64url') ?? encodeBase64Url(digest('SHA-256', encodeUtf8(secret)))
}

/** Octets that only who holds the secret can make, and that say nothing about it or their sisters. */
export function deriveBytes(secret: string, ...label: readonly string[]): Uint8Array {
  return hmac('SHA-256', encodeUtf8(secret), encodeUtf8(JSON.stringify(label)))
}

/** Text of such a kind, 86 characters: HMAC-SHA-512 of the label in base64url. Parts of it say nothing about each other. */
export function deriveText(secret: string, ...label: readonly string[]): string {
  const text = JSON.stringify(label)
  return (
    node?.createHmac('sha512', secret).update(text).digest('base64url') ??
    encodeBase64Url(hmac('SHA-512', encodeUtf8(secret), encodeUtf8(text)))
  )
}
