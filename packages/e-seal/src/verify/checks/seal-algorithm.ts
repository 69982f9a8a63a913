import { type Certificate, type Check, failed, passed, TrustError } from '@xinyin/core'

/** SM2 with SM3 under the names that seals in use give it. GB/T 38540 is for SM2; seals with RSA are not read. */
const SM2_WITH_SM3 = new Set(['1.2.156.10197.1.501', '1.2.156.10197.1.301.1', '1.2.156.10197.1.301'])

export const isSm2WithSm3 = (oid: string): boolean => SM2_WITH_SM3.has(oid)

/** The algorithm is SM2 with SM3, and the key is one for it. */
export function checkAlgorithm(id: string, algorithm: string, certificate: Certificate | TrustError): Check {
  const key = certificate instanceof TrustError ? 'unknown' : certificate.publicKey.kind
  const facts = { algorithm, key }
  return isSm2WithSm3(algorithm) && key === 'SM2'
    ? passed(id, facts)
    : failed(id, 'ERR_SEAL_ALGORITHM', facts)
}
