/** A key as `node:crypto` holds it. */
export interface KeyObject {
  readonly type: 'secret' | 'public' | 'private'
}

interface NodeHash {
  update(data: Uint8Array): NodeHash
  digest(encoding: 'latin1'): string
}

interface NodeCipher {
  setAutoPadding(on: boolean): void
  update(data: Uint8Array): Uint8Array
  final(): Uint8Array
}

type KeyInput = KeyObject | ({ readonly key: KeyObject } & KeyOptions)

interface KeyOptions {
  readonly dsaEncoding?: 'der' | 'ieee-p1363'
  readonly padding?: number
  readonly saltLength?: number
}

/** The part of `node:crypto` that is used, named here because portable code has no Node types. */
export interface NodeCrypto {
  readonly constants: Readonly<Record<'RSA_PKCS1_PADDING' | 'RSA_PKCS1_PSS_PADDING', number>>
  createHash(name: string): NodeHash
  createHmac(name: string, key: Uint8Array): NodeHash
  /** One-shot, since Node 20.12. */
  hash?(name: string, data: Uint8Array, encoding: 'latin1'): string
  createCipheriv(name: string, key: Uint8Array, iv: Uint8Array): NodeCipher
  createDecipheriv(name: string, key: Uint8Array, iv: Uint8Array): NodeCipher
  /** Absent from some platforms that stand in for Node. */
  pbkdf2?(
    password: Uint8Array,
    salt: Uint8Array,
    iterations: number,
    length: number,
    hash: string,
    done: (error: Error | null, key: Uint8Array) => void,
  ): void
  createPublicKey(
    input:
      | { key: Uint8Array; format: 'der'; type: 'spki' }
      | { key: { kty: 'EC'; crv: string; x: string; y: string }; format: 'jwk' },
  ): KeyObject
  createPrivateKey(input: { key: Uint8Array; format: 'der'; type: 'pkcs8' }): KeyObject
  sign(hash: string | null, data: Uint8Array, key: KeyInput): Uint8Array
  verify(hash: string | null, data: Uint8Array, key: KeyInput, signature: Uint8Array): boolean
  createSign(hash: string): { update(data: Uint8Array): unknown; sign(key: KeyInput): Uint8Array }
  createVerify(hash: string): {
    update(data: Uint8Array): unknown
    verify(key: KeyInput, signature: Uint8Array): boolean
  }
}

/**
 * `node:crypto` of the platform, if it has one.
 *
 * Asked for at run time and not imported, so that bundlers and browsers see nothing of it.
 */
export function findNodeCrypto(): NodeCrypto | undefined {
  const { process } = globalThis as unknown as {
    process?: { getBuiltinModule?: (id: string) => unknown }
  }
  try {
    return process?.getBuiltinModule?.('node:crypto') as NodeCrypto | undefined
  } catch {
    return undefined
  }
}
