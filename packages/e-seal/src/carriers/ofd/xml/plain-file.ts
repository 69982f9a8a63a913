import { CoreError, decodeUtf8 } from '@xinyin/core'
import { ofdError } from '../codes.ts'
import type { XmlElement } from './element.ts'
import type { XmlLimits } from './limits.ts'
import { parsePlainXml } from './plain.ts'

/** What readers of several files share. */
export interface XmlMeter {
  events: number
}

/**
 * The text of a file: UTF-8, with or without byte order mark, which is left out.
 *
 * @throws SealError `ERR_XML_ENCODING`, `ERR_XML_LIMIT`
 */
export function readXmlText(bytes: Uint8Array, file: string, { maxBytes: limit }: XmlLimits): string {
  if (bytes.length > limit)
    throw ofdError('ERR_XML_LIMIT', { file, what: 'bytes', found: bytes.length, limit })
  try {
    const text = decodeUtf8(bytes)
    return text.startsWith('\ufeff') ? text.slice(1) : text
  } catch (error) {
    if (error instanceof CoreError) throw ofdError('ERR_XML_ENCODING', { file }, error)
    throw error
  }
}

/** Line ends of one character. The parser does the same (XML 1.0, 2.11), at great cost for each. */
export const unifyLineEnds = (text: string): string =>
  text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text

/**
 * Reads a file that is plain.
 *
 * @returns `undefined` for a file that the parser has to read
 * @throws as {@link readXmlText}
 */
export function readPlainXml(
  bytes: Uint8Array,
  file: string,
  limits: XmlLimits,
  meter: XmlMeter,
): XmlElement | undefined {
  const plain = parsePlainXml(unifyLineEnds(readXmlText(bytes, file, limits)), limits)
  if (plain === undefined || meter.events + plain.events > limits.maxEvents) return undefined
  meter.events += plain.events
  return plain.root
}
