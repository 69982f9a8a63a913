import type { ChosenAlgorithm, ProviderName } from './algorithm.ts'
import { ECDSA } from './ecdsa.ts'
import { Ed448, Ed25519 } from './edwards.ts'
import type { Algorithm, Provider } from './provider.ts'
import { RSA } from './rsa.ts'
import { SHA2 } from './sha2.ts'
import { SM2 } from './sm2.ts'
import { SM3 } from './sm3.ts'
import { SM4 } from './sm4.ts'

/** Every algorithm. What computes one takes it from its own file. */
export const ALGORITHMS: { readonly [A in Algorithm]: ChosenAlgorithm<Provider[A]> } = {
  SM2,
  SM3,
  SM4,
  SHA2,
  ECDSA,
  Ed25519,
  Ed448,
  RSA,
}

/**
 * Says what computes each algorithm here.
 *
 * WebCrypto is held against its known answers on first use, since it answers later: until then, what it claims is told.
 *
 * With SM2 keys in constant use, Node verifies by their tables in portable code, which is faster; it says `node:crypto` of
 * SM2 all the same, which decides where the table does not take a signature.
 */
export function describeProvider(): Readonly<Record<Algorithm, ProviderName>> {
  return Object.fromEntries(
    Object.entries(ALGORITHMS).map(([name, algorithm]) => [name, algorithm.chosen().name()]),
  ) as Record<Algorithm, ProviderName>
}
