import { readSealSignature } from './read.ts'
import type { SignedValue } from './signed-value.ts'

/** Thrown to ourselves where a signature is of GM/T 0031-2014. */
const FIRST_FOUND = /* @__PURE__ */ Symbol('a signature of the first version')

/**
 * `parseSignedValue` for verifiers: what reads messages (GB/T 35275-2017), and signatures of GM/T 0031-2014 with all that
 * stands there in place of a time, is loaded for a value that is one. Most are neither.
 */
export async function loadSignedValue(bytes: Uint8Array, type: SignedValue['type']): Promise<SignedValue> {
  if (type === 'Seal') {
    try {
      const signature = readSealSignature(bytes, () => {
        throw FIRST_FOUND
      })
      return { type, signature }
    } catch (error) {
      if (error !== FIRST_FOUND) throw error
    }
  }
  return (await import('../verify/seldom.ts')).parseSignedValue(bytes, type)
}
