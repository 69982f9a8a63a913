import type { SignedValue } from '../signature/signed-value.ts'
import type { DataSignatureTimes } from './data-signature.ts'
import type { PathPolicy } from './revocation.ts'
import { inspectSealSignature, type SignatureFinding } from './signature.ts'

/** Checks a signed value of either type over data; see `inspectSealSignature` and `inspectDataSignature`. */
export async function inspectSignedValue(
  value: SignedValue,
  data: Uint8Array,
  policy: PathPolicy,
  times: DataSignatureTimes,
): Promise<SignatureFinding> {
  if (value.type === 'Seal') return inspectSealSignature(value.signature, data, policy, times.now)
  // Most documents have no signature without a seal; what verifies its messages is loaded with the first.
  const { inspectDataSignature } = await import('./seldom.ts')
  return inspectDataSignature(value.signature, data, policy, times)
}
