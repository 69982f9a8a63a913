import { CoreError } from '@xinyin/core'
import { encodeSequence, encodeUnsignedInteger, expectTag, openDer, parseDer, TAG } from '@xinyin/core/der'
import type { Note } from '../seal/tolerance.ts'

/**
 * How a signature value is written.
 *
 * - `der`: `SEQUENCE { r, s }`, as the standard has it
 * - `raw`: 64 octets `r ‖ s`, as one vendor in Shandong writes it
 * - `unpadded`: DER in which a number lacks the zero octet in front, so that it reads as negative
 */
export type ValueForm = 'der' | 'raw' | 'unpadded'

const NUMBER_BYTES = 32

/** Brings the value of an SM2 signature into DER. What is of no known form comes back as it is, and will not verify. */
export function normalizeValue(value: Uint8Array): { der: Uint8Array; form: ValueForm } {
  const numbers = readNumbers(value)
  if (numbers === undefined) {
    const isRaw = value.length === 2 * NUMBER_BYTES
    return isRaw ? { der: toDer(split(value)), form: 'raw' } : { der: value, form: 'der' }
  }
  // Only full-length numbers: a shorter one with its top bit set would be a second way to write another value.
  const isUnpadded = numbers.some((octets) => octets.length === NUMBER_BYTES && (octets[0] ?? 0) >= 0x80)
  return isUnpadded ? { der: toDer(numbers), form: 'unpadded' } : { der: value, form: 'der' }
}

type Numbers = readonly [r: Uint8Array, s: Uint8Array]

const split = (raw: Uint8Array): Numbers => [raw.subarray(0, NUMBER_BYTES), raw.subarray(NUMBER_BYTES)]

const toDer = ([r, s]: Numbers) => encodeSequence(encodeUnsignedInteger(r), encodeUnsignedInteger(s))

function readNumbers(value: Uint8Array): Numbers | undefined {
  try {
    const fields = openDer(parseDer(value, { maxBytes: 128 }))
    const r = expectTag(fields.next(), TAG.integer).content
    const s = expectTag(fields.next(), TAG.integer).content
    fields.end()
    return [r, s]
  } catch (error) {
    if (error instanceof CoreError) return undefined
    throw error
  }
}

/** Takes down the form of a value that is not as the standard has it. */
export function noteValueForm(value: Uint8Array, element: string, note: Note): void {
  const { form } = normalizeValue(value)
  if (form === 'raw') note('raw-value', element)
  if (form === 'unpadded') note('unpadded-integer', element)
}
