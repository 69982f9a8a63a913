import { assertOctets } from '../bytes/octets.ts'
import type { Signer } from '../ports.ts'
import { CURVE_LENGTHS } from './curve.ts'
import { readDerSignature } from './ec-signature.ts'
import { JOSE_RSA } from './jose-rsa.ts'
import type { KeyKind, PublicKey } from './key.ts'
import type { PrivateKey } from './private-key.ts'
import type { RsaParameters, Sha2 } from './provider/provider.ts'
import { allowsPadding } from './rsa-pss.ts'
import { verifySm2, withEcdsa, withEdwards, withRsa } from './scheme.ts'
import { sm2Identity } from './sm2-identity.ts'

/**
 * How parties have agreed to use SM2 in JOSE. No name is registered with IANA for it, so there is none by default.
 *
 * Seen in use: `SM2SM3` with DER, `SM2` with r ‖ s.
 */
export interface Sm2JoseProfile {
  /** Value of the `alg` header. */
  readonly alg: string
  readonly encoding: 'DER' | 'raw'
  /** `1234567812345678` unless given. */
  readonly userId?: Uint8Array
}

/** A signature algorithm of JOSE (RFC 7518, RFC 8037, RFC 9864), or a profile of SM2. */
export interface JoseScheme {
  readonly alg: string
  /** The only kind of key that it takes. */
  readonly kind: KeyKind
  /**
   * Verifies a signature over a message (the JWS signing input).
   *
   * @param signature - as the JWS carries it: r ‖ s for ECDSA
   * @returns false for every bad signature and for a key of another kind
   * @throws TypeError for a message that is no octets
   */
  verify(publicKey: PublicKey, message: Uint8Array, signature: Uint8Array): Promise<boolean>
  /** Signs with a key in memory, or with a signer (a device, a service) that holds one. */
  sign(key: PrivateKey | Signer, message: Uint8Array): Promise<Uint8Array>
}

type Verify = (publicKey: PublicKey, message: Uint8Array, signature: Uint8Array) => boolean | Promise<boolean>

/** What signs, loaded with the first signature that is made: most programs only verify. */
let signing: typeof import('./jose-signing.ts') | undefined

/** @param algorithm - the name, or the profile of SM2 */
function defineScheme(algorithm: string | Sm2JoseProfile, kind: KeyKind, verify: Verify): JoseScheme {
  const alg = typeof algorithm === 'string' ? algorithm : algorithm.alg
  return {
    alg,
    kind,
    async verify(publicKey, message, signature) {
      assertOctets('message', message)
      return publicKey.kind === kind && verify(publicKey, message, signature)
    },
    async sign(key, message) {
      assertOctets('message', message)
      const found = 'sign' in key ? key.publicKey.kind : key.kind
      if (found !== kind) throw new TypeError(`key: ${alg} takes a key of ${kind}, found ${found}`)
      signing ??= await import('./jose-signing.ts')
      return signing.signAs(algorithm, key, message)
    },
  }
}

const ecdsa = (alg: string, kind: 'P-256' | 'P-384' | 'P-521', hash: Sha2) =>
  defineScheme(alg, kind, (publicKey, message, signature) =>
    withEcdsa(({ ECDSA }) => ECDSA.current().verify(publicKey, hash, message, signature)),
  )

const rsa = (alg: string, parameters: RsaParameters) =>
  defineScheme(
    alg,
    'RSA',
    (publicKey, message, signature) =>
      allowsPadding(publicKey, parameters) &&
      withRsa(({ RSA }) => RSA.current().verify(publicKey, parameters, message, signature)),
  )

const edwards = (alg: string, kind: 'Ed25519' | 'Ed448') =>
  defineScheme(alg, kind, (publicKey, message, signature) =>
    withEdwards((loaded) => loaded[kind].current().verify(publicKey, message, signature)),
  )

const sm2 = (profile: Sm2JoseProfile) =>
  defineScheme(profile, 'SM2', (publicKey, message, signature) => {
    const isRaw = profile.encoding === 'raw'
    const raw = isRaw ? signature : readDerSignature(signature, CURVE_LENGTHS.SM2)
    if (raw === undefined) return false
    return verifySm2(publicKey, sm2Identity(publicKey, profile.userId), message, raw)
  })

const SCHEMES = /* @__PURE__ */ (() =>
  new Map(
    [
      ecdsa('ES256', 'P-256', 'SHA-256'),
      ecdsa('ES384', 'P-384', 'SHA-384'),
      ecdsa('ES512', 'P-521', 'SHA-512'),
      // RFC 9864 gives the curves names of their own; under `EdDSA`, Ed25519 alone is meant here.
      edwards('EdDSA', 'Ed25519'),
      edwards('Ed25519', 'Ed25519'),
      edwards('Ed448', 'Ed448'),
      ...Object.entries(JOSE_RSA).map(([alg, parameters]) => rsa(alg, parameters)),
    ].map((scheme) => [scheme.alg, scheme]),
  ))()

/** Names of what is never taken here: no name, no signature, HMAC (RFC 7518, 3.1), and another curve (RFC 8812). */
const OTHERS = /^(?:|none|HS(?:256|384|512)|ES256K)$/i

/**
 * The scheme of a JOSE algorithm name, or of an agreed profile of SM2.
 *
 * @returns nothing for a name that is not known: `none` and the HMAC algorithms never are
 */
export function joseScheme(algorithm: string | Sm2JoseProfile): JoseScheme | undefined {
  if (typeof algorithm === 'string') return SCHEMES.get(algorithm)
  // A profile under a registered name would let one key type pass for another, and no signature for one.
  if (SCHEMES.has(algorithm.alg) || OTHERS.test(algorithm.alg))
    throw new TypeError(`alg: ${algorithm.alg} is the name of another algorithm`)
  return sm2(algorithm)
}
