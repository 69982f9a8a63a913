import { CoreError } from '../errors.ts'
import { type DerNode, expectTag } from './read.ts'
import { TAG, tagName } from './tag.ts'

const MAX_OCTETS = 128

/** Dotted forms of identifiers that were read before, by a hash of their octets. */
const seen = /* @__PURE__ */ new Map<number, { readonly octets: Uint8Array; readonly text: string }>()

// Standards have a few hundred; what a hostile certificate makes up is not kept beyond that.
const MAX_SEEN = 1024

/** An OBJECT IDENTIFIER in dotted form, at most 128 octets. */
export function readOid(node: DerNode): string {
  const { source, start, end } = expectTag(node, TAG.oid)
  const { bytes } = source
  let hash = 0
  for (let at = start; at < end; at++) hash = (Math.imul(hash, 31) + (bytes[at] ?? 0)) | 0
  const known = seen.get(hash)
  if (known !== undefined && isSame(known.octets, bytes, start, end)) return known.text
  const dotted = dottedForm(node)
  if (known !== undefined || seen.size >= MAX_SEEN) return dotted
  const text = asPropertyName(dotted)
  seen.set(hash, { octets: node.content.slice(), text })
  return text
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
