import { CoreError } from '../errors.ts'
import { type DerNode, expectTag } from './read.ts'
import { TAG, tagName } from './tag.ts'

const MAX_OCTETS = 128

/** Places for identifiers that were read: standards have a few hundred. A power of two. */
const PLACES = 2048

/** Where an identifier can stand: in so many places from that of its hash. Where all are taken, it is not kept. */
const NEIGHBOURS = 4

/** Dotted forms of identifiers that were read before. An array, since a look into a Map takes longer than to compare them. */
const seen = /* @__PURE__ */ new Array<{ readonly octets: Uint8Array; readonly text: string } | undefined>(
  PLACES,
).fill(undefined)

/** An OBJECT IDENTIFIER in dotted form, at most 128 octets. */
export function readOid(node: DerNode): string {
  const { source, start, end } = expectTag(node, TAG.oid)
  const { bytes } = source
  let hash = 0
  for (let at = start; at < end; at++) hash = (Math.imul(hash, 31) + (bytes[at] ?? 0)) | 0
  for (let place = hash; place < hash + NEIGHBOURS; place++) {
    const known = seen[place & (PLACES - 1)]
    if (known === undefined) {
      const text = asPropertyName(dottedForm(node))
      seen[place & (PLACES - 1)] = { octets: new Uint8Array(node.content), text }
      return text
    }
    if (isSame(known.octets, bytes, start, end)) return known.text
  }
  return dottedForm(node)
}

/**
 * The same text, as engines keep the names of properties, and what stands in code: each once. Those are compared without a
 * look at their characters, as identifiers are with many that are known.
 */
function asPropertyName(text: string): string {
  const [name = text] = Object.keys({ [text]: true })
  return name
}

function isSame(octets: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (octets.length !== end - start) return false
  for (let i = 0; i < octets.length; i++) if (octets[i] !== bytes[start + i]) return false
  return true
}

function dottedForm(node: DerNode): string {
  const { content } = node
  const last = content.at(-1)
  if (last === undefined || last >= 0x80 || content.length > MAX_OCTETS) throw malformed(node)
  const arcs: (number | bigint)[] = []
  for (let start = 0; start < content.length; ) {
    if (content[start] === 0x80) throw malformed(node)
    let end = start
    while ((content[end] ?? 0) >= 0x80) end++
    arcs.push(readArc(content.subarray(start, end + 1)))
    start = end + 1
  }
  const [head = 0, ...rest] = arcs
  const top = head < 40 ? 0 : head < 80 ? 1 : 2
  const second = typeof head === 'bigint' ? head - 80n : head - top * 40
  return [top, second, ...rest].join('.')
}

function malformed(node: DerNode): CoreError {
  return new CoreError('ERR_DER_VALUE', { type: tagName(node.tag), offset: node.offset })
}

/** Seven bits of an arc stand in each octet: so many octets fit a number. */
const NUMBER_OCTETS = 7

function readArc(octets: Uint8Array): number | bigint {
  let arc = 0
  if (octets.length <= NUMBER_OCTETS) {
    for (const octet of octets) arc = arc * 128 + (octet & 0x7f)
    return arc
  }
  // From its digits at once, since a BigInt that grows by each octet is copied for each.
  const bits = Array.from(octets, (octet) => (octet & 0x7f).toString(2).padStart(7, '0')).join('')
  return BigInt(`0b${bits}`)
}
