import { type Check, failedBy, indeterminate, passed } from '@xinyin/core'
import type { Contents } from '../contents.ts'
import { missingFiles } from '../missing.ts'
import type { OpenOfd } from '../open.ts'
import { printable } from '../zip/name.ts'

/** Names shown in a report; more are counted. */
const MAX_SHOWN = 10

/**
 * All that the documents show is in the package, and each page says one thing to every reader: what is named from
 * `OFD.xml` on through documents, their versions, pages, templates, annotations and resources (GB/T 33190-2016, 7).
 *
 * Index files that cannot be read are told of and passed over: every file of the package has to be covered, named or not.
 */
export function checkGraph(ofd: OpenOfd, contents: Contents): Check {
  const id = 'ofd.graph'
  const { links, unreadable: found, fault } = contents
  if (fault !== undefined) return failedBy(id, fault)
  const unreadable = [...ofd.documents.flatMap((document) => document.unreadable), ...found]
  const facts = {
    links: ofd.documents.reduce((sum, document) => sum + document.links.length, links.length),
    ...(unreadable.length === 0 ? {} : { unreadable: unreadable.slice(0, MAX_SHOWN).join(', ') }),
  }
  const missing = missingFiles(ofd, links)
  const [gone] = missing
  if (gone === undefined) return passed(id, facts)
  return indeterminate(id, 'ERR_OFD_NAMED_MISSING', {
    ...facts,
    file: gone.from,
    missing: printable(gone.file),
    count: missing.length,
  })
}
