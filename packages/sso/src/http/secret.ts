import { digest, encodeBase64Url, encodeUtf8, equalSecrets, hmac } from '@xinyin/core'
import { nodeModule } from './node-modules.ts'

/** Whether something is a text that is another one, in time that tells nothing of where they differ. */
export function sameText(found: unknown, expected: string): boolean {
  return typeof found === 'string' && equalSecrets(encodeUtf8(found), encodeUtf8(expected))
}

/** 256 random bits as 43 characters of base64url. */
export function createSecret(): string {
  return encodeBase64Url(crypto.getRandomValues(new Uint8Array(32)))
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

/** The same as text: 43 characters of base64url. */
export function deriveValue(secret: string, ...label: readonly string[]): string {
  return (
    node?.createHmac('sha256', secret).update(JSON.stringify(label)).digest('base64url') ??
    encodeBase64Url(deriveBytes(secret, ...label))
  )
}
