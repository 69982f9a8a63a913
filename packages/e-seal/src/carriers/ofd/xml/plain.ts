import type { XmlElement } from './element.ts'
import { OFD_NAMESPACES } from './namespaces.ts'

/** An element that is being read. */
export interface GrowingElement extends XmlElement {
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
 * What makes a file one that is not plain, wherever it stands: references, characters of XML that are not of one unit,
 * and those that are none.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const NOT_PLAIN = /[&\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]/
/** What text must not hold (XML 1.0, 2.4). */
const SECTION_END = ']]>'
const DECLARATION = /^<\?xml version="1\.0"(?: encoding="[Uu][Tt][Ff]-?8")?(?: standalone="(?:yes|no)")?\?>/
const NO_URI = /[^!-~]/
/** Those of XML itself begin with it, and none may be given another prefix. */
const RESERVED = 'http://www.w3.org/'
/** Prefixes in force at one place. Files in use have one or two. */
const MAX_SCOPE = 16
/** Most elements of a page have none. */
const NO_ATTRIBUTES: ReadonlyMap<string, string> = /* @__PURE__ */ new Map()

/**
 * Reads what nearly all index files are: tags, attributes and text without a reference, a comment or anything else that
 * makes XML hard to read. It is given only what it is sure of; the parser reads everything else, says what is wrong with
 * it, and would read a plain file in the same way, in five times the time.
 *
 * @param text - without a byte order mark, its line ends of one character
 * @returns `undefined` for a file that is not plain, not well-formed, or beyond a limit
 */
export function parsePlainXml(text: string, bounds: Bounds): PlainXml | undefined {
  if (NOT_PLAIN.test(text) || text.includes(SECTION_END)) return undefined
  const { length } = text
  const declared = DECLARATION.exec(text)?.[0].length ?? 0
  let at = declared > 0 ? blankEnd(text, declared) : 0
  let events = at > declared ? 1 : 0
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
      if (text.charCodeAt(at) !== GREATER) at = blankEnd(text, at)
      if (text.charCodeAt(at++) !== GREATER) return undefined
      element.text = element.text.trim()
      scope = scopes.pop()
    } else {
      if (elements >= bounds.maxElements || open.length >= bounds.maxDepth) return undefined
      const nameAt = at
      at = nameEnd(text, at)
      let localAt = nameAt
      if (at > nameAt && text.charCodeAt(at) === COLON) {
        localAt = at + 1
        at = nameEnd(text, localAt)
      }
      if (at === localAt) return undefined
      const outer = scope
      let attributes: Map<string, string> | undefined
      let count = 0
      const tagNameEnd = at
      for (;;) {
        const blankAt = at
        at = blankEnd(text, at)
        const code = text.charCodeAt(at)
        if (code === GREATER || code === SLASH) break
        const attributeAt = at
        at = nameEnd(text, at)
        if (at === attributeAt || attributeAt === blankAt) return undefined
        let attribute = text.slice(attributeAt, at)
        // Only names of elements have a prefix in plain files, but for those that bind one.
        const isBinding = attribute === 'xmlns'
        if (isBinding) attribute = ''
        if (text.charCodeAt(at) === COLON) {
          const prefixAt = at + 1
          at = nameEnd(text, prefixAt)
          attribute = text.slice(prefixAt, at)
          if (!isBinding || attribute === '') return undefined
        }
        const valueAt = at + 2
        at = text.startsWith('="', at) ? valueEnd(text, valueAt) : -1
        if (at < 0 || ++count > bounds.maxAttributes) return undefined
        const value = text.slice(valueAt, at++)
        if (isBinding) {
          scope = bind(scope, outer, attribute, value)
          if (scope === undefined) return undefined
        } else if (attributes === undefined) attributes = new Map([[attribute, value]])
        else if (attributes.has(attribute)) return undefined
        else attributes.set(attribute, value)
      }
      const namespace = resolve(scope, text.slice(nameAt, localAt - 1))
      if (namespace === undefined) return undefined
      elements++
      events += 1 + count
      const element: GrowingElement = {
        name: text.slice(localAt, tagNameEnd),
        namespace,
        ofd: OFD_NAMESPACES.has(namespace),
        attributes: attributes ?? NO_ATTRIBUTES,
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
        names.push(text.slice(nameAt, tagNameEnd))
        scopes.push(outer)
      }
    }
    const next = text.indexOf('<', at)
    const end = next < 0 ? length : next
    if (end > at) {
      events++
      const parent = open[open.length - 1]
      if (parent !== undefined) parent.text += text.slice(at, end)
      else if (blankEnd(text, at) !== end) return undefined
      at = end
    }
  }
  return root === undefined || open.length > 0 || at !== length ? undefined : { root, events }
}

const SLASH = 0x2f
const COLON = 0x3a
const LESS = 0x3c
const GREATER = 0x3e

const BLANKS = /[\t\n ]*/y
const NAME = /[A-Z_a-z][\w.-]*/y
const VALUE = /[^\t\n"<]*(?=")/y

const blankEnd = (text: string, at: number): number => endOf(BLANKS, text, at) ?? at

/** Where a name that begins at a place ends; the place itself when none does. */
const nameEnd = (text: string, at: number): number => endOf(NAME, text, at) ?? at

/** Where the value of an attribute ends that begins at a place; -1 when it has no end, or is not plain. */
const valueEnd = (text: string, at: number): number => endOf(VALUE, text, at) ?? -1

function endOf(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : undefined
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
