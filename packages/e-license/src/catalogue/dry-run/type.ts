import { distance } from 'fastest-levenshtein'
import { isTypeCode } from '../../identifier/is-part.ts'
import type { LicenceType } from '../licence-type.ts'
import { plainText } from '../plain-text.ts'
import type { Row } from './row.ts'
import { firstOf } from './row.ts'
import type { TypeIndex } from './type-index.ts'

/** The type is one that the catalogue has and that is in use, and the licence bears its name. */
export function checkType(row: Row, index: TypeIndex): void {
  const { note, type, today } = row
  const code = firstOf(row, 'ZZLXDM')
  const name = firstOf(row, 'ZZMC')
  if (code === undefined) return
  if (type === undefined) {
    const meant = meantCode(code, name, index)
    const proposal = meant === undefined ? {} : { proposal: meant }
    note(isTypeCode(code) ? 'row.type-unknown' : 'row.type-code', 'ZZLXDM', { found: code, ...proposal })
    return
  }
  const state = stateOf(type, today)
  if (state !== undefined) note('row.type-state', 'ZZLXDM', { found: code, facts: { state } })
  if (name !== undefined && name !== type.name)
    note('row.name', 'ZZMC', { found: name, expected: type.name, proposal: type.name })
}

/** The type of the same name, else the only one whose code is but one character off. */
function meantCode(code: string, name: string | undefined, index: TypeIndex): string | undefined {
  const named = name === undefined ? [] : (index.codesOf.get(plainText(name)) ?? [])
  if (named.length === 1) return named[0]
  const near = [...index.types.keys()].filter((known) => differsOnce(code, known))
  return near.length === 1 ? near[0] : undefined
}

/** Whether one character was changed, left out or put in. Most codes of a catalogue are told apart without counting. */
function differsOnce(a: string, b: string): boolean {
  const apart = Math.abs(a.length - b.length)
  return apart <= 1 && distance(a, b) === 1
}

function stateOf({ state, publishedOn }: LicenceType, today: string): string | undefined {
  if (state !== 'published') return state
  return publishedOn !== undefined && publishedOn > today ? `published ${publishedOn}` : undefined
}
