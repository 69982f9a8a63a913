import { isUscc, usccCheckCharacter } from '@xinyin/core/register-codes'

/** One change of a text: what stands between two places becomes another text. */
export interface Change {
  readonly start: number
  readonly end: number
  readonly text: string
  readonly kind: 'look-alike' | 'substituted' | 'swapped' | 'left-out' | 'too-many'
}

/** A right code that differs from a wrong one by few changes. */
export interface Mended {
  readonly code: string
  readonly changes: readonly Change[]
}

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** Letters that GB 32100 leaves out, and the digits that they are taken for. */
const LOOK_ALIKES: Readonly<Record<string, string>> = { I: '1', O: '0', S: '5', Z: '2' }

const places = (count: number) => Array.from({ length: count }, (_, at) => at)

const apply = (code: string, { start, end, text }: Change): string =>
  code.slice(0, start) + text + code.slice(end)

/** Puts digits for all letters that look like them and cannot be meant. */
export function mendLookAlikes(code: string): Mended {
  const changes = places(code.length).flatMap((at): Change[] => {
    const text = LOOK_ALIKES[code.charAt(at)]
    return text === undefined ? [] : [{ start: at, end: at + 1, text, kind: 'look-alike' }]
  })
  return { code: changes.reduce(apply, code), changes }
}

/**
 * The one character with which the check character of a code agrees to the rest (GB 32100: a sum with weights 3^i modulo 31,
 * and every value is that of one character).
 *
 * @param before - what stands before it
 * @param after - what stands behind it; 18 characters with both
 */
function characterBetween(before: string, after: string): string {
  if (after === '') return usccCheckCharacter(before)
  const found = ALPHABET.indexOf(usccCheckCharacter(`${before}0${after}`))
  const missing = (found - ALPHABET.indexOf(after.slice(-1)) + 31) % 31
  const weight = 3 ** before.length % 31
  return ALPHABET.charAt(places(31).findIndex((value) => (weight * value) % 31 === missing))
}

/** Tries a change of one kind at every place, and keeps what gives a credit code. */
function mendOnce(
  code: string,
  kind: Change['kind'],
  count: number,
  change: (at: number) => { readonly end: number; readonly text: string },
): Mended[] {
  return places(count).flatMap((start) => {
    const { end, text } = change(start)
    const mended = code.slice(0, start) + text + code.slice(end)
    const isMended = mended !== code && isUscc(mended)
    return isMended ? [{ code: mended, changes: [{ start, end, text, kind }] }] : []
  })
}

const substitute = (code: string) =>
  mendOnce(code, 'substituted', 18, (at) => ({
    end: at + 1,
    text: characterBetween(code.slice(0, at), code.slice(at + 1)),
  }))

const swap = (code: string) =>
  mendOnce(code, 'swapped', 17, (at) => ({ end: at + 2, text: code.charAt(at + 1) + code.charAt(at) }))

const insert = (code: string) =>
  mendOnce(code, 'left-out', 18, (at) => ({
    end: at,
    text: characterBetween(code.slice(0, at), code.slice(at)),
  }))

const remove = (code: string) => mendOnce(code, 'too-many', 19, (at) => ({ end: at + 1, text: '' }))

/** Of two equal neighbours it does not matter which one was left out or typed twice. */
const distinct = (found: readonly Mended[]): Mended[] => [
  ...new Map(found.map((mended) => [mended.code, mended])).values(),
]

function mendLength(code: string): readonly Mended[] {
  if (code.length === 17) return distinct(insert(code))
  return code.length === 19 ? distinct(remove(code)) : []
}

/**
 * The right credit codes that one slip of the finger turns into a wrong one: look-alike letters, one other character, two
 * neighbours swapped, one left out, one too many. There may be several; what else checks them has to choose.
 */
export function mendUscc(code: string): readonly Mended[] {
  if (code.length !== 18) return mendLength(code)
  const digits = mendLookAlikes(code)
  if (digits.changes.length > 0 && isUscc(digits.code)) return [digits]
  return [...substitute(code), ...swap(code)]
}
