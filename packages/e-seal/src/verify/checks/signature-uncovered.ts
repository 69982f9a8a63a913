import { type Check, indeterminate, passed } from '@xinyin/core'
import type { Deviation } from '../../seal/tolerance.ts'
import type { UnsignedPart } from '../unsigned-parts.ts'

/** Room for a mark of a program and for a few certificates that lead elsewhere; a document would take more. */
const MAX_UNSIGNED = 16 * 1024

/** Elements that are told of. */
const MAX_SHOWN = 8

/** All octets of these parts. */
export const octetsOf = (parts: readonly UnsignedPart[]): number =>
  parts.reduce((sum, { octets }) => sum + octets, 0)

const shown = ({ element, octets }: UnsignedPart) => `${element} (${octets})`

/**
 * A signed value holds little that nobody signed. Anybody can put it there afterwards and the signature still holds: what reads
 * the file in a way of its own could be shown something there. Time stamps that are judged, certificates and revocation
 * data of known authorities do not count (RFC 5652, 5.3 and 10.2; GB/T 35275-2017, 8).
 */
export function checkUncovered(parts: readonly UnsignedPart[]): Check {
  const id = 'signature.uncovered'
  const unsigned = octetsOf(parts)
  if (unsigned <= MAX_UNSIGNED) return passed(id, { unsigned })
  const elements = parts.slice(0, MAX_SHOWN).map(shown).join(', ')
  return indeterminate(id, 'ERR_SIGNATURE_UNSIGNED', { unsigned, limit: MAX_UNSIGNED, elements })
}

/** Whatever its size, it is told by a tolerance of its own, so that `strict` refuses it. */
export const unsignedDeviations = (parts: readonly UnsignedPart[]): Deviation[] =>
  parts.slice(0, MAX_SHOWN).map((part) => ({ tolerance: 'unsigned-parts', element: shown(part) }))
