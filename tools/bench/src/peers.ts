import {
  createHash,
  createPrivateKey,
  createPublicKey,
  createSign,
  createVerify,
  randomBytes,
} from 'node:crypto'
import { createRequire } from 'node:module'
import { weierstrass } from '@noble/curves/abstract/weierstrass.js'
import * as smCryptoV2 from 'sm-crypto-v2'

/** The part of sm-crypto that is measured; it has no types. */
interface SmCrypto {
  readonly sm2: {
    doSignature(message: number[], privateKey: string, options: SmCryptoOptions): string
    doVerifySignature(
      message: number[],
      signature: string,
      publicKey: string,
      options: SmCryptoOptions,
    ): boolean
  }
  sm3(message: number[]): string
}

interface SmCryptoOptions {
  readonly der: boolean
  readonly hash: boolean
  readonly publicKey?: string
}

export const smCrypto = createRequire(import.meta.url)('sm-crypto') as SmCrypto
export { smCryptoV2 }

/** SM2 as one would write it by hand on the generic curve of noble: the equation, Z kept, SM3 native, no tables. */
const Point = weierstrass<bigint>({
  p: 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn,
  n: 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n,
  h: 1n,
  a: 0xfffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffcn,
  b: 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n,
  Gx: 0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n,
  Gy: 0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n,
})
const { Fn } = Point

const sm3 = (...parts: readonly Uint8Array[]) => {
  const hash = createHash('sm3')
  for (const part of parts) hash.update(part)
  return BigInt(`0x${hash.digest('hex')}`)
}

export function nobleVerifier(
  point: Uint8Array,
  z: Uint8Array,
): (message: Uint8Array, signature: Uint8Array) => boolean {
  const key = Point.fromBytes(point)
  return (message, signature) => {
    const hex = Buffer.from(signature).toString('hex')
    const [r, s] = [BigInt(`0x${hex.slice(0, 64)}`), BigInt(`0x${hex.slice(64)}`)]
    const t = Fn.create(r + s)
    const sum = Point.BASE.multiplyUnsafe(s).add(key.multiplyUnsafe(t))
    return Fn.create(sm3(z, message) + sum.toAffine().x) === r
  }
}

export function nobleSigner(
  scalar: Uint8Array,
  z: Uint8Array,
): (message: Uint8Array) => [r: bigint, s: bigint] {
  const d = BigInt(`0x${Buffer.from(scalar).toString('hex')}`)
  const inverse = Fn.inv(1n + d)
  return (message) => {
    const k = Fn.create(BigInt(`0x${randomBytes(40).toString('hex')}`))
    const r = Fn.create(sm3(z, message) + Point.BASE.multiply(k).toAffine().x)
    return [r, Fn.create(inverse * Fn.create(k - r * d))]
  }
}

/** The loop that one would write on Node: keys imported once, Z computed once. */
export function bareNode(pkcs8: Uint8Array, spki: Uint8Array, z: Uint8Array) {
  const privateKey = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' })
  const publicKey = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' })
  return {
    sign: (message: Uint8Array) => createSign('sm3').update(z).update(message).sign(privateKey),
    verify: (message: Uint8Array, signature: Uint8Array) =>
      createVerify('sm3').update(z).update(message).verify(publicKey, signature),
  }
}
