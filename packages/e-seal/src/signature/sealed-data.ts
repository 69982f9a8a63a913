import { digestSm3 } from '@xinyin/core'

/** What a signature with a seal is over: the data, or its digest where the data is too large to be at hand. */
export type SealedData = Uint8Array | { readonly sm3: Uint8Array }

/** SM3 of the data: what `dataHash` of `TBS_Sign` is to be (GB/T 38540-2020, 7.1). */
export function dataHashOf(data: SealedData): Uint8Array {
  if (data instanceof Uint8Array) return digestSm3(data)
  if (data.sm3.length !== 32) throw new RangeError('data: an SM3 digest has 32 octets')
  return data.sm3
}
