import type { OfdOptions } from '@xinyin/e-seal/ofd'
import type { Carrier, KeyedCarrier } from './carrier.ts'

/** What of a document is attacked. */
export type AttackArea =
  | 'package'
  | 'parser'
  | 'bomb'
  | 'graph'
  | 'digest'
  | 'signature'
  | 'seal'
  | 'certificate'
  | 'time'
  | 'order'
  | 'stripping'
  | 'smuggling'

/** The check that has to stand against a document, and its code. */
export type Refusal = readonly [check: string, code: string]

/** A way to make a document say what nobody sealed. */
export interface Attack {
  /** What is done to the document: `an entry of the same name behind`. */
  readonly name: string
  readonly area: AttackArea
  /** What has to refuse it, whatever else does. */
  refusedBy(carrier: Carrier): Refusal
  /** Whether the document has what is attacked. */
  applies(carrier: Carrier): boolean
  build(carrier: Carrier): Uint8Array | Promise<Uint8Array>
  /** What the verifier knows beside the document, where that is what refuses it. */
  options?(carrier: Carrier): Partial<OfdOptions> | Promise<Partial<OfdOptions>>
}

type Refusing = Refusal | ((carrier: Carrier) => Refusal)
type Built = Uint8Array | Promise<Uint8Array>
type Known<Of extends Carrier> = (carrier: Of) => Partial<OfdOptions> | Promise<Partial<OfdOptions>>

const refusing = (by: Refusing) => (typeof by === 'function' ? by : () => by)

/** An attack by anybody who holds the document. */
export const open = (
  area: AttackArea,
  name: string,
  by: Refusing,
  build: (carrier: Carrier) => Built,
  more: { applies?: (carrier: Carrier) => boolean; options?: Known<Carrier> } = {},
): Attack => ({ area, name, refusedBy: refusing(by), build, applies: () => true, ...more })

/** An attack by somebody who holds keys: of the office, or of makers and authorities. */
export const keyed = (
  area: AttackArea,
  name: string,
  by: Refusing,
  build: (carrier: KeyedCarrier) => Built,
  more: { applies?: (carrier: Carrier) => boolean; options?: Known<KeyedCarrier> } = {},
): Attack => {
  const { applies = () => true, options } = more
  return {
    area,
    name,
    refusedBy: refusing(by),
    build: (carrier) => build(carrier as KeyedCarrier),
    applies: (carrier) => carrier.world !== undefined && applies(carrier),
    ...(options === undefined ? {} : { options: (carrier) => options(carrier as KeyedCarrier) }),
  }
}
