import { type ClientKey, clientKeyAlgorithm } from '../keys/client-key.ts'
import type { ProviderOptions } from '../options.ts'

/** FAPI 2.0 Security Profile, 5.4.1: what may sign. Ed25519 goes by two names. */
export const FAPI_ALGORITHMS: readonly string[] = ['PS256', 'ES256', 'EdDSA', 'Ed25519']

const isAllowed = (algorithm: string) => FAPI_ALGORITHMS.includes(algorithm)
const ALLOWED = 'PS256, ES256 or EdDSA'

/**
 * What options lack that the FAPI 2.0 Security Profile demands of a client.
 *
 * @returns sentences that name the options
 */
export function fapiOptionProblems(options: ProviderOptions, key: ClientKey | undefined): string[] {
  const { binding, algorithms = [], sm2, pushedRequests, profile, signer, assertionAudience } = options
  if (profile !== 'fapi2') return []
  const keyAlgorithm = key === undefined ? undefined : clientKeyAlgorithm(key)
  const problems: (string | false)[] = [
    // 5.3.3.1: sender-constrained tokens.
    binding === undefined && 'binding: the profile fapi2 needs dpop or certificate',
    binding?.by === 'dpop' &&
      binding.algorithm === 'SM2' &&
      `binding.algorithm: the profile fapi2 takes ${ALLOWED}`,
    keyAlgorithm !== undefined &&
      !isAllowed(keyAlgorithm) &&
      `${signer === undefined ? 'clientKey' : 'signer'}: the profile fapi2 takes ${ALLOWED}, not ${keyAlgorithm}`,
    // 5.3.3.4: the issuer is the one audience of assertions.
    (assertionAudience ?? 'issuer') !== 'issuer' &&
      'assertionAudience: the profile fapi2 has assertions for the issuer alone',
    !algorithms.every(isAllowed) && `algorithms: the profile fapi2 takes ${ALLOWED}`,
    sm2 !== undefined && 'sm2: the profile fapi2 has no place for SM2',
    pushedRequests === false && 'pushedRequests: the profile fapi2 pushes every request',
  ]
  return problems.filter((problem) => problem !== false)
}
