import { ofdError } from '../codes.ts'
import type { XmlElement } from './element.ts'
import { DEFAULT_XML_LIMITS, parseXml, type XmlLimits } from './parse.ts'

/** Reads one of the XML files of a package. */
export type ReadXml = (bytes: Uint8Array, file: string) => XmlElement

/** What reading a file costs however short it is. */
const FILE_BYTES = 512

/** A reader for the XML files of one package: many files within their limits are a burden too. */
export function budgetXml(limits: Partial<XmlLimits> = {}): ReadXml {
  const { maxTotalBytes: limit } = { ...DEFAULT_XML_LIMITS, ...limits }
  const meter = { events: 0 }
  let found = 0
  return (bytes, file) => {
    found += bytes.length + FILE_BYTES
    if (found > limit) throw ofdError('ERR_XML_LIMIT', { file, what: 'bytes of all files', found, limit })
    return parseXml(bytes, file, limits, { meter })
  }
}
