import { TrustError } from '@xinyin/core'
import { parseSealSignature } from '@xinyin/e-seal'
import { sameMessage } from './message.ts'
import { sameFiles } from './mutation/archive.ts'

const equal = (a: Uint8Array, b: Uint8Array) => Buffer.from(a).equals(b)

// The algorithm's identifier lies outside what is signed. SM2 with SM3 goes by several, all of them read.
function sameSealSignature(input: Uint8Array, seed: Uint8Array): boolean {
  try {
    const [found, made] = [parseSealSignature(input), parseSealSignature(seed)]
    return (
      equal(found.signedBytes, made.signedBytes) &&
      equal(found.signerCertificate, made.signerCertificate) &&
      equal(found.signature, made.signature)
    )
  } catch (error) {
    if (error instanceof TrustError) return false
    throw error
  }
}

/**
 * Whether two documents hold the same files, but for parts of signed values that nobody signed.
 *
 * @param open - a file that may differ
 */
export const sameDocument = (input: Uint8Array, seed: Uint8Array, open?: string): boolean =>
  sameFiles(
    input,
    seed,
    (name, a, b) =>
      equal(a, b) ||
      name === open ||
      (name.toLowerCase().endsWith('value.dat') && (sameMessage(a, b) || sameSealSignature(a, b))),
  )
