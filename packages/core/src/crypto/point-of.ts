import type { PublicKey } from './key.ts'

/** The point that a key is. @throws TypeError for a key that is none */
export function pointOf(key: PublicKey): Uint8Array {
  if (key.point === undefined) throw new TypeError(`publicKey: expected a key on a curve, found ${key.kind}`)
  return key.point
}
