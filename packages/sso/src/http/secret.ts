import { encodeBase64Url, encodeUtf8, equalSecrets } from '@xinyin/core'

/** Text as WebCrypto takes it; its types want to know that no memory is shared. */
function buffer(text: string): BufferSource {
  return encodeUtf8(text) as BufferSource
}

/** The hash of a text. */
async function digestText(hash: string, text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest(hash, buffer(text)))
}

/** Whether something is a text that is another one, in time that tells nothing of where they differ. */
export function sameText(found: unknown, expected: string): boolean {
  return typeof found === 'string' && equalSecrets(encodeUtf8(found), encodeUtf8(expected))
}

/** 256 random bits as 43 characters of base64url. */
export function createSecret(): string {
  return encodeBase64Url(crypto.getRandomValues(new Uint8Array(32)))
}

/** What a store keeps in place of a secret, so that reading the store lets nobody in. */
export async function fingerprint(secret: string): Promise<string> {
  return encodeBase64Url(await digestText('SHA-256', secret))
}

/** A value that only who holds the secret can make, and that says nothing about it or its sisters. */
export async function deriveValue(secret: string, ...label: readonly string[]): Promise<string> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', buffer(secret), algorithm, false, ['sign'])
  const value = await crypto.subtle.sign('HMAC', key, buffer(JSON.stringify(label)))
  return encodeBase64Url(new Uint8Array(value))
}
