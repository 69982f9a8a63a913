import { decodeHex } from '../../bytes/hex.ts'
import { ED448_LENGTH, ED25519_LENGTH } from '../edwards-key.ts'
import { scalarOf } from '../private-key.ts'
import { parsePublicKey } from '../public-key.ts'
import { type ChosenAlgorithm, chosenAlgorithm } from './algorithm.ts'
import { nativePrivateKeys, nativePublicKeys, own } from './node-keys.ts'
import type { Provider } from './provider.ts'
import { ABC, tellsApart } from './trial.ts'
import { provenElsewhere, webcryptoEdwards } from './webcrypto.ts'

type Edwards = Provider['Ed25519']

// Signatures of `abc` that OpenSSL made with throw-away keys.

const ED25519_ANSWER = /* @__PURE__ */ (() => ({
  spki: decodeHex('302a300506032b65700321005af9103f5adfd38f71a81aa14d3b94c32625ea127d2d5c1ce548cacf5c53be21'),
  signature: decodeHex(
    '256b545c9217e8fd87dcacb750a4a1955de3127681a39122a3517fc1d767192f' +
      '15d5c6546212e3151f1bb055ab4b3ce3f381eee149c3450be3deef77d0c1eb0b',
  ),
}))()

const ED448_ANSWER = /* @__PURE__ */ (() => ({
  spki: decodeHex(
    '3043300506032b6571033a00906eb9668727fd6def7516560eaf4446a369329c17e57e3ef691d52d1b57d92f' +
      '07912482acbd8e6734419cb54b245ae1ea9fc7435e3a063380',
  ),
  signature: decodeHex(
    '747713160d14ccfa3ca4c839d76302599a6767cf91202c0b35cd3c57ccf536fbc5a3fefd727df4c8170aeff6f51b93b7' +
      'd0942194b567d33780debf9220f2cbb39ceb487d66d94a22f32a42ec47f6e2ad63b63e89eff81fbc2e2f29c246def6d7' +
      'ad8ea597a64bb74ba817b88391f299e83000',
  ),
}))()

const loadEd25519 = async () => (await import('./ed25519.ts')).ed25519
const loadEd448 = async () => (await import('./ed448.ts')).ed448

/** Octets of a key; a signature has twice as many. */
function edwards(
  name: 'Ed25519' | 'Ed448',
  octets: number,
  load: typeof loadEd25519 | typeof loadEd448,
  answer: typeof ED25519_ANSWER,
): ChosenAlgorithm<Edwards> {
  const length = 2 * octets
  // As RFC 8032, 5.1.7 and 5.2.7, and OpenSSL: canonical encodings only, no cofactor.
  const portable: Edwards = {
    sign: async (key, message) => (await load()).sign(message, scalarOf(key)),
    async verify(key, message, signature) {
      if (signature.length !== length) return false
      return (await load()).verify(signature, message, key.spki.subarray(-octets), { zip215: false })
    },
  }
  const trials = ({ verify }: Edwards) => {
    const key = parsePublicKey(answer.spki)
    return tellsApart(answer.signature, (bytes) => verify(key, ABC, bytes))
  }
  return chosenAlgorithm<Edwards>({
    portable,
    trials,
    elsewhere: () => provenElsewhere(webcryptoEdwards(name, length), portable, trials),
    native(crypto) {
      const publicKey = nativePublicKeys(crypto)
      const privateKey = nativePrivateKeys(crypto)
      return {
        sign: (key, message) => own(crypto.sign(null, message, privateKey(key))),
        verify: (key, message, signature) =>
          signature.length === length && crypto.verify(null, message, publicKey(key), signature),
      }
    },
  })
}

/** Ed25519 (RFC 8032). */
export const Ed25519 = /* @__PURE__ */ edwards('Ed25519', ED25519_LENGTH, loadEd25519, ED25519_ANSWER)

/** Ed448 (RFC 8032). */
export const Ed448 = /* @__PURE__ */ edwards('Ed448', ED448_LENGTH, loadEd448, ED448_ANSWER)
