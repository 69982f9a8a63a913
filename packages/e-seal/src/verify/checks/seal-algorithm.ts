import { type Certificate, type Check, failed, passed, TrustError } from '@xinyin/core'
import { isSm2WithSm3 } from '../../seal/algorithm.ts'

/**
 * The algorithm is SM2 with SM3, and the key is one for it. The standards of seals know no other (GB/T 38540-2020, 5;
 * GM/T 0031): a seal with RSA or ECDSA does not pass, whatever else is right with it.
 */
export function checkAlgorithm(id: string, algorithm: string, certificate: Certificate | TrustError): Check {
  const key = certificate instanceof TrustError ? 'unknown' : certificate.publicKey.kind
  const facts = { algorithm, key }
  return isSm2WithSm3(algorithm) && key === 'SM2'
    ? passed(id, facts)
    : failed(id, 'ERR_SEAL_ALGORITHM', facts)
}
