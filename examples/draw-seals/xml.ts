import { SaxesParser } from 'saxes'

/** An element of a file that was verified before: nothing here guards against a hostile one. */
export interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly Element[]
  readonly text: string
}

interface Growing extends Element {
  readonly children: Growing[]
  text: string
}

export function readXml(bytes: Uint8Array): Element {
  const parser = new SaxesParser({ xmlns: true })
  const root: Growing = { name: '', attributes: {}, children: [], text: '' }
  const open = [root]
  parser.on('opentag', ({ local, attributes }) => {
    const values = Object.values(attributes).map((attribute) => [attribute.local, attribute.value])
    const element: Growing = { name: local, attributes: Object.fromEntries(values), children: [], text: '' }
    open.at(-1)?.children.push(element)
    open.push(element)
  })
  parser.on('text', (text) => {
    const element = open.at(-1)
    if (element !== undefined) element.text += text
  })
  parser.on('closetag', () => open.pop())
  parser.write(new TextDecoder().decode(bytes)).close()
  return root
}

/** The first element of a name, however deep. */
export function find(element: Element, name: string): Element | undefined {
  if (element.name === name) return element
  for (const child of element.children) {
    const found = find(child, name)
    if (found !== undefined) return found
  }
  return undefined
}
