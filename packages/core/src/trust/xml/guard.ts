import { decodeUtf8 } from '../../bytes/utf8.ts'
import { trustListError } from '../list/codes.ts'

/** What an XML list may take. */
export interface XmlListLimits {
  /** Octets; 32 MiB unless given. */
  readonly maxBytes: number
  /** Elements; 500,000 unless given. */
  readonly maxElements: number
  /** Levels of elements; 64 unless given. */
  readonly maxDepth: number
}

export const DEFAULT_XML_LIMITS: XmlListLimits = {
  maxBytes: 32 * 1024 * 1024,
  maxElements: 500_000,
  maxDepth: 64,
}

const DECLARATION = /^<\?xml version="1\.0"(?: encoding="UTF-8")?(?: standalone="(?:yes|no)")?\s*\?>/i
const NAME_START = /[A-Za-z_:\u0080-\uffff]/

/**
 * Lets only such XML through as a signed list needs, before anything parses it: UTF-8, no document type (and so no
 * entities of anybody's making), no processing instructions, no CDATA, within bounds.
 *
 * @returns the text without its declaration
 * @throws CoreError `ERR_TRUST_LIST_SIZE`, `ERR_TRUST_LIST_XML`, `ERR_BYTES_UTF8`
 */
export function guardXml(xml: string | Uint8Array, limits: XmlListLimits): string {
  if (xml.length > limits.maxBytes) throw boundError(limits.maxBytes, 'bytes')
  const whole = typeof xml === 'string' ? xml : decodeUtf8(xml)
  const text = whole.replace(/^\ufeff/, '').replace(DECLARATION, '')
  let depth = 0
  let elements = 0
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at + 1)) {
    const next = text.charAt(at + 1)
    if (next === '/') {
      depth--
    } else if (NAME_START.test(next)) {
      if (++elements > limits.maxElements) throw boundError(limits.maxElements, 'elements')
      const end = endOfTag(text, at)
      if (text.charAt(end - 1) !== '/' && ++depth > limits.maxDepth)
        throw boundError(limits.maxDepth, 'levels')
      at = end
    } else if (text.startsWith('<!--', at)) {
      const end = text.indexOf('-->', at + 4)
      if (end < 0) throw xmlError('comment')
      at = end
    } else {
      throw xmlError(next === '?' ? 'processing-instruction' : next === '!' ? 'declaration' : 'syntax')
    }
  }
  return text
}

/** Where a start tag ends: its `>` outside of quotes. No attribute can hold a `<`. */
function endOfTag(text: string, start: number): number {
  let quote = ''
  for (let i = start + 1; i < text.length; i++) {
    const character = text.charAt(i)
    if (character === '<') break
    if (quote !== '') {
      if (character === quote) quote = ''
    } else if (character === '"' || character === "'") quote = character
    else if (character === '>') return i
  }
  throw xmlError('syntax')
}

const boundError = (limit: number, unit: string) => trustListError('ERR_TRUST_LIST_SIZE', { limit, unit })
const xmlError = (found: string) => trustListError('ERR_TRUST_LIST_XML', { found })
