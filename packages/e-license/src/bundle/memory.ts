import { digest, encodeHex, TrustError } from '@xinyin/core'
import { isJsonObject, parseStrictJson } from '@xinyin/core/json'
import { parseTrustListMemory, type TrustListMemory } from '@xinyin/core/trust'
import { bundleError } from './codes.ts'

/**
 * What is kept of a bundle that was verified, so that no older one, no other one of its number, and none with older trust
 * lists is taken for the next. It is plain JSON. Keep it where nobody else writes.
 */
export interface BundleMemory {
  readonly bundle: string
  readonly sequence: number
  /** SM3 over the content, in lower-case hexadecimal. */
  readonly digest: string
  readonly trustLists: readonly TrustListMemory[]
}

/** What the content of a bundle is remembered by. */
export const contentDigest = (payload: Uint8Array): string => encodeHex(digest('SM3', payload))

/** @throws LicenceError `ERR_BUNDLE_MEMORY` for anything but the memory of a bundle */
export function parseBundleMemory(text: string): BundleMemory {
  try {
    const value = parseStrictJson(text)
    if (!isJsonObject(value)) throw bundleError('ERR_BUNDLE_MEMORY')
    const { bundle, sequence, digest: hash, trustLists } = value
    const isFit =
      typeof bundle === 'string' &&
      typeof sequence === 'number' &&
      Number.isSafeInteger(sequence) &&
      typeof hash === 'string' &&
      /^[\da-f]{64}$/.test(hash) &&
      Array.isArray(trustLists)
    if (!isFit) throw bundleError('ERR_BUNDLE_MEMORY')
    const memories = trustLists.map((memory: unknown) => {
      const territory = isJsonObject(memory) ? memory['territory'] : undefined
      if (typeof territory !== 'string') throw bundleError('ERR_BUNDLE_MEMORY')
      return parseTrustListMemory(JSON.stringify(memory), territory)
    })
    return { bundle, sequence, digest: hash, trustLists: memories }
  } catch (cause) {
    if (!(cause instanceof TrustError)) throw cause
    throw bundleError('ERR_BUNDLE_MEMORY', {}, cause)
  }
}
