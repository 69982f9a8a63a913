/** A region by its code (GB/T 2260). */
export interface Region {
  /** Six digits. */
  readonly code: string
  readonly level: 'nation' | 'province' | 'city' | 'county'
  /** From the province down, as far as they are known: 浙江省, 杭州市, 西湖区. */
  readonly names: readonly string[]
  /** Whether the table has the code itself; without it, the names are of what lies above. */
  readonly current: boolean
}

/**
 * Finds a region; `undefined` where not even its province is known. `regionOf` of `@xinyin/core/regions` is one. The
 * table of names is 160 kB, so that who wants them hands it in.
 */
export type RegionLookup = (code: string) => Region | undefined

/** The first two digits of the codes of provinces and their like (GB/T 2260). */
const PROVINCES =
  ' 11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 '

/** Central bodies of state are registered under a code that stands for the whole country. */
export const NATION = '100000'

const FORM = /^[1-9]\d{5}$/

/** Whether a text has the form of a region code: six digits. */
export const hasRegionForm = (code: string): boolean => code.length === 6 && FORM.test(code)

/** Whether the first two digits of a region code are those of a province. */
export const isInProvince = (code: string): boolean => PROVINCES.includes(` ${code.slice(0, 2)} `)
