import { createSm2Secret, type Sm2Secret, signSm2Digest } from '../../gm/sm2/sign.ts'
import { sm3 } from '../../gm/sm3.ts'
import { CURVE_LENGTHS } from '../curve.ts'
import { readDerSignature } from '../ec-signature.ts'
import { type PrivateKey, type Secret, scalarOf, secretOf } from '../private-key.ts'
import { randomBytes } from '../random.ts'
import { chosenAlgorithm } from './algorithm.ts'
import { nativePrivateKeys, own } from './node-keys.ts'
import type { Provider } from './provider.ts'
import { SM2_VERIFYING, verifyByTable } from './sm2-verify.ts'

type Sm2 = Provider['SM2']

const secrets = /* @__PURE__ */ new WeakMap<Secret, Sm2Secret>()

function sm2SecretOf(key: PrivateKey): Sm2Secret {
  const secret = secretOf(key)
  const kept = secrets.get(secret) ?? createSm2Secret(scalarOf(key), randomBytes(32))
  secrets.set(secret, kept)
  return kept
}

const signPortably: Sm2['sign'] = (key, z, message) => signSm2DigestBy(key, sm3(z, message))

/** @param digest - SM3(Z ‖ M) */
export const signSm2DigestBy = (key: PrivateKey, digest: Uint8Array): Uint8Array =>
  signSm2Digest(sm2SecretOf(key), digest, randomBytes(64))

/** Signing and verifying with SM2 (GB/T 32918.2-2016). */
export const SM2 = /* @__PURE__ */ chosenAlgorithm<Sm2>({
  portable: { ...SM2_VERIFYING.portable, sign: signPortably },

  native(crypto) {
    const { verify } = SM2_VERIFYING.native(crypto)
    const privateKey = nativePrivateKeys(crypto)
    // The known answers are of verifying, which needs no private key; the first signature made is then held against it.
    let signsRight: boolean | undefined
    return {
      verify,
      sign(key, z, message) {
        if (signsRight === false) return signPortably(key, z, message)
        const state = crypto.createSign('sm3')
        state.update(z)
        state.update(message)
        const signature = readDerSignature(own(state.sign(privateKey(key))), CURVE_LENGTHS.SM2)
        signsRight ??= signature !== undefined && verify(key.publicKey, z, message, signature)
        return signsRight && signature !== undefined ? signature : signPortably(key, z, message)
      },
    }
  },

  together: verifyByTable,
  trials: SM2_VERIFYING.trials,
})
