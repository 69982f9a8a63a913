import type { SesForm } from '@xinyin/e-seal'
import { contentOf, type KeyedCarrier, lastSignature } from './carrier.ts'
import { openSignature, type Parts, type Remaking, remakeSeal } from './ses.ts'

/** The form of a carrier that is sealed. */
export function sesForm({ form }: KeyedCarrier): SesForm {
  if (form === 'GB/T 35275-2017') throw new TypeError('carrier: has no seal')
  return form
}

/** The seal that the last signature was made with, DER. */
export function sealOf(carrier: KeyedCarrier): Uint8Array {
  const value = contentOf(carrier, lastSignature(carrier).value)
  return openSignature(value, sesForm(carrier)).toSign[1] ?? new Uint8Array(0)
}

/** That seal, with some of it changed. */
export const sealBy = (carrier: KeyedCarrier, how: Remaking): Promise<Uint8Array> =>
  remakeSeal(sealOf(carrier), sesForm(carrier), { timeStamp: carrier.world.timeStamp, ...how })

/** That seal, as its own maker would make it otherwise. */
export const sealWith = (carrier: KeyedCarrier, info: (parts: Parts) => Parts): Promise<Uint8Array> =>
  sealBy(carrier, { info, maker: carrier.world.maker })
