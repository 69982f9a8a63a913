import type { LicenceForm } from '../../../src/metadata/data.ts'
import type { LicencePolicy } from '../../../src/verify/policy.ts'
import type { World } from './world.ts'

/** What of a licence is attacked, or of what is known about it. */
export type AttackArea =
  | 'issuer'
  | 'scope'
  | 'certificate'
  | 'state'
  | 'status list'
  | 'period'
  | 'version'
  | 'holder'
  | 'key binding'
  | 'disclosure'
  | 'face'
  | 'identity'
  | 'alteration'
  | 'parser'

/** The check that has to stand against it, and its code. */
export type Refusal = `${string} ERR_${string}`

/** What a verifier is given, and what he knows beside it, where that is what refuses it. */
export interface Attempt {
  readonly input: Uint8Array | string
  readonly policy?: Partial<LicencePolicy>
}

type Built = Attempt | Uint8Array | string

/** A way to have a licence taken that should not be. */
export interface Attack {
  readonly area: AttackArea
  /** What is done: `a seal of another authority`. */
  readonly name: string
  /** The forms in which it can be tried, and what has to refuse it there, whatever else does. */
  readonly refusedBy: Readonly<Partial<Record<LicenceForm, Refusal>>>
  build(world: World, form: LicenceForm): Promise<Attempt>
}

const FORMS = ['ofd', 'sd-jwt', 'qr'] as const

/** One refusal for every form. */
const inEach = (refusal: Refusal) => Object.fromEntries(FORMS.map((form) => [form, refusal]))

/**
 * @param refusedBy - one for all three forms, or for each form that it fits
 * @param build - makes the forgery as far as a real attacker could: with keys of his own, or those of whoever turned
 *   against the rest
 */
export function attack(
  area: AttackArea,
  name: string,
  refusedBy: Refusal | Attack['refusedBy'],
  build: (world: World, form: LicenceForm) => Built | Promise<Built>,
): Attack {
  return {
    area,
    name,
    refusedBy: typeof refusedBy === 'string' ? inEach(refusedBy) : refusedBy,
    build: async (world, form) => {
      const built = await build(world, form)
      return typeof built === 'string' || built instanceof Uint8Array ? { input: built } : built
    },
  }
}

/** An attack that needs nothing done to the licence: what the verifier knows refuses it. */
export const known = (
  area: AttackArea,
  name: string,
  refusedBy: Refusal | Attack['refusedBy'],
  policy: (world: World) => Partial<LicencePolicy> | Promise<Partial<LicencePolicy>>,
): Attack =>
  attack(area, name, refusedBy, async (world, form) => ({
    input: world.licence[form],
    policy: await policy(world),
  }))
