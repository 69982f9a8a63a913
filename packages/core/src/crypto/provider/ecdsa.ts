import { decodeHex } from '../../bytes/hex.ts'
import { inTurns, LARGE_BYTES } from '../../turns/turn.ts'
import { CURVE_LENGTHS, isCurve } from '../curve.ts'
import { curvePublicKey } from '../curve-public-key.ts'
import { isDerSignature, rawSignature } from '../ec-signature.ts'
import { writeDerSignature } from '../ec-signature-write.ts'
import type { PublicKey, PublicKeyKind } from '../key.ts'
import { pointOf } from '../point-of.ts'
import { scalarOf } from '../private-key.ts'
import { chosenAlgorithm } from './algorithm.ts'
import { nativePrivateKeys, nativePublicKeys, own } from './node-keys.ts'
import type { Provider, Sha2 } from './provider.ts'
import { NODE_SHA2 } from './sha2-names.ts'
import { ABC, tellsApart } from './trial.ts'
import { provenElsewhere, webcryptoEcdsa } from './webcrypto.ts'

type Ecdsa = Provider['ECDSA']

/** What computes on a curve, loaded when it is met: in a page WebCrypto verifies, and who verifies SM2 has no use for it. */
async function loadNistCurve(kind: PublicKey['kind']) {
  if (!isCurve(kind) || kind === 'SM2') throw new TypeError(`key: expected a NIST curve, found ${kind}`)
  const [{ nistCurve }, { digestPortably }] = await Promise.all([
    import('../nist-curve.ts'),
    import('./sha2.ts'),
  ])
  return { curve: nistCurve(kind), digest: digestPortably }
}

const portable: Ecdsa = {
  async sign(key, hash, message) {
    const { curve, digest } = await loadNistCurve(key.kind)
    const options = { prehash: false, lowS: false, extraEntropy: true }
    return curve.sign(digest(hash, [message]), scalarOf(key), options)
  },
  async verify(key, hash, message, signature, form) {
    const { curve, digest } = await loadNistCurve(key.kind)
    const raw = rawSignature(signature, curve.Point.Fn.BYTES, form)
    if (raw === undefined) return false
    return curve.verify(raw, digest(hash, [message]), pointOf(key), { prehash: false, lowS: false })
  },
}

/**
 * P-521 with a shorter hash than its own goes to portable code: what some platforms make of so short a hash on so
 * large a curve is an error (seen in Deno 2).
 */
const isUncommon = (kind: PublicKeyKind, hash: Sha2) => kind === 'P-521' && hash !== 'SHA-512'

/** Signatures of `abc` that OpenSSL made with throw-away keys. */
const ANSWERS = /* @__PURE__ */ (() =>
  [
    {
      kind: 'P-256',
      hash: 'SHA-256',
      point: decodeHex(
        '0455dde864b35630d61434d925431cd661a3fa3c779916e78db30fcbe917db5d5a' +
          'e048ec42e446c3675f9b3081cc2af301f76ac742eabdb7a742bd1f4baf8d9745',
      ),
      signature: decodeHex(
        '7db4eb0d487b9949771c8c59ad9914a9a3200d0a597ab2841d001031b148c3e4' +
          '7076b360740a7d23be2d21971087ee80afdef66b5d87228b6c4d3d7c294bad2c',
      ),
    },
    {
      kind: 'P-384',
      hash: 'SHA-384',
      point: decodeHex(
        '04e51d3ef23f8a5d6a61fecfe4b26999c1860e206f041a236607473eb425d177fedf435cf09c48f1f35cfb30bf146d63dd' +
          '2a05115b5e663725a152b969d5734f3753547f4c1703d65c05027c1a4f770266d36c644440d9c9e509b32a664ff81f3a',
      ),
      signature: decodeHex(
        'a4385c1a4409ce2aff1f2581bb8ee3fdc94bcf6fc9f0c842db872a86dafef9b99fe22d3e8a562a6dd414b140a3e2cc21' +
          '93f2632ca0bc461f891b297eb8535de02d67d79cab914f18b4bc471a922ad267cb9bad99131328bac88fb4f2c9c08047',
      ),
    },
    {
      kind: 'P-521',
      hash: 'SHA-512',
      point: decodeHex(
        '04000ea3f67851243d0e23fc24ea420a750f2560c2369adad49a4f23fece6a7ea471a0acb709ee86220ecc6e8540ae4a1a8bc0' +
          'dec32b3b3cb0ada847e9fc6ab681b5c20055ccc5f1eeb3f10727033322e06cb343c58dc15ca58aa459d3f0d3eed85de5ecb2' +
          '0381768459aaa2a1e17c672b09c0a95f529f40b822aaa4cbdb68dd595ce0a817',
      ),
      signature: decodeHex(
        '000505448ffddd46301150df35364b920f0199d4f2e74cdd1849a91bd8a1dcb5c96a5c10e94809ccb60c6249ea69a93f8d7d' +
          'cfa372997403f6c5f17cb4d7409e85230004622e8aedb29e12be9c10b936eb9d892380b057fc19461fd1a693817920a4873a' +
          '948392a03855a21d1ac9a849ab3ef9e8ab915c325dba6f79422db477f8dcb3e0',
      ),
    },
  ] as const)()

/** Hashing megabytes at once would hold everything else on the thread. */
const feedInTurns = (state: { update(data: Uint8Array): unknown }, message: Uint8Array) =>
  inTurns(message.length, (start, end) => void state.update(message.subarray(start, end)))

function trials({ verify }: Ecdsa) {
  return ANSWERS.flatMap(({ kind, hash, point, signature }) => {
    const key = curvePublicKey(kind, point)
    return [
      ...tellsApart(signature, (bytes) => verify(key, hash, ABC, bytes)),
      ...tellsApart(signature, (bytes) => verify(key, hash, ABC, writeDerSignature(bytes), 'der')),
    ]
  })
}

/** ECDSA on the NIST curves (FIPS 186-5). */
export const ECDSA = /* @__PURE__ */ chosenAlgorithm<Ecdsa>({
  portable,
  trials,
  elsewhere: () => provenElsewhere(webcryptoEcdsa, portable, trials),

  native(crypto) {
    const publicKey = nativePublicKeys(crypto)
    const privateKey = nativePrivateKeys(crypto)
    return {
      sign(key, hash, message) {
        if (isUncommon(key.kind, hash)) return portable.sign(key, hash, message)
        const options = { key: privateKey(key), dsaEncoding: 'ieee-p1363' } as const
        if (message.length <= LARGE_BYTES) return own(crypto.sign(NODE_SHA2[hash], message, options))
        const state = crypto.createSign(NODE_SHA2[hash])
        return feedInTurns(state, message).then(() => own(state.sign(options)))
      },
      verify(key, hash, message, signature, form) {
        if (!isCurve(key.kind)) return false
        const size = CURVE_LENGTHS[key.kind]
        if (form === 'der' ? !isDerSignature(signature, size) : signature.length !== 2 * size) return false
        if (isUncommon(key.kind, hash)) return portable.verify(key, hash, message, signature, form)
        // A little faster than the one-shot call, which looks its hash up anew (OpenSSL 3).
        const state = crypto.createVerify(NODE_SHA2[hash])
        const judge = () =>
          form === 'der'
            ? state.verify(publicKey(key), signature)
            : state.verify({ key: publicKey(key), dsaEncoding: 'ieee-p1363' }, signature)
        if (message.length > LARGE_BYTES) return feedInTurns(state, message).then(judge)
        state.update(message)
        return judge()
      },
    }
  },
})
