import { decodeBase64 } from '../../bytes/base64.ts'
import { parsePublicKey } from '../public-key.ts'
import { encodeDigestInfo } from '../rsa-digest-info.ts'
import { modulusLength, verifyRsaPkcs1, verifyRsaPss } from '../rsa-verify.ts'
import { chosenAlgorithm } from './algorithm.ts'
import { nativePrivateKeys, nativePublicKeys, own } from './node-keys.ts'
import type { Provider, RsaParameters } from './provider.ts'
import { digestPortably } from './sha2.ts'
import { NODE_SHA2 } from './sha2-names.ts'
import { ABC, tellsApart } from './trial.ts'
import { provenElsewhere } from './webcrypto.ts'
import { webcryptoRsa } from './webcrypto-rsa.ts'

type Rsa = Provider['RSA']

/** A signature of `abc` that OpenSSL made with a throw-away key of 2048 bits, PKCS#1 v1.5 with SHA-256; base64. */
export const RSA_ANSWER = {
  spki:
    'MIIBIDANBgkqhkiG9w0BAQEFAAOCAQ0AMIIBCAKCAQEA1Kw7U7NsB8NQ1h9I2D+luqZCaMRfG3zJKowscawQkjzBPnk1wmrQXmJYV22nCKqo' +
    'iiTX6IjECGuUrq8R0jR7MUZSaO/f0YcgWqs4j0+wIygqM+LalfUXRUOQk8B+xwFsgu1EiZnDeWdKf9NxQZ3PPUfAUImTx0OdcBTuy4xaUqrf' +
    'Pxe+t9vDO1BOsQkNUHtd9L21Xvzkwyo9WbXJqHSHJSqn1LoWgLP7EFJGtqJfo4L7HAsAaDJNH6EcxNTJOzgpM5LSnG2Kaa5oIKUDVTIjFME/' +
    'aYdTAkkEWAmvTA8BFh18C0tU4JWEQ2hZ8pssAkELW8wmC5dZWoJNi/qI8kiBAQIBAw==',
  signature:
    'SW+wEZx0W8RFSi/546qWMdY8Fe2kt9Aft6p4L7XHzkOVTJc/xK/Oa5XVV0QIw0TbPGo3xR9mgighZlmvIy189uGTdu/3S2qoEDnPRKDWntDw' +
    'P5aiQKKPzZFb/B4Rk1GOSPW2zEIOm8bS0nULOD5lEC8xspqTY5n1GjlJs303agMNvq+onFMyvO6k30LkCxNcHI0OS0iTGFVQsPbp8yE4r5sl' +
    'atAm1BxtTbSCMfhIrt6hZDprywECcg++a6UJslBIv6kMKvJxsEcDsBtmLvYaXjesFW9n6IM8RKTKTbIUNa9zKCznatecivWd8rOiXuFItVqD' +
    'WwwXEqsKXslsGDwinA==',
}

const portable: Rsa = {
  // Raising to a secret power is left to who can do it in constant time.
  sign: webcryptoRsa.sign,
  verify(key, parameters, message, signature) {
    const hash = (...parts: readonly Uint8Array[]) => digestPortably(parameters.hash, parts)
    return parameters.padding === 'PSS'
      ? verifyRsaPss(key, hash, hash(message), parameters.saltLength, signature)
      : verifyRsaPkcs1(key, encodeDigestInfo(parameters.hash, hash(message)), signature)
  },
}

function trials({ verify }: Rsa) {
  const key = parsePublicKey(decodeBase64(RSA_ANSWER.spki))
  const parameters = { padding: 'PKCS1', hash: 'SHA-256' } as const
  return tellsApart(decodeBase64(RSA_ANSWER.signature), (bytes) => verify(key, parameters, ABC, bytes))
}

/** RSA with PKCS#1 v1.5 and PSS (RFC 8017); signing is left to WebCrypto, which every platform has, where Node is not. */
export const RSA = /* @__PURE__ */ chosenAlgorithm<Rsa>({
  portable,
  trials,
  elsewhere: () => provenElsewhere(webcryptoRsa, portable, trials),

  native(crypto) {
    const publicKey = nativePublicKeys(crypto)
    const privateKey = nativePrivateKeys(crypto)
    const { RSA_PKCS1_PADDING, RSA_PKCS1_PSS_PADDING } = crypto.constants
    const options = (parameters: RsaParameters) =>
      parameters.padding === 'PSS'
        ? { padding: RSA_PKCS1_PSS_PADDING, saltLength: parameters.saltLength }
        : { padding: RSA_PKCS1_PADDING }
    return {
      sign: (key, parameters, message) =>
        own(
          crypto.sign(NODE_SHA2[parameters.hash], message, { key: privateKey(key), ...options(parameters) }),
        ),
      // OpenSSL takes a signature from which leading zeros are gone; RFC 8017, 8.1.2 and 8.2.2, does not.
      verify: (key, parameters, message, signature) =>
        signature.length === modulusLength(key) &&
        crypto.verify(
          NODE_SHA2[parameters.hash],
          message,
          { key: publicKey(key), ...options(parameters) },
          signature,
        ),
    }
  },
})
