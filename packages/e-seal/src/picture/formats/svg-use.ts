import type { XmlElement } from '../../carriers/ofd/xml/element.ts'

/** Drawings that refer to others that refer to others: real ones go two or three levels deep. */
const MAX_DEPTH = 32

/**
 * How many elements a drawing has once everything that is referred to is drawn wherever it is: ten that each show ten
 * others ten times are ten billion. What a style sheet refers to is not followed.
 *
 * @param targets - what each element shows besides its children, by `id`, in the order of the file
 * @returns the count, no exacter than that it is over `most`; Infinity where something shows itself, or for more
 *   levels than any reader wants
 */
export function countExpanded(
  root: XmlElement,
  targets: readonly (readonly string[])[],
  most: number,
): number {
  const shown = new Map<XmlElement, readonly string[]>()
  const named = new Map<string, XmlElement>()
  const list = (element: XmlElement): void => {
    const id = element.attributes.get('id')
    if (id !== undefined && !named.has(id)) named.set(id, element)
    shown.set(element, targets[shown.size] ?? [])
    for (const child of element.children) list(child)
  }
  list(root)

  const counts = new Map<XmlElement, number>()
  const count = (element: XmlElement, depth: number): number => {
    const known = counts.get(element)
    if (known !== undefined) return known
    // Until it is counted it is without end, which it stays for what it contains.
    counts.set(element, Number.POSITIVE_INFINITY)
    let sum = 1
    for (const id of shown.get(element) ?? []) {
      const target = named.get(id)
      if (sum > most || target === undefined) continue
      sum += depth < MAX_DEPTH ? count(target, depth + 1) : Number.POSITIVE_INFINITY
    }
    for (const child of element.children) {
      if (sum > most) break
      sum += count(child, depth)
    }
    counts.set(element, sum)
    return sum
  }
  return count(root, 0)
}
