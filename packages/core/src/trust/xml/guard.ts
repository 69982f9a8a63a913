import { decodeUtf8 } from '../../bytes/utf8.ts'
import { trustListError } from '../list/codes.ts'

/** What an XML list may take. */
export interface XmlListLimits {
  /** Octets; 32 MiB unless given. */
  readonly maxBytes: number
  /** Elements and comments; 500,000 unless given. */
  readonly maxElements: number
  /** Levels of elements; 64 unless given. */
  readonly maxDepth: number
  /** Namespaces that are declared in one place, by an element and those around it; 64 unless given. */
  readonly maxNamespaces: number
}

export const DEFAULT_XML_LIMITS: XmlListLimits = {
  maxBytes: 32 * 1024 * 1024,
  maxElements: 500_000,
  maxDepth: 64,
  // What canonical form takes grows with their square.
  maxNamespaces: 64,
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
  /** Of each open element: the namespaces that are declared in it and around it. */
  const open = [0]
  let elements = 0
  const count = () => {
    if (++elements > limits.maxElements) throw boundError(limits.maxElements, 'elements')
  }
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at + 1)) {
    const next = text.charAt(at + 1)
    if (next === '/') {
      if (open.length > 1) open.pop()
    } else if (NAME_START.test(next)) {
      count()
      const end = endOfTag(text, at)
      const namespaces = (open.at(-1) ?? 0) + declarationsIn(text.slice(at, end))
      if (namespaces > limits.maxNamespaces) throw boundError(limits.maxNamespaces, 'namespaces')
      if (text.charAt(end - 1) !== '/' && open.push(namespaces) > limits.maxDepth + 1)
        throw boundError(limits.maxDepth, 'levels')
      at = end
    } else if (text.startsWith('<!--', at)) {
      count()
      const end = text.indexOf('-->', at + 4)
      if (end < 0) throw xmlError('comment')
      at = end
    } else {
      throw xmlError(next === '?' ? 'processing-instruction' : next === '!' ? 'declaration' : 'syntax')
    }
  }
  return text
}

/** The namespaces that a start tag declares, or more where its values look like it. */
const declarationsIn = (tag: string): number => tag.match(/\sxmlns[\s:=]/g)?.length ?? 0

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
