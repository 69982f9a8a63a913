import { createNodeProvider } from './node.ts'
import { findNodeCrypto, type NodeCrypto } from './node-module.ts'
import { portableProvider } from './portable.ts'
import type { Algorithm, Provider } from './provider.ts'
import { works } from './self-test.ts'

/** What computes an algorithm. */
export type ProviderName = 'node:crypto' | 'WebCrypto' | 'portable'

export type ProviderChoice = 'fastest' | 'node' | 'webcrypto' | 'portable'

const ALGORITHMS: readonly Algorithm[] = ['SM2', 'SM3', 'SM4', 'SHA2', 'ECDSA', 'Ed25519', 'RSA']

let choice: ProviderChoice = 'fastest'
/** What each algorithm was found to be best computed by, on its first use. */
const fastest = new Map<Algorithm, Provider[Algorithm]>()

/**
 * The implementation of one algorithm: native where the platform has it and it gives the known answers, else portable.
 * Platforms that stand in for Node lack some algorithms, hence the choice by algorithm.
 */
export function provider<A extends Algorithm>(algorithm: A): Provider[A] {
  if (choice === 'portable') return portableProvider[algorithm]
  // Under one name only what `choose` found for that name is kept.
  const kept = fastest.get(algorithm) as Provider[A] | undefined
  if (kept !== undefined) return kept
  const found = choose(algorithm, findNodeCrypto())
  fastest.set(algorithm, found)
  return found
}

const natives = new WeakMap<NodeCrypto, Provider>()

/** One provider for one `node:crypto`, so that its algorithms share the imported keys. */
function nativeOf(crypto: NodeCrypto): Provider {
  const kept = natives.get(crypto) ?? createNodeProvider(crypto)
  natives.set(crypto, kept)
  return kept
}

/** Holds what a platform has of an algorithm against its known answers. */
export function choose<A extends Algorithm>(algorithm: A, crypto: NodeCrypto | undefined): Provider[A] {
  if (crypto === undefined) return portableProvider[algorithm]
  const implementation = nativeOf(crypto)[algorithm]
  if (!works(algorithm, implementation)) return portableProvider[algorithm]
  return orPortable(implementation, portableProvider[algorithm])
}

type Verify = (...given: never[]) => boolean | Promise<boolean>

/** Lets portable code verify what native code throws at: platforms differ in the sizes of keys that they import. */
function orPortable<P extends object>(native: P, portable: P): P {
  if (!canVerify(native) || !canVerify(portable)) return native
  const verify: Verify = (...given) => {
    try {
      return native.verify(...given)
    } catch {
      return portable.verify(...given)
    }
  }
  return { ...native, verify }
}

const canVerify = (implementation: object): implementation is { verify: Verify } => 'verify' in implementation

/** For tests and benchmarks, which must see both. It is no part of the package's interface. */
export function chooseProvider(next: ProviderChoice): void {
  choice = next
}

/** For what is chosen by other means than an algorithm of the provider. */
export function currentChoice(): ProviderChoice {
  return choice
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
