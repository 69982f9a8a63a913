import type { SignedValue } from '../signature/signed-value.ts'
import { type DataSignatureTimes, inspectDataSignature } from './data-signature.ts'
import type { PathPolicy } from './revocation.ts'
import { inspectSealSignature, type SignatureFinding } from './signature.ts'

/** Checks a signed value of either type over data; see `inspectSealSignature` and `inspectDataSignature`. */
export async function inspectSignedValue(
  value: SignedValue,
  data: Uint8Array,
  policy: PathPolicy,
  times: DataSignatureTimes,
): Promise<SignatureFinding> {
  return value.type === 'Seal'
    ? inspectSealSignature(value.signature, data, policy, times.now)
    : inspectDataSignature(value.signature, data, policy, times)
}
