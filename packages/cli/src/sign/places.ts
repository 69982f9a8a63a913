import type { RidingSeam, SealOfdOptions, Stamp } from '@xinyin/e-seal/ofd'
import { InvalidArgumentError } from 'commander'

/** Where a seal is to show, as the command line has it. */
export interface PlaceOptions {
  readonly pages?: 'all' | 'last' | readonly number[]
  readonly at?: readonly [x: number, y: number]
  readonly near?: string
  readonly occurrence?: number | 'first' | 'last' | 'all'
  readonly ridingSeam?: RidingSeam['edge'] | true
  readonly facing?: boolean
}

/** `all`, `last`, or numbers from 1 and runs of them: `1,3-5`. */
export function parsePages(text: string): 'all' | 'last' | number[] {
  if (text === 'all' || text === 'last') return text
  const pages = text.split(',').flatMap((part) => {
    const [, first, last = first] = /^([1-9]\d{0,4})(?:-([1-9]\d{0,4}))?$/.exec(part) ?? []
    const [from, to] = [Number(first), Number(last)]
    if (!(from <= to))
      throw new InvalidArgumentError('Expected 1,3-5, all or last. 应为 1,3-5、all 或 last。')
    return Array.from({ length: to - from + 1 }, (_, i) => from + i)
  })
  return [...new Set(pages)].sort((a, b) => a - b)
}

/** Millimetres from the left and from the top: `140,200.5`. */
export function parsePoint(text: string): [number, number] {
  const [, x, y] = /^(-?\d{1,5}(?:\.\d{1,3})?),(-?\d{1,5}(?:\.\d{1,3})?)$/.exec(text) ?? []
  if (x !== undefined && y !== undefined) return [Number(x), Number(y)]
  throw new InvalidArgumentError('Expected x,y in mm: 140,200. 应为以毫米计的 x,y。')
}

/** Which of several: its number, or a word. */
export function parseOccurrence(text: string): number | 'first' | 'last' | 'all' {
  if (text === 'first' || text === 'last' || text === 'all') return text
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('Expected a number, first, last or all. 应为序号、first、last 或 all。')
}

/** The places that the options name; a seal without any is invisible. */
export function placesOf(options: PlaceOptions): Pick<SealOfdOptions, 'stamps' | 'ridingSeam' | 'facing'> {
  const stamp = stampOf(options)
  const { ridingSeam, facing = false } = options
  return {
    ...(stamp === undefined ? {} : { stamps: [stamp] }),
    ...(ridingSeam === undefined ? {} : { ridingSeam: { edge: ridingSeam === true ? 'right' : ridingSeam } }),
    ...(facing ? { facing } : {}),
  }
}

function stampOf({ pages, at, near, occurrence }: PlaceOptions): Stamp | undefined {
  // What is signed is signed at its end.
  if (at !== undefined) return { at, pages: pages ?? 'last' }
  if (near === undefined) return undefined
  return {
    near,
    ...(pages === undefined ? {} : { pages }),
    ...(occurrence === undefined ? {} : { occurrence }),
  }
}
