import { type Check, failed, passed, skipped } from '@xinyin/core'

/** What is known of a package's signatures as a whole. */
export interface SignatureCount {
  readonly found: number
  /** How many the caller says that there must be. */
  readonly expected: number | undefined
  /** Whether each signature's description could be read: else whose files are whose is not known. */
  readonly allDescribed: boolean
  /** A file of a signature that no list names. */
  readonly leftover: string | undefined
}

/** The document is signed, by as many as the caller says, and nothing is left of a signature that was taken off. */
export function checkSigned({ found, expected, allDescribed, leftover }: SignatureCount): Check {
  const id = 'ofd.signed'
  if (expected !== undefined && expected !== found)
    return failed(id, 'ERR_OFD_SIGNATURE_COUNT', { found, expected })
  if (found === 0) return failed(id, 'ERR_OFD_UNSIGNED')
  if (!allDescribed) return skipped(id, 'ofd.signature-file')
  return leftover === undefined
    ? passed(id, { count: found })
    : failed(id, 'ERR_OFD_SIGNATURE_REMOVED', { count: found, file: leftover })
}
