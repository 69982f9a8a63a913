import { viewOf } from './bytes.ts'
import { brokenFont } from './codes.ts'

/** Subroutines by their numbers, as a charstring names them (Adobe Technical Note 5177, 4.7). */
export interface Subroutines {
  readonly length: number
  at(index: number): Uint8Array
}

/** What all charstrings of a font share. */
export interface Workspace {
  /** Steps that are left: subroutines that call others could take for ever. */
  steps: number
  /** For the charstring that is being written. */
  readonly out: Uint8Array
}

/** A glyph takes some hundreds of steps. */
const MAX_STEPS = 5_000_000

export const createWorkspace = (): Workspace => ({ steps: MAX_STEPS, out: new Uint8Array(MAX_LENGTH) })

const MAX_DEPTH = 10
/** As the technical note has it, appendix B. */
const MAX_ARGUMENTS = 48
/** What readers take; real glyphs have some hundreds of octets. */
const MAX_LENGTH = 65_535

const CALL = 10
const RETURN = 11
const ESCAPE = 12
const END = 14
const CALL_GLOBAL = 29
const STEMS: ReadonlySet<number> = new Set([1, 3, 18, 23])
const MASKS: ReadonlySet<number> = new Set([19, 20])
/** Moves, lines and curves. */
const PATHS: ReadonlySet<number> = new Set([4, 5, 6, 7, 8, 21, 22, 24, 25, 26, 27, 30, 31])
/** `hflex`, `flex`, `hflex1`, `flex1`, after the escape. */
const FLEXES: ReadonlySet<number> = new Set([34, 35, 36, 37])
/** Does nothing any more. */
const DOT_SECTION = 0

/**
 * Writes a charstring without calls: the same path, with what its subroutines do in their places. Hints for small sizes
 * on coarse screens are left out.
 *
 * @returns `undefined` for what would not stay the same, and what fonts of today do not have: arithmetic, and accents put
 * on letters by `endchar`
 */
export function flattenCharstring(
  code: Uint8Array,
  local: Subroutines,
  global: Subroutines,
  workspace: Workspace,
): Uint8Array | undefined {
  const { out } = workspace
  /** Where each number begins that no operator has taken yet: all after what is written for good. */
  const numbers: number[] = []
  let end = 0
  let stems = 0
  let isBegun = false
  let state: 'open' | 'ended' | 'unlike' = 'open'

  const append = (octet: number) => {
    if (end === MAX_LENGTH) throw brokenFont('a glyph of it is too large')
    out[end++] = octet
  }
  const write = (...operator: readonly number[]) => {
    for (const octet of operator) append(octet)
    numbers.length = 0
    isBegun = true
  }
  /** The first of these may have the width of the glyph before it, which then belongs to the first operator that stays. */
  const dropStems = () => {
    stems += numbers.length >> 1
    const kept = !isBegun && numbers.length % 2 === 1 ? 1 : 0
    end = numbers[kept] ?? end
    numbers.length = kept
  }
  const popNumber = () => {
    const start = numbers.pop()
    if (start === undefined) throw brokenFont('a glyph of it calls no subroutine')
    const number = readNumber(out.subarray(start, end))
    end = start
    return number
  }
  const run = (program: Uint8Array, depth: number) => {
    if (depth > MAX_DEPTH) throw brokenFont('its subroutines call each other too deep')
    for (let at = 0; at < program.length && state === 'open'; ) {
      if (--workspace.steps < 0) throw brokenFont('its glyphs take too many steps')
      const operator = program[at] ?? 0
      const size = sizeOfNumber(operator)
      if (size > 0) {
        if (numbers.length === MAX_ARGUMENTS || at + size > program.length)
          throw brokenFont('a glyph of it is no charstring')
        numbers.push(end)
        for (const last = at + size; at < last; at++) append(program[at] ?? 0)
        continue
      }
      at += 1
      if (STEMS.has(operator)) dropStems()
      else if (MASKS.has(operator)) {
        dropStems()
        at += (stems + 7) >> 3
      } else if (PATHS.has(operator)) write(operator)
      else if (operator === CALL || operator === CALL_GLOBAL) {
        const subroutines = operator === CALL ? local : global
        run(subroutines.at(popNumber() + biasOf(subroutines)), depth + 1)
      } else if (operator === RETURN) return
      else if (operator === END) {
        state = numbers.length > 1 ? 'unlike' : 'ended'
        write(END)
      } else if (operator === ESCAPE) {
        const second = program[at++] ?? 0
        if (second === DOT_SECTION) continue
        if (!FLEXES.has(second)) state = 'unlike'
        write(ESCAPE, second)
      } else throw brokenFont('a glyph of it is no charstring')
    }
  }
  run(code, 0)
  if (state === 'open') throw brokenFont('a glyph of it has no end')
  return state === 'ended' ? new Uint8Array(out.subarray(0, end)) : undefined
}

/** Octets of a number that begins like this; 0 for an operator. */
function sizeOfNumber(first: number): number {
  if (first === 28) return 3
  if (first < 32) return 0
  return first < 247 ? 1 : first < 255 ? 2 : 5
}

function readNumber(token: Uint8Array): number {
  const [first = 0, second = 0] = token
  if (first === 28) return viewOf(token).getInt16(1)
  if (first < 247) return first - 139
  if (first < 251) return (first - 247) * 256 + second + 108
  if (first < 255) return -(first - 251) * 256 - second - 108
  return viewOf(token).getInt32(1) / 65_536
}

const biasOf = ({ length }: Subroutines): number => (length < 1_240 ? 107 : length < 33_900 ? 1_131 : 32_768)
