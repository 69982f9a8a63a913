import { DOMParser, type Element } from '@xmldom/xmldom'
import type { CoreError } from '../../errors.ts'
import { trustListError } from '../list/codes.ts'

const ELEMENT = 1
const TEXT = 3

/**
 * Parses a document.
 *
 * @returns its root element
 * @throws CoreError `ERR_TRUST_LIST_XML` for everything that the parser so much as warns of
 */
export function parseXml(text: string): Element {
  const onError = (): never => {
    throw trustListError('ERR_TRUST_LIST_XML', { found: 'syntax' })
  }
  try {
    // Without a root the parser does not return.
    return new DOMParser({ onError }).parseFromString(text, 'application/xml').documentElement as Element
  } catch (cause) {
    throw trustListError('ERR_TRUST_LIST_XML', { found: 'syntax' }, cause)
  }
}

export const isNamed = (element: Element, namespace: string, name: string): boolean =>
  element.namespaceURI === namespace && element.localName === name

/** The elements directly below, of one name. */
export function childrenOf(parent: Element, namespace: string, name: string): Element[] {
  const found: Element[] = []
  for (let node = parent.firstChild; node !== null; node = node.nextSibling) {
    if (node.nodeType === ELEMENT && isNamed(node as Element, namespace, name)) found.push(node as Element)
  }
  return found
}

/** @throws CoreError `ERR_TRUST_LIST_MEMBER` where there are two */
export function optionalChild(parent: Element, namespace: string, name: string): Element | undefined {
  const [first, second] = childrenOf(parent, namespace, name)
  if (second !== undefined) throw elementError(parent, name)
  return first
}

/** @throws CoreError `ERR_TRUST_LIST_MEMBER` where there is none, or are two */
export function childOf(parent: Element, namespace: string, name: string): Element {
  const child = optionalChild(parent, namespace, name)
  if (child === undefined) throw elementError(parent, name)
  return child
}

/**
 * The text of an element, white space around it cut off. Anything but text in it is an error: of a text with a comment
 * in its middle some readers take the first half.
 *
 * @throws CoreError `ERR_TRUST_LIST_MEMBER`
 */
export function textOf(element: Element): string {
  let text = ''
  for (let node = element.firstChild; node !== null; node = node.nextSibling) {
    if (node.nodeType !== TEXT) throw elementError(element, '#text')
    text += node.nodeValue ?? ''
  }
  return text.trim()
}

export function elementError(parent: Element, name: string): CoreError {
  return trustListError('ERR_TRUST_LIST_MEMBER', { member: `${parent.localName ?? ''}.${name}` })
}
