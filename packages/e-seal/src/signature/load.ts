import { readSealSignature } from './read.ts'
import type { SignedValue } from './signed-value.ts'

/** Thrown to ourselves where a token stands in place of the time. */
const TOKEN_FOUND = /* @__PURE__ */ Symbol('a time stamp in place of the time')

/**
 * `parseSignedValue` for verifiers: what reads messages (GB/T 35275-2017) and time stamps is loaded for a value that is
 * one or has one in place of its time. Most are neither.
 */
export async function loadSignedValue(bytes: Uint8Array, type: SignedValue['type']): Promise<SignedValue> {
  if (type === 'Seal') {
    try {
      const signature = readSealSignature(bytes, () => {
        throw TOKEN_FOUND
      })
      return { type, signature }
    } catch (error) {
      if (error !== TOKEN_FOUND) throw error
    }
  }
  return (await import('../verify/seldom.ts')).parseSignedValue(bytes, type)
}
