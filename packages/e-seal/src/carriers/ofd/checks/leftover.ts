import { CoreError } from '@xinyin/core'
import { parseDer } from '@xinyin/core/der'
import { signatureForm } from '../../../seal/version.ts'
import type { OfdPackage } from '../package.ts'
import type { ListedSignature } from '../signature-list.ts'
import { hasRoot } from '../xml/root.ts'
import type { DescribedSignature } from './context.ts'

/** The shape of a `SES_Signature` down to the seal's header has fewer elements than this in any one place. */
const SHAPE = { maxElements: 16, maxDepth: 8 }

/**
 * A file of the package that is the description or the value of a signature which no list names: what stays behind
 * when an entry is taken out of the list. The files of the removed signature are covered by one made after it, so
 * that they cannot be taken out as well.
 */
export function leftoverFile(
  { files }: OfdPackage,
  listed: readonly ListedSignature[],
  described: readonly DescribedSignature[],
): string | undefined {
  // Whose files are whose is not known when a description cannot be read; that fails by itself.
  if (described.length < listed.length) return undefined
  const own = new Set(listed.map(({ file }) => file))
  for (const each of described) own.add(each.described.signedValueFile)
  for (const [file, bytes] of files) {
    if (!own.has(file) && (hasRoot(bytes, 'Signature') || isSignatureValue(bytes))) return file
  }
  return undefined
}

function isSignatureValue(bytes: Uint8Array): boolean {
  try {
    return bytes[0] === 0x30 && signatureForm(parseDer(bytes, SHAPE)) !== undefined
  } catch (error) {
    if (error instanceof CoreError) return false
    throw error
  }
}
