import type { LicenceType, Period } from '../licence-type.ts'
import type { Note } from './finding.ts'

const isWhole = (number: number, least: number, most: number) =>
  Number.isInteger(number) && number >= least && number <= most

function isSensible({ years = 0, months = 0 }: Period): boolean {
  return isWhole(years, 0, 100) && isWhole(months, 0, 1200) && isWhole(years * 12 + months, 1, 1200)
}

/** The rule of validity is one that a licence can be held to. */
export function lintValidity({ validity }: LicenceType, note: Note): void {
  const refuse = (place: string, reason: string) => note('catalogue.validity', place, { reason })
  if (validity.kind === 'age' && !isWhole(validity.age, 1, 150)) refuse('/validity/age', String(validity.age))
  if (validity.kind !== 'fixed') return
  if (validity.periods.length === 0) refuse('/validity/periods', '0')
  const seen = new Set<number>()
  validity.periods.forEach((period, i) => {
    const { years = 0, months = 0 } = period
    const length = years * 12 + months
    if (!isSensible(period) || seen.has(length)) refuse(`/validity/periods/${i}`, `${years} y ${months} m`)
    seen.add(length)
  })
}
