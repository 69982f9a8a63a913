import { findNodeCrypto, type NodeCrypto } from './node-module.ts'

/** What computes an algorithm. */
export type ProviderName = 'node:crypto' | 'WebCrypto' | 'portable'

/** `fastest` is what runs; the others are one provider throughout, and portable code for what it lacks. */
export type ProviderChoice = 'fastest' | 'node' | 'webcrypto' | 'portable'

/** One thing that an implementation is asked. */
export interface Trial {
  readonly expected: boolean
  ask(): boolean | Promise<boolean>
}

/** An implementation, and whose it is. */
export interface Chosen<P> {
  readonly implementation: P
  name(): ProviderName
}

/** All that there is of one algorithm. It stands in a file of its own, so that who uses one loads no other. */
export interface Algorithm<P extends object> {
  /** Runs wherever JavaScript does. */
  readonly portable: P
  /** What `node:crypto` claims to do; whether it does is for the trials to say. */
  native(crypto: NodeCrypto): P
  /** What runs where there is `node:crypto`, if not its code with portable code for what that throws at. */
  together?(native: P, portable: P): P
  /** What runs where there is no `node:crypto`, if not portable code. */
  elsewhere?(): Chosen<P>
  /** Known answers, good and bad. */
  trials(implementation: P): readonly Trial[]
}

/** An algorithm whose implementation is chosen on its first use. */
export interface ChosenAlgorithm<P extends object> extends Algorithm<P> {
  /**
   * The implementation: native where the platform has it and it gives the known answers, else WebCrypto, else portable.
   * Platforms that stand in for Node lack some algorithms, hence the choice by algorithm.
   */
  current(): P
  chosen(): Chosen<P>
  /** Holds what a platform has of the algorithm against its known answers. */
  choose(crypto: NodeCrypto | undefined): Chosen<P>
}

let choice: ProviderChoice = 'fastest'

/** For tests and benchmarks, which must see all of them. It is no part of the package's interface. */
export function chooseProvider(next: ProviderChoice): void {
  choice = next
}

/** For what is chosen by other means than an algorithm of the provider. */
export function currentChoice(): ProviderChoice {
  return choice
}

export function chosenAlgorithm<P extends object>(algorithm: Algorithm<P>): ChosenAlgorithm<P> {
  const { portable } = algorithm
  const inPortableCode: Chosen<P> = { implementation: portable, name: () => 'portable' }
  const elsewhere = () => algorithm.elsewhere?.() ?? inPortableCode
  const choose = (crypto: NodeCrypto | undefined): Chosen<P> => {
    if (crypto === undefined) return elsewhere()
    const native = algorithm.native(crypto)
    if (!works(() => algorithm.trials(native))) return elsewhere()
    const safe = orPortable(native, portable)
    return { implementation: algorithm.together?.(safe, portable) ?? safe, name: () => 'node:crypto' }
  }
  const CHOOSE: Readonly<Record<ProviderChoice, () => Chosen<P>>> = {
    fastest: () => choose(findNodeCrypto()),
    node() {
      const crypto = findNodeCrypto()
      if (crypto === undefined) throw new TypeError('choice: this platform has no node:crypto')
      return { implementation: algorithm.native(crypto), name: () => 'node:crypto' }
    },
    webcrypto: elsewhere,
    portable: () => inPortableCode,
  }
  const found: Partial<Record<ProviderChoice, Chosen<P>>> = {}
  const chosen = (): Chosen<P> => {
    // Under one name only what was chosen for that name is kept.
    const kept = found[choice] ?? CHOOSE[choice]()
    found[choice] = kept
    return kept
  }
  return { ...algorithm, choose, chosen, current: () => chosen().implementation }
}

/**
 * Whether an implementation gives the known answers, good and bad, and gives them at once: a platform that claims an
 * algorithm and computes another, or throws, is passed over.
 */
export function works(trials: () => readonly Trial[]): boolean {
  try {
    // A promise is neither true nor false: what is tested here answers at once.
    return trials().every(({ expected, ask }) => ask() === expected)
  } catch {
    return false
  }
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
