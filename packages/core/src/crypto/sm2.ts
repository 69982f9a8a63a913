import { assertOctets } from '../bytes/octets.ts'
import { createPrivateKey } from './create-key.ts'
import { CURVE_LENGTHS } from './curve.ts'
import { readDerSignature } from './ec-signature.ts'
import { writeDerSignature } from './ec-signature-write.ts'
import type { PublicKey } from './key.ts'
import type { PrivateKey } from './private-key.ts'
import { SM2 } from './provider/sm2.ts'
import { sm2Identity } from './sm2-identity.ts'
import { digestSm3 } from './sm3.ts'

export interface Sm2SignatureOptions {
  /** The signer's id, `1234567812345678` unless given; empty is possible. */
  readonly userId?: Uint8Array
  /** `DER` is `SEQUENCE { r, s }` (GM/T 0009), and taken unless said otherwise; `raw` is r ‖ s, 64 octets. */
  readonly encoding?: 'DER' | 'raw'
}

/** Makes an SM2 key pair. */
export async function createSm2KeyPair(): Promise<{ publicKey: PublicKey; privateKey: PrivateKey }> {
  const privateKey = await createPrivateKey('SM2')
  return { publicKey: privateKey.publicKey, privateKey }
}

/** Signs a message (not a digest) with SM2 and SM3 (GB/T 32918.2-2016, 6). */
export async function signSm2(
  privateKey: PrivateKey,
  message: Uint8Array,
  options: Sm2SignatureOptions = {},
): Promise<Uint8Array> {
  assertOctets('message', message)
  const raw = SM2.current().sign(privateKey, sm2Identity(privateKey.publicKey, options.userId), message)
  return options.encoding === 'raw' ? raw : writeDerSignature(raw)
}

/**
 * Verifies an SM2 signature over a message (GB/T 32918.2-2016, 7).
 *
 * @returns false for every bad signature, and for one in the other encoding
 */
export async function verifySm2(
  publicKey: PublicKey,
  message: Uint8Array,
  signature: Uint8Array,
  options: Sm2SignatureOptions = {},
): Promise<boolean> {
  assertOctets('message', message)
  const z = sm2Identity(publicKey, options.userId)
  const raw = options.encoding === 'raw' ? signature : readDerSignature(signature, CURVE_LENGTHS.SM2)
  return raw !== undefined && SM2.current().verify(publicKey, z, message, raw)
}

/**
 * e = SM3(Z ‖ M), the number that an SM2 signature over a message is made of (GB/T 32918.2-2016, 6.1): what a device or
 * a service takes that signs digests and never sees the message. It is not the SM3 of the message, since Z binds the
 * signer's id and key.
 *
 * @throws TypeError for a key that is not SM2
 */
export function sm2Digest(
  publicKey: PublicKey,
  message: Uint8Array,
  options: Pick<Sm2SignatureOptions, 'userId'> = {},
): Uint8Array {
  assertOctets('message', message)
  return digestSm3(sm2Identity(publicKey, options.userId), message)
}
