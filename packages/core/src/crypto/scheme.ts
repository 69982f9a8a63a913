import { assertOctets } from '../bytes/octets.ts'
import { equalBytes } from '../bytes/sequence.ts'
import { lazily } from '../lazily.ts'
import { LARGE_BYTES } from '../turns/turn.ts'
import { CURVE_LENGTHS, isCurve } from './curve.ts'
import { readDerSignature } from './ec-signature.ts'
import type { AlgorithmIdentifier, PublicKey, PublicKeyKind } from './key.ts'
import { findNodeCrypto } from './provider/node-module.ts'
import type { Provider, RsaParameters, Sha2 } from './provider/provider.ts'
import { verifySm2Portably } from './provider/sm2-portable.ts'
import { allowsPadding, readPssParameters } from './rsa-pss.ts'
import { sm2Identity } from './sm2-identity.ts'

export interface VerifyOptions {
  /** SM2 only: the signer's id, `1234567812345678` unless given. */
  readonly userId?: Uint8Array
}

/** A way to sign that an `AlgorithmIdentifier` names. */
export interface SignatureScheme {
  /** For people: `SM2 with SM3`, `ECDSA with SHA-256`. */
  readonly name: string
  readonly digest: 'SM3' | Sha2 | undefined
  /** Whether a key of this kind can have made such a signature. */
  accepts(kind: PublicKeyKind): boolean
  /**
   * Verifies a signature over a message (not over a digest).
   *
   * @param signature - as X.509 carries it: DER `SEQUENCE { r, s }` for SM2 and ECDSA
   * @returns false for every bad signature and for a key of another kind
   * @throws TypeError for a message that is no octets
   */
  verify(
    publicKey: PublicKey,
    message: Uint8Array,
    signature: Uint8Array,
    options?: VerifyOptions,
  ): Promise<boolean>
}

/** Verifies like a scheme, at once where the platform answers at once. */
type PromptVerify = (
  publicKey: PublicKey,
  message: Uint8Array,
  signature: Uint8Array,
  options?: VerifyOptions,
) => boolean | Promise<boolean>

/** Apart from the scheme: a promise that nobody awaited would pass for a good signature there. */
const promptly = /* @__PURE__ */ new WeakMap<SignatureScheme, PromptVerify>()

function createScheme(
  { name, digest, accepts }: Omit<SignatureScheme, 'verify'>,
  verify: PromptVerify,
): SignatureScheme {
  const scheme: SignatureScheme = {
    name,
    digest,
    accepts,
    async verify(publicKey, message, signature, options) {
      assertOctets('message', message)
      return verify(publicKey, message, signature, options)
    },
  }
  promptly.set(scheme, verify)
  return scheme
}

/**
 * Verifies as {@link SignatureScheme.verify} does, without a turn of the event loop where none is needed: a path takes
 * many.
 */
export function verifyPromptly(
  scheme: SignatureScheme,
  publicKey: PublicKey,
  message: Uint8Array,
  signature: Uint8Array,
): boolean | Promise<boolean> {
  const verify = promptly.get(scheme)
  if (verify === undefined) return scheme.verify(publicKey, message, signature)
  return verify(publicKey, message, signature)
}

type VerifySm2 = Provider['SM2']['verify']

/** What verifies with SM2 where there is `node:crypto`, loaded with the first signature there. Pages have no use for it. */
let sm2: typeof import('./provider/sm2-verify.ts') | undefined

export function verifySm2(...given: Parameters<VerifySm2>): boolean | Promise<boolean> {
  const [key, z, message, signature] = given
  if (message.length > LARGE_BYTES) return verifyLarge(key, z, message, signature)
  if (sm2 !== undefined) return sm2.SM2_VERIFY.current().verify(...given)
  return findNodeCrypto() === undefined ? verifySm2Portably(...given) : verifySm2Natively(given)
}

async function verifyLarge(key: PublicKey, z: Uint8Array, message: Uint8Array, signature: Uint8Array) {
  const { verifySm2InTurns } = await import('./sm2-in-turns.ts')
  return verifySm2InTurns(key, z, message, signature)
}

async function verifySm2Natively(given: Parameters<VerifySm2>): Promise<boolean> {
  sm2 = await import('./provider/sm2-verify.ts')
  return sm2.SM2_VERIFY.current().verify(...given)
}

const SM2_WITH_SM3 = /* @__PURE__ */ createScheme(
  { name: 'SM2 with SM3', digest: 'SM3', accepts: (kind) => kind === 'SM2' },
  (publicKey, message, signature, options) => {
    if (publicKey.kind !== 'SM2') return false
    const raw = readDerSignature(signature, CURVE_LENGTHS.SM2)
    if (raw === undefined) return false
    return verifySm2(publicKey, sm2Identity(publicKey, options?.userId), message, raw, signature)
  },
)

// The algorithms that are not SM2, each loaded with the first signature by it.
export const withEcdsa = /* @__PURE__ */ lazily(() => import('./provider/ecdsa.ts'))
export const withEdwards = /* @__PURE__ */ lazily(() => import('./provider/edwards.ts'))
export const withRsa = /* @__PURE__ */ lazily(() => import('./provider/rsa.ts'))

const ecdsa = (hash: Sha2): SignatureScheme =>
  createScheme(
    { name: `ECDSA with ${hash}`, digest: hash, accepts: (kind) => isCurve(kind) && kind !== 'SM2' },
    (publicKey, message, signature) => {
      if (!isCurve(publicKey.kind) || publicKey.kind === 'SM2') return false
      return withEcdsa(({ ECDSA }) => ECDSA.current().verify(publicKey, hash, message, signature, 'der'))
    },
  )

const edwards = (kind: 'Ed25519' | 'Ed448'): SignatureScheme =>
  createScheme(
    { name: kind, digest: undefined, accepts: (found) => found === kind },
    (publicKey, message, signature) =>
      publicKey.kind === kind &&
      withEdwards((loaded) => loaded[kind].current().verify(publicKey, message, signature)),
  )

const rsa = (parameters: RsaParameters): SignatureScheme =>
  createScheme(
    {
      name: `RSA ${parameters.padding === 'PSS' ? 'PSS' : 'PKCS#1 v1.5'} with ${parameters.hash}`,
      digest: parameters.hash,
      accepts: (kind) => kind === 'RSA',
    },
    (publicKey, message, signature) => {
      if (publicKey.kind !== 'RSA' || !allowsPadding(publicKey, parameters)) return false
      return withRsa(({ RSA }) => RSA.current().verify(publicKey, parameters, message, signature))
    },
  )

/** Schemes whose parameters are absent, or nothing more than NULL where the note says so. */
const BY_OID = /* @__PURE__ */ new Map<string, { scheme: SignatureScheme; allowsNull: boolean }>([
  // GM/T 0006 names the first; .301.1 and .301 stand in CMS and seals in use. Some write NULL after them.
  ['1.2.156.10197.1.501', { scheme: SM2_WITH_SM3, allowsNull: true }],
  ['1.2.156.10197.1.301.1', { scheme: SM2_WITH_SM3, allowsNull: true }],
  ['1.2.156.10197.1.301', { scheme: SM2_WITH_SM3, allowsNull: true }],
  // RFC 5758, 3.2: absent.
  ['1.2.840.10045.4.3.2', { scheme: ecdsa('SHA-256'), allowsNull: false }],
  ['1.2.840.10045.4.3.3', { scheme: ecdsa('SHA-384'), allowsNull: false }],
  ['1.2.840.10045.4.3.4', { scheme: ecdsa('SHA-512'), allowsNull: false }],
  // RFC 4055, 5: NULL, and absent must be taken too.
  ['1.2.840.113549.1.1.11', { scheme: rsa({ padding: 'PKCS1', hash: 'SHA-256' }), allowsNull: true }],
  ['1.2.840.113549.1.1.12', { scheme: rsa({ padding: 'PKCS1', hash: 'SHA-384' }), allowsNull: true }],
  ['1.2.840.113549.1.1.13', { scheme: rsa({ padding: 'PKCS1', hash: 'SHA-512' }), allowsNull: true }],
  // RFC 8410, 3: absent.
  ['1.3.101.112', { scheme: edwards('Ed25519'), allowsNull: false }],
  ['1.3.101.113', { scheme: edwards('Ed448'), allowsNull: false }],
])

const RSASSA_PSS = '1.2.840.113549.1.1.10'
const NULL = /* @__PURE__ */ Uint8Array.of(5, 0)

/**
 * The scheme that an `AlgorithmIdentifier` names.
 *
 * @returns nothing where it is not known, is no longer safe (SHA-1, MD5), or its parameters are not as they should be
 */
export function signatureScheme(algorithm: AlgorithmIdentifier): SignatureScheme | undefined {
  const { oid, parameters } = algorithm
  if (oid === RSASSA_PSS) {
    const pss = parameters && readPssParameters(parameters)
    return pss && rsa(pss)
  }
  const entry = BY_OID.get(oid)
  if (entry === undefined || parameters === undefined) return entry?.scheme
  return entry.allowsNull && equalBytes(parameters, NULL) ? entry.scheme : undefined
}
