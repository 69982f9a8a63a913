import type { GeneralName } from './general-name.ts'
import { escapeHidden } from './name.ts'

/** Says a name as people write it: a domain, an address, a distinguished name. */
export function describeName(name: GeneralName): string {
  switch (name.kind) {
    case 'directory':
      return name.value.text
    case 'ip':
      return describeAddress(name.value)
    default:
      return escapeHidden(name.value)
  }
}

/** `192.0.2.1`, `2001:db8::1`; with a mask `192.0.2.0/24`, or the mask in full where its bits are not the first ones. */
function describeAddress(hex: string): string {
  const isBlock = hex.length === 16 || hex.length === 64
  if (!isBlock) return sayAddress(hex)
  const half = hex.length / 2
  const bits = Array.from(hex.slice(half), (digit) => Number.parseInt(digit, 16).toString(2).padStart(4, '0'))
  const [, ones = '', rest = ''] = /^(1*)(.*)$/.exec(bits.join('')) ?? []
  const mask = rest.includes('1') ? sayAddress(hex.slice(half)) : String(ones.length)
  return `${sayAddress(hex.slice(0, half))}/${mask}`
}

function sayAddress(hex: string): string {
  if (hex.length === 8) return (hex.match(/../g) ?? []).map((octet) => Number.parseInt(octet, 16)).join('.')
  const groups = (hex.match(/.{4}/g) ?? []).map((group) => Number.parseInt(group, 16).toString(16))
  return shorten(groups)
}

/** RFC 5952, 4.2: the longest run of two or more zeros, the first of several, is left out. */
function shorten(groups: readonly string[]): string {
  let [best, length] = [0, 1]
  for (let start = 0; start < groups.length; start++) {
    let end = start
    while (groups[end] === '0') end++
    if (end - start > length) [best, length] = [start, end - start]
  }
  if (length < 2) return groups.join(':')
  return `${groups.slice(0, best).join(':')}::${groups.slice(best + length).join(':')}`
}
