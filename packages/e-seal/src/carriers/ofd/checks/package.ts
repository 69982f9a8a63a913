import { type Check, indeterminate, passed, toleranceCheck } from '@xinyin/core'
import type { Strict } from '../../../verify/tolerances.ts'
import type { OpenOfd } from '../open.ts'

/**
 * The archive can be read in one way only: both headers of each entry agree, names are unique, nothing lies between or
 * behind the entries, and every content is of the length and checksum that the headers state (GB/T 33190-2016, 7.1).
 *
 * What is not so is an error of the reader. Bytes before the first entry leave the verdict open: other readers may start
 * elsewhere, and see other files.
 */
export function checkPackage({ archive, documents }: OpenOfd): Check {
  const { deviations } = archive
  const facts = {
    files: archive.entries.size,
    documents: documents.length,
    ...(deviations.size === 0 ? {} : { deviations: [...deviations.keys()].join(', ') }),
  }
  return deviations.has('prefix-bytes')
    ? indeterminate('ofd.package', 'ERR_ZIP_PREFIX', facts)
    : passed('ofd.package', facts)
}

/** Ways in which an archive holds octets that belong to no file: whatever a signature covers, it does not cover these. */
const BESIDE: ReadonlySet<string> = new Set([
  'archive-comment',
  'deflate-tail',
  'prefix-bytes',
  'unknown-extra-field',
])

/** What of these an archive holds. */
export const besideFiles = ({ archive }: OpenOfd): string[] =>
  [...archive.deviations.keys()].filter((name) => BESIDE.has(name))

/** One check for each deviation of the archive that was let be: no reader sees another content because of it. */
export function packageTolerances({ archive }: OpenOfd, strict: Strict = []): Check[] {
  return [...archive.deviations].flatMap(([name, entries]) =>
    name === 'prefix-bytes'
      ? []
      : [toleranceCheck<string>(name, { of: 'package', elements: entries.join(', ') }, strict)],
  )
}
