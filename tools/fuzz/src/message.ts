import { TrustError } from '@xinyin/core'
import { parseDataSignature } from '@xinyin/e-seal'

const equal = (a: Uint8Array, b: Uint8Array) => Buffer.from(a).equals(b)

/** What the first signer of a message signed, and the signature. */
function readSigned(bytes: Uint8Array) {
  try {
    const { message } = parseDataSignature(bytes)
    const [signer] = message.signers
    const signed = signer?.signedAttributes?.signedBytes ?? message.content
    return signer === undefined || signed === undefined ? undefined : { signed, signature: signer.signature }
  } catch (error) {
    if (error instanceof TrustError) return undefined
    throw error
  }
}

/** What of a message is not signed may change: how it is encoded, and what else goes along. */
export function sameMessage(input: Uint8Array, seed: Uint8Array): boolean {
  if (input[0] !== 0x30 || seed[0] !== 0x30) return false
  const [found, made] = [readSigned(input), readSigned(seed)]
  if (found === undefined || made === undefined) return false
  return equal(found.signed, made.signed) && equal(found.signature, made.signature)
}
