import { EXTENSION_PREFIX } from '../../metadata/elements.ts'
import { isPersonCode } from '../../metadata/holder-code.ts'
import type { LicenceType } from '../licence-type.ts'
import type { Cells } from './clean.ts'
import type { Secrets } from './conceal.ts'
import type { RawCells } from './read-row.ts'

/** Whoever put a seal on or made a copy is a person as well. */
const ALWAYS = ['ZZQZR', 'JZJZZZ'] as const

/** Names have letters; shorter words stand in many texts. */
const isTelling = (value: string): boolean => value.length >= 6 || /^\p{L}[\p{L}·•. ]+$/u.test(value)

/** What of a row says something of a person: who holds it, the number it has for that, items marked as personal. */
export function secretsOf(raw: RawCells, cells: Cells, type: LicenceType | undefined): Secrets {
  const columns = new Set<string>(ALWAYS)
  const isOfPerson = holdsPerson(cells, type)
  if (isOfPerson) for (const name of ['CZZT', 'CZZTDM', 'ZZBH', 'YZZBH']) columns.add(name)
  const items = new Map(
    type?.extensions.map((item) => [EXTENSION_PREFIX + item.name, item.personal === true]),
  )
  for (const name of [...raw.keys(), ...items.keys()])
    if (name.startsWith(EXTENSION_PREFIX) && (items.get(name) ?? isOfPerson)) columns.add(name)
  const values = [...columns].flatMap((name) => [...(raw.get(name) ?? []), ...(cells.get(name) ?? [])])
  // The longest first, so that none is cut by one that it holds.
  return { columns, values: [...new Set(values)].filter(isTelling).sort((a, b) => b.length - a.length) }
}

/** Whether any holder is a person, or may be one: where it is not said, the type tells. */
function holdsPerson(cells: Cells, type: LicenceType | undefined): boolean {
  if (type?.holders.kind === 'organisation') return false
  const kinds = cells.get('CZZTDMLXDM') ?? []
  return kinds.length === 0 || kinds.some(isPersonCode)
}
