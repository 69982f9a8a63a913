import { ofdError } from '../codes.ts'
import { childrenOf, type XmlElement } from './element.ts'

/** Reads elements of one file that may occur once only: a second one would be seen by some readers and not by others. */
export interface XmlReader {
  readonly file: string
  optional(parent: XmlElement | undefined, name: string): XmlElement | undefined
  required(parent: XmlElement | undefined, name: string): XmlElement
  /** The text of a child, `undefined` when the child is absent or empty. */
  text(parent: XmlElement | undefined, name: string): string | undefined
  requiredText(parent: XmlElement | undefined, name: string): string
  requiredAttribute(element: XmlElement, name: string): string
}

/** @throws SealError `ERR_OFD_ELEMENT` (also thrown by what it returns) when the root element is another one */
export function readXmlOf(file: string, root: XmlElement, name: string): XmlReader {
  const fault = (element: string, reason: 'missing' | 'duplicate' | 'empty') =>
    ofdError('ERR_OFD_ELEMENT', { file, element, reason })
  if (!root.ofd || root.name !== name) throw fault(name, 'missing')
  const optional = (parent: XmlElement | undefined, child: string) => {
    const [first, second] = childrenOf(parent, child)
    if (second !== undefined) throw fault(child, 'duplicate')
    return first
  }
  const required = (parent: XmlElement | undefined, child: string) => {
    const element = optional(parent, child)
    if (element === undefined) throw fault(child, 'missing')
    return element
  }
  return {
    file,
    optional,
    required,
    text: (parent, child) => optional(parent, child)?.text || undefined,
    requiredText(parent, child) {
      const { text } = required(parent, child)
      if (text === '') throw fault(child, 'empty')
      return text
    },
    requiredAttribute(element, attribute) {
      const value = element.attributes.get(attribute)?.trim()
      if (!value) throw fault(`${element.name}@${attribute}`, 'missing')
      return value
    },
  }
}
