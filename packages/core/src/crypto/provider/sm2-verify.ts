import { decodeHex } from '../../bytes/hex.ts'
import { encodeUtf8 } from '../../bytes/utf8.ts'
import { isInConstantUse } from '../../gm/sm2/seen-key.ts'
import { DEFAULT_USER_ID, identityInput } from '../../gm/sm2/user.ts'
import { verifySm2Digest } from '../../gm/sm2/verify.ts'
import { sm3 } from '../../gm/sm3.ts'
import { CURVE_LENGTHS } from '../curve.ts'
import { curvePublicKey } from '../curve-public-key.ts'
import { writeDerSignature } from '../ec-signature-write.ts'
import { pointOf } from '../point-of.ts'
import { type Algorithm, chosenAlgorithm } from './algorithm.ts'
import { nativePublicKeys } from './node-keys.ts'
import type { Provider } from './provider.ts'
import { verifySm2Portably } from './sm2-portable.ts'
import { SM3 } from './sm3.ts'
import { tellsApart } from './trial.ts'

/** The worked example on the recommended curve (GB/T 32918.5-2017, A.2). */
const ANSWER = /* @__PURE__ */ (() => ({
  point: decodeHex(
    '0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020' +
      'ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13',
  ),
  message: encodeUtf8('message digest'),
  signature: decodeHex(
    'f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3' +
      'b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa',
  ),
}))()

type Verifying = Pick<Provider['SM2'], 'verify'>

/**
 * With a table of the key, our sums take two thirds of what native code does. It is made for keys in constant use, as those of
 * issuers are. A good signature is taken as such by either; what the table refuses, native code decides.
 */
export function verifyByTable<P extends Verifying>(native: P): P {
  return {
    ...native,
    verify(key, z, message, signature, der) {
      const point = pointOf(key)
      const holds =
        isInConstantUse(point) && verifySm2Digest(point, SM3.current().digest([z, message]), signature)
      return holds || native.verify(key, z, message, signature, der)
    },
  } satisfies Verifying & Omit<P, 'verify'>
}

export const SM2_VERIFYING: Algorithm<Verifying> = {
  portable: { verify: verifySm2Portably },

  /** The streaming calls alone are right: the one-shot ones take the empty user id whatever they are given. */
  native(crypto) {
    const publicKey = nativePublicKeys(crypto)
    return {
      verify(key, z, message, signature, der) {
        if (signature.length !== 2 * CURVE_LENGTHS.SM2) return false
        const state = crypto.createVerify('sm3')
        state.update(z)
        state.update(message)
        return state.verify(publicKey(key), der ?? writeDerSignature(signature))
      },
    }
  },

  together: verifyByTable,

  /** The example of the standard, which must not hold under the empty id. */
  trials({ verify }) {
    const { point, message, signature } = ANSWER
    const key = curvePublicKey('SM2', point)
    const z = sm3(identityInput(point, DEFAULT_USER_ID))
    const zOfNobody = sm3(identityInput(point, new Uint8Array(0)))
    return [
      ...tellsApart(signature, (bytes) => verify(key, z, message, bytes)),
      { expected: false, ask: () => verify(key, zOfNobody, message, signature) },
    ]
  },
}

/** Verifying with SM2 alone: who verifies loads nothing of what signs. */
export const SM2_VERIFY = /* @__PURE__ */ chosenAlgorithm(SM2_VERIFYING)
