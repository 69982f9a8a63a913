import { type ByteSource, bytesOf, readExactly } from '../source.ts'

/** A part of the archive that a reader wants to see next. */
export interface Stretch {
  readonly offset: number
  readonly length: number
}

/** A reader of an archive that asks for one stretch after the other, wherever the bytes come from. */
export type StretchReading<T> = Generator<Stretch, T, Uint8Array>

/** Lets a reader read what lies in memory. */
export function readStretches<T>(archive: Uint8Array, reading: StretchReading<T>): T {
  let step = reading.next()
  while (step.done !== true) {
    const { offset, length } = step.value
    step = reading.next(archive.subarray(offset, offset + length))
  }
  return step.value
}

/** Headers of small entries lie close together: so much is read at once where one of them is asked for. */
const WINDOW_BYTES = 64 * 1024

/** Lets a reader read from any source. */
export async function readSource<T>(source: ByteSource, reading: StretchReading<T>): Promise<T> {
  const bytes = bytesOf(source)
  if (bytes !== undefined) return readStretches(bytes, reading)
  let held = { offset: 0, bytes: new Uint8Array(0) }
  let step = reading.next()
  while (step.done !== true) {
    const { offset, length } = step.value
    if (offset < held.offset || offset + length > held.offset + held.bytes.length) {
      const wanted = Math.min(Math.max(length, WINDOW_BYTES), source.size - offset)
      held = { offset, bytes: new Uint8Array(await readExactly(source, offset, wanted)) }
    }
    const from = offset - held.offset
    step = reading.next(held.bytes.subarray(from, from + length))
  }
  return step.value
}
