import { verifySm2Digest } from '../gm/sm2/verify.ts'
import { digestInTurns } from '../turns/digest.ts'
import type { PublicKey } from './key.ts'
import { pointOf } from './point-of.ts'
import type { PrivateKey } from './private-key.ts'
import { signSm2DigestBy } from './provider/sm2.ts'

// Messages of megabytes: their hash is taken in turns, and the signature is one of the hash.

/** @returns r ‖ s */
export const signSm2InTurns = async (key: PrivateKey, z: Uint8Array, message: Uint8Array) =>
  signSm2DigestBy(key, await digestInTurns('SM3', z, message))

/** @param signature - r ‖ s */
export const verifySm2InTurns = async (
  key: PublicKey,
  z: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
) => verifySm2Digest(pointOf(key), await digestInTurns('SM3', z, message), signature)
