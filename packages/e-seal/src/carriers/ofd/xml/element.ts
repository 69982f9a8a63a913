/** An element with the attributes that have no namespace, and its own text. Comments are gone. */
export interface XmlElement {
  readonly name: string
  /** Empty when it is in none. */
  readonly namespace: string
  /** Whether it is in a namespace of OFD, or in none. Elements of other namespaces are kept but not found by name. */
  readonly ofd: boolean
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly XmlElement[]
  /** All character data directly in it, with the white space around it taken off. */
  readonly text: string
}

export function childrenOf(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  const found: XmlElement[] = []
  for (const child of element?.children ?? []) if (child.ofd && child.name === name) found.push(child)
  return found
}
