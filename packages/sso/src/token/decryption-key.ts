import type { CryptoKey, JWK } from 'jose'
import { MIN_RSA_BITS, rsaBits } from '../keys/usable.ts'

/** The private key for which a provider encrypts. A JWK with `alg` takes that algorithm only. */
export type DecryptionKey = CryptoKey | JWK

const RSA = ['RSA-OAEP-256']
const ECDH = ['ECDH-ES', 'ECDH-ES+A128KW', 'ECDH-ES+A256KW']
/** By what providers may encrypt for a portal's key (RFC 7518, 4.1): no passwords, no shared secrets, no RSA1_5. */
export const KEY_ALGORITHMS = [...RSA, ...ECDH]

/** The kinds of JWK, with the curves on which keys are agreed (RFC 7518, 6.2.1.1; RFC 8037, 2). */
const KINDS: ReadonlyMap<unknown, { algorithms: readonly string[]; operations: RegExp; curves: unknown[] }> =
  new Map([
    ['RSA', { algorithms: RSA, operations: /^(?:decrypt|unwrapKey)$/, curves: [undefined] }],
    ['EC', { algorithms: ECDH, operations: /^derive/, curves: ['P-256', 'P-384', 'P-521'] }],
    ['OKP', { algorithms: ECDH, operations: /^derive/, curves: ['X25519'] }],
  ])

export const isJwk = (key: DecryptionKey): key is JWK => 'kty' in key

/** What a JWK says it is for (RFC 7517, 4.2 to 4.4) has to be this. */
function isFittingJwk(key: JWK): boolean {
  const { kty, crv, d, alg, use, key_ops } = key
  const kind = KINDS.get(kty)
  return (
    kind !== undefined &&
    typeof d === 'string' &&
    kind.curves.includes(crv) &&
    (kty !== 'RSA' || rsaBits(key) >= MIN_RSA_BITS) &&
    (alg === undefined || kind.algorithms.includes(alg)) &&
    (use === undefined || use === 'enc') &&
    (key_ops === undefined || [key_ops].flat().some((operation) => kind.operations.test(operation)))
  )
}

function isFittingKey({ type, algorithm, usages = [] }: Partial<CryptoKey>): boolean {
  const { name, hash, modulusLength = 0 } = (algorithm ?? {}) as Partial<RsaHashedKeyAlgorithm>
  if (type !== 'private') return false
  if (name === 'ECDH' || name === 'X25519') return usages.includes('deriveBits')
  const isOaep = name === 'RSA-OAEP' && hash?.name === 'SHA-256' && modulusLength >= MIN_RSA_BITS
  return isOaep && usages.includes('decrypt')
}

/** Whether a key can decrypt what is encrypted by one of the algorithms. */
export function isDecryptionKey(key: unknown): boolean {
  if (typeof key !== 'object' || key === null) return false
  return 'kty' in key ? isFittingJwk(key as JWK) : isFittingKey(key)
}

/** The same for `jose`, which demands operations of a JWK that need not be among those it says. */
export function readableKey(key: DecryptionKey): DecryptionKey {
  if (!isJwk(key) || key.key_ops === undefined) return key
  const { key_ops: _, ...rest } = key
  return rest
}
