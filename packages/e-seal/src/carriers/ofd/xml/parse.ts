import { CoreError, decodeUtf8 } from '@xinyin/core'
import type { SaxesTagNS } from 'saxes'
import { ofdError } from '../codes.ts'
import type { XmlElement } from './element.ts'
import { OFD_NAMESPACES } from './namespaces.ts'
import { type GrowingElement, parsePlainXml } from './plain.ts'
import { createSax } from './sax.ts'

/** What the XML files of a package may take. */
export interface XmlLimits {
  /** One file. */
  readonly maxBytes: number
  /** Index files, lists of signatures and their descriptions together. Those of real documents stay below 1 MiB. */
  readonly maxTotalBytes: number
  readonly maxDepth: number
  /** In one file. */
  readonly maxElements: number
  /** Of one element. */
  readonly maxAttributes: number
  /** Elements, attributes, texts and comments of all these files together. */
  readonly maxEvents: number
}

export const DEFAULT_XML_LIMITS: XmlLimits = {
  maxBytes: 2 * 1024 * 1024,
  maxTotalBytes: 4 * 1024 * 1024,
  maxDepth: 64,
  maxElements: 60_000,
  maxAttributes: 64,
  maxEvents: 250_000,
}

/** Called at the end of each element with where its end tag begins, in characters from the start of the file. */
export type OnEndTag = (name: string, depth: number, position: number) => void

/** Called at the start of each element, with the attributes of other namespaces too, which the tree leaves out. */
export type OnStartTag = (tag: SaxesTagNS) => void

/** What readers of several files share. */
export interface XmlMeter {
  events: number
}

export interface XmlHooks {
  readonly meter?: XmlMeter
  readonly onStartTag?: OnStartTag
  readonly onEndTag?: OnEndTag
}

/**
 * Reads one XML file into a tree: UTF-8 (with or without byte order mark), no document type, no processing
 * instructions, no entities but the five of XML, names in namespaces.
 *
 * @throws SealError `ERR_XML_MALFORMED`, `ERR_XML_FORBIDDEN`, `ERR_XML_ENCODING`, `ERR_XML_LIMIT`
 */
export function parseXml(
  bytes: Uint8Array,
  file: string,
  options: Partial<XmlLimits> = {},
  { meter = { events: 0 }, onStartTag, onEndTag }: XmlHooks = {},
): XmlElement {
  const limits = { ...DEFAULT_XML_LIMITS, ...options }
  const over = (what: string, found: number, limit: number) =>
    ofdError('ERR_XML_LIMIT', { file, what, found, limit })
  if (bytes.length > limits.maxBytes) throw over('bytes', bytes.length, limits.maxBytes)
  const text = decodeXml(bytes, file)
  // The parser does the same with line ends (XML 1.0, 2.11), at great cost for each.
  const lines = onEndTag === undefined && text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text
  if (onStartTag === undefined && onEndTag === undefined) {
    const plain = parsePlainXml(lines, limits)
    if (plain !== undefined && meter.events + plain.events <= limits.maxEvents) {
      meter.events += plain.events
      return plain.root
    }
  }
  const forbid = (what: string) => () => {
    throw ofdError('ERR_XML_FORBIDDEN', { file, what })
  }
  const count = () => {
    meter.events += 1
    if (meter.events > limits.maxEvents) throw over('events', meter.events, limits.maxEvents)
  }
  const parser = createSax()
  const open: GrowingElement[] = []
  let root: GrowingElement | undefined
  let elements = 0
  parser.on('doctype', forbid('document type'))
  parser.on('processinginstruction', forbid('processing instruction'))
  parser.on('error', () => {
    throw ofdError('ERR_XML_MALFORMED', { file, line: parser.line, column: parser.column })
  })
  parser.on('xmldecl', ({ encoding }) => {
    if (encoding !== undefined && !/^utf-?8$/i.test(encoding)) throw ofdError('ERR_XML_ENCODING', { file })
  })
  parser.on('comment', count)
  let attributes = 0
  parser.on('attribute', () => {
    count()
    attributes += 1
    if (attributes > limits.maxAttributes) throw over('attributes', attributes, limits.maxAttributes)
  })
  parser.on('opentag', (tag) => {
    count()
    attributes = 0
    elements += 1
    if (elements > limits.maxElements) throw over('elements', elements, limits.maxElements)
    if (open.length >= limits.maxDepth) throw over('depth', open.length + 1, limits.maxDepth)
    onStartTag?.(tag)
    const element = growing(tag)
    open.at(-1)?.children.push(element)
    root ??= element
    open.push(element)
  })
  const addText = (more: string) => {
    count()
    const element = open.at(-1)
    if (element !== undefined) element.text += more
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('closetag', (tag) => {
    const element = open.pop()
    if (element === undefined) return
    element.text = element.text.trim()
    if (!tag.isSelfClosing) onEndTag?.(tag.name, open.length, text.lastIndexOf('</', parser.position - 1))
  })
  parser.write(lines).close()
  if (root === undefined) throw new Error('unreachable: the parser refuses what has no root')
  return root
}

function decodeXml(bytes: Uint8Array, file: string): string {
  try {
    const text = decodeUtf8(bytes)
    return text.startsWith('\ufeff') ? text.slice(1) : text
  } catch (error) {
    if (error instanceof CoreError) throw ofdError('ERR_XML_ENCODING', { file }, error)
    throw error
  }
}

function growing(tag: SaxesTagNS): GrowingElement {
  const attributes = new Map<string, string>()
  for (const attribute of Object.values(tag.attributes)) {
    if (attribute.uri === '') attributes.set(attribute.local, attribute.value)
  }
  const { local: name, uri: namespace } = tag
  return { name, namespace, ofd: OFD_NAMESPACES.has(namespace), attributes, children: [], text: '' }
}
