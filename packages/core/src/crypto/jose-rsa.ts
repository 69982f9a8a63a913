import type { RsaParameters } from './provider/provider.ts'

/** RSA by its names in JOSE (RFC 7518, 3.3 and 3.5). The salt of PSS is as long as the hash. */
export const JOSE_RSA = {
  PS256: { padding: 'PSS', hash: 'SHA-256', saltLength: 32 },
  PS384: { padding: 'PSS', hash: 'SHA-384', saltLength: 48 },
  PS512: { padding: 'PSS', hash: 'SHA-512', saltLength: 64 },
  RS256: { padding: 'PKCS1', hash: 'SHA-256' },
  RS384: { padding: 'PKCS1', hash: 'SHA-384' },
  RS512: { padding: 'PKCS1', hash: 'SHA-512' },
} as const satisfies Readonly<Record<string, RsaParameters>>
