import type { XmlElement } from './element.ts'
import { OFD_NAMESPACES } from './namespaces.ts'

/** An element that is being read. */
export interface GrowingElement extends XmlElement {
  readonly attributes: Map<string, string>
  readonly children: GrowingElement[]
  text: string
}

/** What a plain file holds, and how many elements, attributes and texts that are. */
export interface PlainXml {
  readonly root: XmlElement
  readonly events: number
}

/** A prefix that is bound, and those bound before it. */
interface Scope {
  readonly prefix: string
  readonly uri: string
  readonly outer: Scope | undefined
  readonly size: number
}

interface Bounds {
  readonly maxDepth: number
  readonly maxElements: number
  readonly maxAttributes: number
}

/**
 * What makes a file one that is not plain, wherever it stands: references, comments, sections, characters of XML that
 * are not of one unit, and those that are none.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const NOT_PLAIN = /[&\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|<!|\]\]>/
const DECLARATION = /<\?xml version="1\.0"(?: encoding="[Uu][Tt][Ff]-?8")?(?: standalone="(?:yes|no)")?\?>/y
const TAG_NAME = /(?:([A-Za-z_][\w.-]*):)?([A-Za-z_][\w.-]*)/y
const ATTRIBUTE = /[ \n\t]+(?:([A-Za-z_][\w.-]*):)?([A-Za-z_][\w.-]*)="([^"<\n\t]*)"/y
const BLANK = /[ \n\t]*/y
const NO_URI = /[^!-~]/
/** Those of XML itself begin with it, and none may be given another prefix. */
const RESERVED = 'http://www.w3.org/'
/** Prefixes in force at one place. Files in use have one or two. */
const MAX_SCOPE = 16

/**
 * Reads what nearly all index files are: tags, attributes and text without a reference, a comment or anything else that
 * makes XML hard to read. It is given only what it is sure of; the parser reads everything else, says what is wrong with
 * it, and would read a plain file in the same way, in five times the time.
 *
 * @param text - without a byte order mark, its line ends of one character
 * @returns `undefined` for a file that is not plain, not well-formed, or beyond a limit
 */
export function parsePlainXml(text: string, bounds: Bounds): PlainXml | undefined {
  if (NOT_PLAIN.test(text)) return undefined
  const { length } = text
  let at = 0
  let events = 0
  if (text.startsWith('<?')) {
    at = endOf(DECLARATION, text, 0)
    if (at < 0) return undefined
    const rootAt = endOf(BLANK, text, at)
    if (rootAt > at) events++
    at = rootAt
  }
  let root: GrowingElement | undefined
  let scope: Scope | undefined
  let elements = 0
  const open: GrowingElement[] = []
  const names: string[] = []
  const scopes: (Scope | undefined)[] = []
  while (text.charCodeAt(at) === LESS) {
    at++
    if (text.charCodeAt(at) === SLASH) {
      const element = open.pop()
      const name = names.pop()
      if (element === undefined || name === undefined || !text.startsWith(name, at + 1)) return undefined
      at += 1 + name.length
      if (text.charCodeAt(at) !== GREATER) at = endOf(BLANK, text, at)
      if (text.charCodeAt(at++) !== GREATER) return undefined
      element.text = element.text.trim()
      scope = scopes.pop()
    } else {
      if (elements >= bounds.maxElements || open.length >= bounds.maxDepth) return undefined
      TAG_NAME.lastIndex = at
      const named = TAG_NAME.exec(text)
      if (named === null) return undefined
      const [name, prefix = '', local = ''] = named
      at += name.length
      const outer = scope
      const attributes = new Map<string, string>()
      let count = 0
      while (text.charCodeAt(at) !== GREATER && text.charCodeAt(at) !== SLASH) {
        ATTRIBUTE.lastIndex = at
        const found = ATTRIBUTE.exec(text)
        if (found === null) {
          at = endOf(BLANK, text, at)
          break
        }
        if (++count > bounds.maxAttributes) return undefined
        const [whole, space, attribute = '', value = ''] = found
        at += whole.length
        if (space !== undefined || attribute === 'xmlns') {
          // Only names of elements have a prefix in plain files.
          if (space !== undefined && space !== 'xmlns') return undefined
          scope = bind(scope, outer, space === undefined ? '' : attribute, value)
          if (scope === undefined) return undefined
        } else if (attributes.has(attribute)) return undefined
        else attributes.set(attribute, value)
      }
      const namespace = resolve(scope, prefix)
      if (namespace === undefined) return undefined
      elements++
      events += 1 + count
      const element: GrowingElement = {
        name: local,
        namespace,
        ofd: OFD_NAMESPACES.has(namespace),
        attributes,
        children: [],
        text: '',
      }
      const parent = open[open.length - 1]
      if (parent !== undefined) parent.children.push(element)
      else if (root === undefined) root = element
      else return undefined
      const isEmpty = text.charCodeAt(at) === SLASH
      if (isEmpty) at++
      if (text.charCodeAt(at++) !== GREATER) return undefined
      if (isEmpty) scope = outer
      else {
        open.push(element)
        names.push(name)
        scopes.push(outer)
      }
    }
    const next = text.indexOf('<', at)
    const end = next < 0 ? length : next
    if (end > at) {
      events++
      const parent = open[open.length - 1]
      if (parent !== undefined) parent.text += text.slice(at, end)
      else if (endOf(BLANK, text, at) !== end) return undefined
      at = end
    }
  }
  return root === undefined || open.length > 0 || at !== length ? undefined : { root, events }
}

const LESS = 0x3c
const GREATER = 0x3e
const SLASH = 0x2f

/** Where what stands at a place ends; -1 when it does not stand there. */
function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : -1
}

/** @returns `undefined` for a binding that is wrong, or not plain */
function bind(
  scope: Scope | undefined,
  outer: Scope | undefined,
  prefix: string,
  uri: string,
): Scope | undefined {
  const isReserved = prefix === 'xml' || prefix === 'xmlns' || uri.startsWith(RESERVED)
  if (uri === '' || NO_URI.test(uri) || isReserved) return undefined
  for (let own = scope; own !== undefined && own !== outer; own = own.outer)
    if (own.prefix === prefix) return undefined
  const size = (scope?.size ?? 0) + 1
  return size > MAX_SCOPE ? undefined : { prefix, uri, outer: scope, size }
}

function resolve(scope: Scope | undefined, prefix: string): string | undefined {
  for (let bound = scope; bound !== undefined; bound = bound.outer)
    if (bound.prefix === prefix) return bound.uri
  return prefix === '' ? '' : undefined
}
