import { secretOf } from '../private-key.ts'
import type { Provider, RsaParameters } from './provider.ts'

const importParameters = ({ padding, hash }: RsaParameters) => ({
  name: padding === 'PSS' ? 'RSA-PSS' : 'RSASSA-PKCS1-v1_5',
  hash,
})

const useParameters = (parameters: RsaParameters) =>
  parameters.padding === 'PSS'
    ? { name: 'RSA-PSS', saltLength: parameters.saltLength }
    : { name: 'RSASSA-PKCS1-v1_5' }

// WebCrypto does not take memory that threads share; a copy always is plain memory.
const plain = (bytes: Uint8Array) => Uint8Array.from(bytes)

/** RSA through WebCrypto. */
export const webcryptoRsa: Provider['RSA'] = {
  async sign(key, parameters, message) {
    const { subtle } = globalThis.crypto
    const pkcs8 = plain(secretOf(key).pkcs8)
    const imported = await subtle.importKey('pkcs8', pkcs8, importParameters(parameters), false, ['sign'])
    return new Uint8Array(await subtle.sign(useParameters(parameters), imported, plain(message)))
  },
  async verify(key, parameters, message, signature) {
    try {
      const { subtle } = globalThis.crypto
      const spki = plain(key.spki)
      const imported = await subtle.importKey('spki', spki, importParameters(parameters), false, ['verify'])
      return await subtle.verify(useParameters(parameters), imported, plain(signature), plain(message))
    } catch {
      // A key that the platform does not import, a salt that has no room in the key: each platform has errors of its
      // own for these. There is no other way left to verify it, so it counts as bad.
      return false
    }
  },
}
