import { createNodeProvider } from './node.ts'
import { portableProvider } from './portable.ts'
import type { Algorithm, Provider } from './provider.ts'

/** What computes an algorithm. */
export type ProviderName = 'node:crypto' | 'WebCrypto' | 'portable'

export type ProviderChoice = 'fastest' | 'portable'

const ALGORITHMS: readonly Algorithm[] = ['SM2', 'SM3', 'SM4', 'SHA2', 'ECDSA', 'Ed25519', 'RSA']

let choice: ProviderChoice = 'fastest'
let native: Partial<Provider> | undefined

/**
 * The implementation of one algorithm: native where the platform has it and it passes its known-answer test, else
 * portable. Platforms that stand in for Node lack some algorithms, hence the choice by algorithm.
 */
export function provider<A extends Algorithm>(algorithm: A): Provider[A] {
  if (choice === 'portable') return portableProvider[algorithm]
  native ??= createNodeProvider()
  return native[algorithm] ?? portableProvider[algorithm]
}

/** For tests and benchmarks, which must see both. It is no part of the package's interface. */
export function chooseProvider(next: ProviderChoice): void {
  choice = next
}

/** Says what computes each algorithm here. */
export function describeProvider(): Readonly<Record<Algorithm, ProviderName>> {
  const name = (algorithm: Algorithm): ProviderName => {
    if (provider(algorithm) !== portableProvider[algorithm]) return 'node:crypto'
    return algorithm === 'RSA' ? 'WebCrypto' : 'portable'
  }
  return Object.fromEntries(ALGORITHMS.map((algorithm) => [algorithm, name(algorithm)])) as Record<
    Algorithm,
    ProviderName
  >
}
