import type { XmlElement } from './element.ts'
import { parseFullXml } from './full.ts'
import { DEFAULT_XML_LIMITS, type XmlLimits } from './limits.ts'
import { readPlainXml } from './plain-file.ts'

/**
 * Reads one XML file at once, without the parser where it is plain. Who can wait takes a reader of `budgetReading`, and loads
 * the parser with the first file that needs it.
 *
 * @throws SealError as `parseFullXml` does
 */
export function parseXml(bytes: Uint8Array, file: string, options: Partial<XmlLimits> = {}): XmlElement {
  const meter = { events: 0 }
  const plain = readPlainXml(bytes, file, { ...DEFAULT_XML_LIMITS, ...options }, meter)
  return plain ?? parseFullXml(bytes, file, options, { meter })
}
