import { type PublicKey, signatureScheme } from '@xinyin/core'
import { isSm2WithSm3, SM2_WITH_SM3 } from '../seal/algorithm.ts'
import { normalizeValue, type ValueForm } from '../signature/value.ts'

/** Verifies the value of a signature in any of the forms in use. */
export async function verifyValue(
  algorithm: string,
  key: PublicKey,
  message: Uint8Array,
  value: Uint8Array,
): Promise<{ holds: boolean; form: ValueForm }> {
  const { der, form } = normalizeValue(value)
  const oid = isSm2WithSm3(algorithm) ? SM2_WITH_SM3 : algorithm
  const scheme = signatureScheme({ oid, parameters: undefined })
  return { holds: scheme !== undefined && (await scheme.verify(key, message, der)), form }
}
