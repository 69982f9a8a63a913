import { CompactEncrypt, importJWK, type JWK } from 'jose'

/** The algorithms by which answers are encrypted, as metadata name them (JARM, 4). */
export const ENCRYPTION_METADATA = {
  authorization_encryption_alg_values_supported: [
    'ECDH-ES',
    'ECDH-ES+A128KW',
    'ECDH-ES+A256KW',
    'RSA-OAEP-256',
  ],
  authorization_encryption_enc_values_supported: ['A256GCM'],
} as const

/** What is encrypted for portals that have given a key for it. */
export interface Encryption {
  /** Remembers the key of a portal; none, where it has none. */
  register(clientId: string, key: JWK | undefined): void
  /** A signed message in an envelope (JARM, 2.2); as it is where the portal has no key. */
  encrypt(signed: string, clientId: string): Promise<string>
}

const algorithmOf = ({ alg, kty }: JWK) => alg ?? (kty === 'RSA' ? 'RSA-OAEP-256' : 'ECDH-ES')

export function createEncryption(): Encryption {
  const keys = new Map<string, JWK>()
  return {
    register(clientId, key) {
      if (key === undefined) keys.delete(clientId)
      else keys.set(clientId, key)
    },
    async encrypt(signed, clientId) {
      const key = keys.get(clientId)
      if (key === undefined) return signed
      const alg = algorithmOf(key)
      const header = { alg, enc: 'A256GCM', cty: 'JWT', ...(key.kid !== undefined && { kid: key.kid }) }
      const envelope = new CompactEncrypt(new TextEncoder().encode(signed)).setProtectedHeader(header)
      return envelope.encrypt(await importJWK(key, alg))
    },
  }
}
