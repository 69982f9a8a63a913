import { type Check, failedBy } from '@xinyin/core'
import { loadSignedValue } from '../../signature/load.ts'
import type { PathPolicy } from '../../verify/revocation.ts'
import { inspectSignedValue } from '../../verify/signed-value.ts'
import { ofdError } from './codes.ts'
import type { EntriesList } from './entries-list.ts'
import type { OpenOfd } from './open.ts'
import { ENTRIES_FILE } from './package-index.ts'

/** Checks the signature of a list of all files: one without a seal over the list's bytes (GB/T 35275-2017, 8). */
export async function inspectEntriesSignature(
  ofd: OpenOfd,
  { signedValueFile: file }: EntriesList,
  policy: PathPolicy,
  now: Date,
): Promise<readonly Check[]> {
  const [list, bytes] = [await ofd.read(ENTRIES_FILE), await ofd.read(file)]
  try {
    if (list === undefined || bytes === undefined) throw ofdError('ERR_OFD_FILE_MISSING', { file })
    const value = await loadSignedValue(bytes, 'Sign')
    return (await inspectSignedValue(value, list, policy, { now })).checks
  } catch (error) {
    return [failedBy('signature.structure', error)]
  }
}
