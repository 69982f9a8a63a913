import { digest, encodeBase64Url, encodeUtf8, hmac } from '@xinyin/core'
import { describe, expect, test } from 'vitest'
import { createSecret, deriveBytes, deriveText, fingerprint } from '../../src/http/secret.ts'

// On Node these are made in one call, elsewhere of octets: what one machine writes another must find.
describe.each(['', 'abc', createSecret(), '统一认证 😀', 'half of one: \ud83d', 'x'.repeat(1000)])(
  'of %j',
  (text) => {
    test('the fingerprint is SHA-256 of its UTF-8', () => {
      expect(fingerprint(text)).toBe(encodeBase64Url(digest('SHA-256', encodeUtf8(text))))
    })

    test('what is derived is HMAC of the label: octets with SHA-256, text with SHA-512', () => {
      const label = ['state', 'https://认证.example', text]
      const [key, message] = [encodeUtf8(text), encodeUtf8(JSON.stringify(label))]
      expect(deriveBytes(text, ...label)).toEqual(hmac('SHA-256', key, message))
      expect(deriveText(text, ...label)).toBe(encodeBase64Url(hmac('SHA-512', key, message)))
    })
  },
)
