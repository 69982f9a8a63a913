import { assertOctets } from '../bytes/octets.ts'
import { equalBytes } from '../bytes/sequence.ts'
import type { Signer } from '../ports.ts'
import { CURVE_LENGTHS } from './curve.ts'
import { readDerSignature } from './ec-signature.ts'
import { writeDerSignature } from './ec-signature-write.ts'
import type { KeyKind, PublicKey } from './key.ts'
import type { PrivateKey } from './private-key.ts'
import { ECDSA } from './provider/ecdsa.ts'
import { Ed448, Ed25519 } from './provider/edwards.ts'
import type { RsaParameters, Sha2 } from './provider/provider.ts'
import { RSA } from './provider/rsa.ts'
import { SM2 } from './provider/sm2.ts'
import { KEY_OIDS } from './public-key.ts'
import { allowsPadding } from './rsa-pss.ts'
import { encodePssParameters } from './rsa-pss-parameters.ts'
import { ECDSA_OIDS, RSA_OIDS } from './signature-oid.ts'
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

/** What tells one scheme from another. */
interface Definition {
  readonly alg: string
  readonly kind: KeyKind
  /** The algorithm of signers that sign so, and its parameters. */
  readonly oid: string
  readonly parameters?: Uint8Array
  verify(publicKey: PublicKey, message: Uint8Array, signature: Uint8Array): boolean | Promise<boolean>
  sign(key: PrivateKey, message: Uint8Array): Uint8Array | Promise<Uint8Array>
  /** From the form of X.509, which signers return. */
  fromSigner(signature: Uint8Array): Uint8Array | undefined
}

function defineScheme(definition: Definition): JoseScheme {
  const { alg, kind, oid, parameters } = definition
  return {
    alg,
    kind,
    async verify(publicKey, message, signature) {
      assertOctets('message', message)
      return publicKey.kind === kind && definition.verify(publicKey, message, signature)
    },
    async sign(key, message) {
      assertOctets('message', message)
      const isSigner = 'sign' in key
      const found = isSigner ? key.publicKey.kind : key.kind
      if (found !== kind) throw new TypeError(`key: ${alg} takes a key of ${kind}, found ${found}`)
      if (!isSigner) return definition.sign(key, message)
      if (key.algorithm !== oid || !sameParameters(key.parameters, parameters))
        throw new TypeError(`key: a signer of ${key.algorithm} does not sign as ${alg} does`)
      const signature = definition.fromSigner(await key.sign(message))
      if (signature === undefined) throw new TypeError('key: the signer returned a signature that is not DER')
      return signature
    },
  }
}

const same = (signature: Uint8Array) => signature

const sameParameters = (found: Uint8Array | undefined, expected: Uint8Array | undefined) =>
  expected === undefined ? found === undefined : found !== undefined && equalBytes(found, expected)

function ecdsa(alg: string, kind: 'P-256' | 'P-384' | 'P-521', hash: Sha2): JoseScheme {
  return defineScheme({
    alg,
    kind,
    oid: ECDSA_OIDS[hash],
    verify: (publicKey, message, signature) => ECDSA.current().verify(publicKey, hash, message, signature),
    sign: (key, message) => ECDSA.current().sign(key, hash, message),
    fromSigner: (signature) => readDerSignature(signature, CURVE_LENGTHS[kind]),
  })
}

function rsa(alg: string, parameters: RsaParameters): JoseScheme {
  return defineScheme({
    alg,
    kind: 'RSA',
    ...(parameters.padding === 'PKCS1'
      ? { oid: RSA_OIDS[parameters.hash] }
      : { oid: KEY_OIDS.rsaPss, parameters: encodePssParameters(parameters.hash) }),
    verify: (publicKey, message, signature) =>
      allowsPadding(publicKey, parameters) && RSA.current().verify(publicKey, parameters, message, signature),
    sign: (key, message) => RSA.current().sign(key, parameters, message),
    fromSigner: same,
  })
}

const EDWARDS = { Ed25519, Ed448 } as const

function edwards(alg: string, kind: 'Ed25519' | 'Ed448'): JoseScheme {
  return defineScheme({
    alg,
    kind,
    oid: KEY_OIDS[kind === 'Ed448' ? 'ed448' : 'ed25519'],
    verify: (publicKey, message, signature) => EDWARDS[kind].current().verify(publicKey, message, signature),
    sign: (key, message) => EDWARDS[kind].current().sign(key, message),
    fromSigner: same,
  })
}

function sm2({ alg, encoding, userId }: Sm2JoseProfile): JoseScheme {
  const decode = (der: Uint8Array) => readDerSignature(der, CURVE_LENGTHS.SM2)
  return defineScheme({
    alg,
    kind: 'SM2',
    oid: '1.2.156.10197.1.501',
    verify(publicKey, message, signature) {
      const raw = encoding === 'raw' ? signature : decode(signature)
      return (
        raw !== undefined && SM2.current().verify(publicKey, sm2Identity(publicKey, userId), message, raw)
      )
    },
    sign(key, message) {
      const raw = SM2.current().sign(key, sm2Identity(key.publicKey, userId), message)
      return encoding === 'raw' ? raw : writeDerSignature(raw)
    },
    fromSigner: encoding === 'raw' ? decode : same,
  })
}

/** RFC 7518, 3.5: the salt is as long as the hash. */
const pss = (hash: Sha2, saltLength: number): RsaParameters => ({ padding: 'PSS', hash, saltLength })

const SCHEMES = /* @__PURE__ */ new Map(
  [
    ecdsa('ES256', 'P-256', 'SHA-256'),
    ecdsa('ES384', 'P-384', 'SHA-384'),
    ecdsa('ES512', 'P-521', 'SHA-512'),
    // RFC 9864 gives the curves names of their own; under `EdDSA`, Ed25519 alone is meant here.
    edwards('EdDSA', 'Ed25519'),
    edwards('Ed25519', 'Ed25519'),
    edwards('Ed448', 'Ed448'),
    rsa('PS256', pss('SHA-256', 32)),
    rsa('PS384', pss('SHA-384', 48)),
    rsa('PS512', pss('SHA-512', 64)),
    rsa('RS256', { padding: 'PKCS1', hash: 'SHA-256' }),
    rsa('RS384', { padding: 'PKCS1', hash: 'SHA-384' }),
    rsa('RS512', { padding: 'PKCS1', hash: 'SHA-512' }),
  ].map((scheme) => [scheme.alg, scheme]),
)

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
