import { CURVE_LENGTHS } from './curve.ts'
import { tryCurvePrivateKey } from './ec-private-key.ts'
import { edwardsLength, edwardsPrivateKey } from './edwards-private-key.ts'
import type { KeyKind } from './key.ts'
import { parsePrivateKey } from './pkcs8.ts'
import type { PrivateKey } from './private-key.ts'
import { randomBytes } from './random.ts'

/** Makes a private key; RSA keys have 3072 bits. */
export async function createPrivateKey(kind: KeyKind): Promise<PrivateKey> {
  if (kind === 'RSA') {
    const algorithm = {
      name: 'RSASSA-PKCS1-v1_5',
      hash: 'SHA-256',
      modulusLength: 3072,
      publicExponent: Uint8Array.of(1, 0, 1),
    }
    const pair = await globalThis.crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
    return parsePrivateKey(new Uint8Array(await globalThis.crypto.subtle.exportKey('pkcs8', pair.privateKey)))
  }
  if (kind === 'Ed25519' || kind === 'Ed448') return edwardsPrivateKey(kind, randomBytes(edwardsLength(kind)))
  for (;;) {
    const scalar = randomBytes(CURVE_LENGTHS[kind])
    // 521 bits are one more than 65 octets.
    if (kind === 'P-521') scalar[0] = (scalar[0] ?? 0) & 1
    // Out of range about once in four thousand million.
    const key = tryCurvePrivateKey(kind, scalar)
    if (key !== undefined) return key
  }
}
