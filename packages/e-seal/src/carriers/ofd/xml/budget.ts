import { SealError } from '../../../errors.ts'
import type { XmlElement } from './element.ts'
import { parseXml, type XmlLimits } from './parse.ts'

/** Reads one of the XML files of a package. */
export type ReadXml = (bytes: Uint8Array, file: string) => XmlElement

/** For all index files of a package together. Those of real documents stay below 1 MiB. */
const MAX_TOTAL_BYTES = 24 * 1024 * 1024

/** A reader for the index files of one package: many files within their limits are a burden too. */
export function budgetXml(limits: Partial<XmlLimits> | undefined): ReadXml {
  let total = 0
  return (bytes, file) => {
    total += bytes.length
    if (total > MAX_TOTAL_BYTES) {
      throw new SealError('ERR_XML_LIMIT', {
        file,
        what: 'bytes of all files',
        found: total,
        limit: MAX_TOTAL_BYTES,
      })
    }
    return parseXml(bytes, file, limits)
  }
}
