import { type Check, indeterminate, passed } from '@xinyin/core'
import type { OpenOfd } from '../open.ts'

/**
 * The archive can be read in one way only: both headers of each entry agree, names are unique, nothing lies between or
 * behind the entries, and every content is of the length and checksum that the headers state (GB/T 33190-2016, 7.1).
 *
 * What is not so is an error of the reader. Bytes before the first entry leave the verdict open: other readers may start
 * elsewhere, and see other files.
 */
export function checkPackage({ archive, documents, deviations }: OpenOfd): Check {
  const facts = {
    files: archive.entries.size,
    documents: documents.length,
    ...(deviations.length === 0 ? {} : { deviations: deviations.join(', ') }),
  }
  return deviations.includes('prefix-bytes')
    ? indeterminate('ofd.package', 'ERR_ZIP_PREFIX', facts)
    : passed('ofd.package', facts)
}
