import type { AlgorithmPolicy } from '../crypto/policy.ts'
import { parseLegacyPublicKey } from './legacy-key.ts'
import { legacySignatureScheme } from './legacy-scheme.ts'

/**
 * Takes what `CURRENT_ALGORITHMS` takes, and what is broken or too weak for today besides: SHA-1, MD5 with RSA, SHA-224,
 * RSA keys of 1024 to 2047 bits, DSA. Whoever wants to can make two certificates with one MD5 or SHA-1, so that a
 * signature made with them proves nothing that was signed after they fell.
 *
 * For archives whose time is proved otherwise, and for test suites; never for what arrives today.
 *
 * @example
 * const report = await inspectPath(old, { trust, role, at, algorithms: legacyAlgorithms })
 */
export const legacyAlgorithms: AlgorithmPolicy = {
  scheme: legacySignatureScheme,
  publicKey: parseLegacyPublicKey,
}
