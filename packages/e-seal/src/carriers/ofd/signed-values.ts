import { ofdError } from './codes.ts'
import type { SignatureFile } from './signature-file.ts'

/** A seal's picture makes up most of a signed value; those of real documents stay below 200 kB each. */
const MAX_VALUE_BYTES = 8 * 1024 * 1024

/**
 * Lets the signatures of a package in one by one: each has a signed value of its own, since one is over one
 * description, and all of them together are not more than can be verified in time.
 *
 * @param sizeOf - the size of a file, in bytes
 * @returns throws SealError `ERR_OFD_ELEMENT`, `ERR_OFD_LIMIT` for one that is not let in
 */
export function admitValues(
  sizeOf: (file: string) => number | undefined,
  limit = MAX_VALUE_BYTES,
): (signature: SignatureFile) => void {
  const values = new Set<string>()
  let found = 0
  return ({ file, signedValueFile }) => {
    if (values.has(signedValueFile))
      throw ofdError('ERR_OFD_ELEMENT', { file, element: 'SignedValue', reason: 'duplicate' })
    values.add(signedValueFile)
    found += sizeOf(signedValueFile) ?? 0
    if (found > limit) throw ofdError('ERR_OFD_LIMIT', { what: 'bytes of signed values', found, limit })
  }
}
