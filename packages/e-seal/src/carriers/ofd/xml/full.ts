import { ofdError } from '../codes.ts'
import type { XmlElement } from './element.ts'
import { DEFAULT_XML_LIMITS, type XmlLimits } from './limits.ts'
import { OFD_NAMESPACES } from './namespaces.ts'
import type { GrowingElement } from './plain.ts'
import { readXmlText, unifyLineEnds, type XmlMeter } from './plain-file.ts'
import { createSax } from './sax.ts'

/** Called at the end of each element with where its end tag begins, in characters from the start of the file. */
export type OnEndTag = (name: string, depth: number, position: number) => void

export interface StartTagAttribute {
  readonly local: string
  readonly prefix: string
  readonly uri: string
  readonly value: string
}

/** A start tag as the parser gives it, with the attributes of other namespaces too, which the tree leaves out. */
export interface StartTag {
  readonly local: string
  readonly uri: string
  readonly attributes: Readonly<Record<string, StartTagAttribute>>
}

/** Called at the start of each element. */
export type OnStartTag = (tag: StartTag) => void

export interface XmlHooks {
  readonly meter?: XmlMeter
  readonly onStartTag?: OnStartTag
  readonly onEndTag?: OnEndTag
}

/** {@link parseFullXml}, or what reads as it does. */
export type ParseXml = (
  bytes: Uint8Array,
  file: string,
  options?: Partial<XmlLimits>,
  hooks?: XmlHooks,
) => XmlElement

/**
 * Reads one XML file, plain or not, into a tree: UTF-8 (with or without byte order mark), no document type, no processing
 * instructions, no entities but the five of XML, names in namespaces.
 *
 * @throws SealError `ERR_XML_MALFORMED`, `ERR_XML_FORBIDDEN`, `ERR_XML_ENCODING`, `ERR_XML_LIMIT`
 */
export function parseFullXml(
  bytes: Uint8Array,
  file: string,
  options: Partial<XmlLimits> = {},
  { meter = { events: 0 }, onStartTag, onEndTag }: XmlHooks = {},
): XmlElement {
  const limits = { ...DEFAULT_XML_LIMITS, ...options }
  const over = (what: string, found: number, limit: number) =>
    ofdError('ERR_XML_LIMIT', { file, what, found, limit })
  const text = readXmlText(bytes, file, limits)
  const lines = onEndTag === undefined ? unifyLineEnds(text) : text
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

function growing(tag: StartTag): GrowingElement {
  const attributes = new Map<string, string>()
  for (const attribute of Object.values(tag.attributes)) {
    if (attribute.uri === '') attributes.set(attribute.local, attribute.value)
  }
  const { local: name, uri: namespace } = tag
  return { name, namespace, ofd: OFD_NAMESPACES.has(namespace), attributes, children: [], text: '' }
}
