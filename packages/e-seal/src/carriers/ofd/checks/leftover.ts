import { CoreError } from '@xinyin/core'
import { parseDer } from '@xinyin/core/der'
import { signatureForm } from '../../../seal/version.ts'
import { hasRoot } from '../xml/root.ts'

/** The shape of a `SES_Signature` down to the seal's header has fewer elements than this in any one place. */
const SHAPE = { maxElements: 16, maxDepth: 8 }

/**
 * Whether a file is the description or the value of a signature. One that no list names is what stays behind when an entry
 * is taken out of the list. The files of the removed signature are covered by one made after it, so that they cannot be
 * taken out as well.
 */
export function isLeftover(bytes: Uint8Array): boolean {
  return hasRoot(bytes, 'Signature') || isSignatureValue(bytes)
}

function isSignatureValue(bytes: Uint8Array): boolean {
  try {
    return bytes[0] === 0x30 && signatureForm(parseDer(bytes, SHAPE)) !== undefined
  } catch (error) {
    if (error instanceof CoreError) return false
    throw error
  }
}
