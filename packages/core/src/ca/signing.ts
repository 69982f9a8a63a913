import { encodeNull } from '../der/write.ts'
import type { Signer } from '../ports.ts'

/** RSA PKCS #1 v1.5 with SHA-2: the only algorithms of signers whose parameters are not absent (RFC 4055, 5). */
export function hasNullParameters(algorithm: string): boolean {
  return /^1\.2\.840\.113549\.1\.1\.1[1-3]$/.test(algorithm)
}

/** Bytes as the library wants them: exactly a buffer. */
export function toBuffer(bytes: Uint8Array): ArrayBuffer {
  return Uint8Array.from(bytes).buffer
}

/** What `@peculiar/x509` needs of WebCrypto, standing for a signer. */
export interface Signing {
  readonly crypto: Crypto
  readonly key: CryptoKey
  readonly algorithm: Algorithm
}

/**
 * Lets `@peculiar/x509` build a structure and the signer sign it.
 *
 * The library writes an algorithm whose name is an object identifier as it stands, and a signature that it does not
 * know as it came. So SM2 needs no entry in its registry, which every other user of the library in the process
 * would share, and the key can be in a device.
 */
export function signWith(signer: Signer): Signing {
  const subtle = {
    sign: async (_algorithm: unknown, _key: unknown, message: ArrayBuffer) =>
      toBuffer(await signer.sign(new Uint8Array(message))),
    exportKey: async () => toBuffer(signer.publicKey.spki),
  }
  const parameters = hasNullParameters(signer.algorithm) ? { parameters: toBuffer(encodeNull()) } : {}
  const algorithm = { name: signer.algorithm, ...parameters }
  return {
    crypto: { subtle } as unknown as Crypto,
    key: { type: 'private', algorithm } as unknown as CryptoKey,
    algorithm,
  }
}
