import { equalBytes } from '../bytes/sequence.ts'
import type { Signer } from '../ports.ts'
import { LARGE_BYTES } from '../turns/turn.ts'
import { CURVE_LENGTHS } from './curve.ts'
import { readDerSignature } from './ec-signature.ts'
import { writeDerSignature } from './ec-signature-write.ts'
import type { Sm2JoseProfile } from './jose.ts'
import { JOSE_RSA } from './jose-rsa.ts'
import type { PrivateKey } from './private-key.ts'
import { ECDSA } from './provider/ecdsa.ts'
import { Ed448, Ed25519 } from './provider/edwards.ts'
import type { RsaParameters, Sha2 } from './provider/provider.ts'
import { RSA } from './provider/rsa.ts'
import { SM2 } from './provider/sm2.ts'
import { KEY_OIDS } from './public-key.ts'
import { encodePssParameters } from './rsa-pss-parameters.ts'
import { ECDSA_OIDS, RSA_OIDS } from './signature-oid.ts'
import { sm2Identity } from './sm2-identity.ts'
import { signSm2InTurns } from './sm2-in-turns.ts'

/** How one algorithm signs. */
interface Signing {
  /** The algorithm of signers that sign so, and its parameters. */
  readonly oid: string
  readonly parameters?: Uint8Array
  sign(key: PrivateKey, message: Uint8Array): Uint8Array | Promise<Uint8Array>
  /** From the form of X.509, which signers return. */
  fromSigner(signature: Uint8Array): Uint8Array | undefined
}

const same = (signature: Uint8Array) => signature

const ecdsa = (kind: 'P-256' | 'P-384' | 'P-521', hash: Sha2): Signing => ({
  oid: ECDSA_OIDS[hash],
  sign: (key, message) => ECDSA.current().sign(key, hash, message),
  fromSigner: (signature) => readDerSignature(signature, CURVE_LENGTHS[kind]),
})

const rsa = (parameters: RsaParameters): Signing => ({
  ...(parameters.padding === 'PKCS1'
    ? { oid: RSA_OIDS[parameters.hash] }
    : { oid: KEY_OIDS.rsaPss, parameters: encodePssParameters(parameters.hash) }),
  sign: (key, message) => RSA.current().sign(key, parameters, message),
  fromSigner: same,
})

const ED25519: Signing = {
  oid: KEY_OIDS.ed25519,
  sign: (key, message) => Ed25519.current().sign(key, message),
  fromSigner: same,
}

const ED448: Signing = {
  oid: KEY_OIDS.ed448,
  sign: (key, message) => Ed448.current().sign(key, message),
  fromSigner: same,
}

const sm2 = ({ encoding, userId }: Sm2JoseProfile): Signing => ({
  oid: '1.2.156.10197.1.501',
  async sign(key, message) {
    const z = sm2Identity(key.publicKey, userId)
    const raw =
      message.length > LARGE_BYTES
        ? await signSm2InTurns(key, z, message)
        : SM2.current().sign(key, z, message)
    return encoding === 'raw' ? raw : writeDerSignature(raw)
  },
  fromSigner: encoding === 'raw' ? (der) => readDerSignature(der, CURVE_LENGTHS.SM2) : same,
})

const SIGNINGS: ReadonlyMap<string, Signing> = new Map([
  ['ES256', ecdsa('P-256', 'SHA-256')],
  ['ES384', ecdsa('P-384', 'SHA-384')],
  ['ES512', ecdsa('P-521', 'SHA-512')],
  ['EdDSA', ED25519],
  ['Ed25519', ED25519],
  ['Ed448', ED448],
  ...Object.entries(JOSE_RSA).map(([alg, parameters]) => [alg, rsa(parameters)] as const),
])

/**
 * Signs as a scheme of JOSE does, with a key of its kind.
 *
 * @throws TypeError for a signer of another algorithm, or one whose signature cannot be read
 */
export async function signAs(
  algorithm: string | Sm2JoseProfile,
  key: PrivateKey | Signer,
  message: Uint8Array,
): Promise<Uint8Array> {
  const signing = typeof algorithm === 'string' ? SIGNINGS.get(algorithm) : sm2(algorithm)
  if (signing === undefined) throw new Error('unreachable: every scheme has a way to sign')
  if (!('sign' in key)) return signing.sign(key, message)
  const alg = typeof algorithm === 'string' ? algorithm : algorithm.alg
  if (key.algorithm !== signing.oid || !sameParameters(key.parameters, signing.parameters))
    throw new TypeError(`key: a signer of ${key.algorithm} does not sign as ${alg} does`)
  const signature = signing.fromSigner(await key.sign(message))
  if (signature === undefined) throw new TypeError('key: the signer returned a signature that is not DER')
  return signature
}

const sameParameters = (found: Uint8Array | undefined, expected: Uint8Array | undefined) =>
  expected === undefined ? found === undefined : found !== undefined && equalBytes(found, expected)
