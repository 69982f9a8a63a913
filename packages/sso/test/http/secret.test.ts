import { digest, encodeBase64Url, encodeUtf8, hmac } from '@xinyin/core'
import { describe, expect, test } from 'vitest'
import { createSecret, deriveBytes, deriveValue, fingerprint } from '../../src/http/secret.ts'

// On Node these are made in one call, elsewhere of octets: what one machine writes another must find.
describe.each(['', 'abc', createSecret(), '统一认证 😀', 'half of one: \ud83d', 'x'.repeat(1000)])(
  'of %j',
  (text) => {
    test('the fingerprint is SHA-256 of its UTF-8', () => {
      expect(fingerprint(text)).toBe(encodeBase64Url(digest('SHA-256', encodeUtf8(text))))
    })

    test('a derived value is HMAC-SHA-256 of the label', () => {
      const label = ['state', 'https://认证.example', text]
      const octets = hmac('SHA-256', encodeUtf8(text), encodeUtf8(JSON.stringify(label)))
      expect(deriveValue(text, ...label)).toBe(encodeBase64Url(octets))
      expect(deriveBytes(text, ...label)).toEqual(octets)
    })
  },
)
