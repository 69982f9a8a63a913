import { createNodeProvider } from './node.ts'
import { findNodeCrypto, type NodeCrypto } from './node-module.ts'
import { portableProvider } from './portable.ts'
import { provenFirst } from './proven.ts'
import type { Algorithm, Provider } from './provider.ts'
import { works, worksLater } from './self-test.ts'
import { type WebCryptoProvider, webcryptoProvider } from './webcrypto.ts'

/** What computes an algorithm. */
export type ProviderName = 'node:crypto' | 'WebCrypto' | 'portable'

/** `fastest` is what runs; the others are one provider throughout, and portable code for what it lacks. */
export type ProviderChoice = 'fastest' | 'node' | 'webcrypto' | 'portable'

const ALGORITHMS: readonly Algorithm[] = ['SM2', 'SM3', 'SM4', 'SHA2', 'ECDSA', 'Ed25519', 'Ed448', 'RSA']

/** An implementation, and whose it is. */
export interface Chosen<A extends Algorithm> {
  readonly implementation: Provider[A]
  name(): ProviderName
}

let choice: ProviderChoice = 'fastest'
/** What was found for each algorithm, by choice, on its first use. */
const found: Readonly<Record<ProviderChoice, Map<Algorithm, Chosen<Algorithm>>>> = {
  fastest: new Map(),
  node: new Map(),
  webcrypto: new Map(),
  portable: new Map(),
}

/**
 * The implementation of one algorithm: native where the platform has it and it gives the known answers, else WebCrypto,
 * else portable. Platforms that stand in for Node lack some algorithms, hence the choice by algorithm.
 */
export function provider<A extends Algorithm>(algorithm: A): Provider[A] {
  return chosen(algorithm).implementation
}

function chosen<A extends Algorithm>(algorithm: A): Chosen<A> {
  // Under one name only what was chosen for that name is kept.
  const kept = found[choice].get(algorithm) as Chosen<A> | undefined
  if (kept !== undefined) return kept
  const made = CHOOSE[choice](algorithm)
  found[choice].set(algorithm, made as unknown as Chosen<Algorithm>)
  return made
}

const CHOOSE: Readonly<Record<ProviderChoice, <A extends Algorithm>(algorithm: A) => Chosen<A>>> = {
  fastest: (algorithm) => choose(algorithm, findNodeCrypto()),
  node(algorithm) {
    const crypto = findNodeCrypto()
    if (crypto === undefined) throw new TypeError('choice: this platform has no node:crypto')
    return { implementation: nativeOf(crypto)[algorithm], name: () => 'node:crypto' }
  },
  webcrypto: chooseWithoutNode,
  portable: choosePortable,
}

function choosePortable<A extends Algorithm>(algorithm: A): Chosen<A> {
  return { implementation: portableProvider[algorithm], name: () => 'portable' }
}

const natives = new WeakMap<NodeCrypto, Provider>()

/** One provider for one `node:crypto`, so that its algorithms share the imported keys. */
function nativeOf(crypto: NodeCrypto): Provider {
  const kept = natives.get(crypto) ?? createNodeProvider(crypto)
  natives.set(crypto, kept)
  return kept
}

/** Holds what a platform has of an algorithm against its known answers. */
export function choose<A extends Algorithm>(algorithm: A, crypto: NodeCrypto | undefined): Chosen<A> {
  if (crypto === undefined) return chooseWithoutNode(algorithm)
  const implementation = nativeOf(crypto)[algorithm]
  if (!works(algorithm, implementation)) return chooseWithoutNode(algorithm)
  return {
    implementation: orPortable(implementation, portableProvider[algorithm]),
    name: () => 'node:crypto',
  }
}

const isOfWebCrypto = (algorithm: Algorithm): algorithm is keyof WebCryptoProvider =>
  Object.hasOwn(webcryptoProvider, algorithm)

function chooseWithoutNode<A extends Algorithm>(algorithm: A): Chosen<A> {
  if (!isOfWebCrypto(algorithm) || globalThis.crypto?.subtle === undefined) return choosePortable(algorithm)
  const claimed: Provider[keyof WebCryptoProvider] = webcryptoProvider[algorithm]
  const { implementation, failed } = provenFirst(claimed, portableProvider[algorithm], () =>
    worksLater(algorithm, claimed as Provider[A & keyof WebCryptoProvider]),
  )
  return { implementation: implementation as Provider[A], name: () => (failed() ? 'portable' : 'WebCrypto') }
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

/** For tests and benchmarks, which must see all of them. It is no part of the package's interface. */
export function chooseProvider(next: ProviderChoice): void {
  choice = next
}

/** For what is chosen by other means than an algorithm of the provider. */
export function currentChoice(): ProviderChoice {
  return choice
}

/**
 * Says what computes each algorithm here.
 *
 * WebCrypto is held against its known answers on first use, since it answers later: until then, what it claims is told.
 */
export function describeProvider(): Readonly<Record<Algorithm, ProviderName>> {
  return Object.fromEntries(ALGORITHMS.map((algorithm) => [algorithm, chosen(algorithm).name()])) as Record<
    Algorithm,
    ProviderName
  >
}
