import { ofdError } from '../codes.ts'
import { askParser, type Reading } from '../reading.ts'
import type { XmlElement } from './element.ts'
import { DEFAULT_XML_LIMITS, type XmlLimits } from './limits.ts'
import { readPlainXml } from './plain-file.ts'

/** Reads one of the XML files of a package; asks for the parser where the file is not plain. */
export type ReadingXml = (bytes: Uint8Array, file: string) => Reading<XmlElement>

/** What reading a file costs however short it is. */
const FILE_BYTES = 512

/**
 * A reader for the XML files of one package: many files within their limits are a burden too.
 *
 * What it returns throws SealError as `parseFullXml` does.
 */
export function budgetReading(given: Partial<XmlLimits> = {}): ReadingXml {
  const limits = { ...DEFAULT_XML_LIMITS, ...given }
  const { maxTotalBytes: limit } = limits
  const meter = { events: 0 }
  let found = 0
  return function* (bytes, file) {
    found += bytes.length + FILE_BYTES
    if (found > limit) throw ofdError('ERR_XML_LIMIT', { file, what: 'bytes of all files', found, limit })
    const plain = readPlainXml(bytes, file, limits, meter)
    if (plain !== undefined) return plain
    const parse = yield* askParser()
    return parse(bytes, file, limits, { meter })
  }
}
