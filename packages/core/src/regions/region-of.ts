import { areaList } from '@vant/area-data'
import { registerError } from '../register-codes/codes.ts'
import { hasRegionForm, NATION, type Region } from '../register-codes/region.ts'

const { province_list: PROVINCES, city_list: CITIES, county_list: COUNTIES } = areaList

/** Where counties stand directly below their province, the table has a level between that is no region. */
const NO_REGION = /^(?:县|.*直辖县.*)$/

const nameIn = (table: Readonly<Record<string, string>>, code: string): string | undefined =>
  Object.hasOwn(table, code) ? table[code] : undefined

/**
 * Finds the province, city and county of a code (GB/T 2260). Of a code that is not in the table, the names of what lies
 * above are given and `current` is false: regions are dissolved, and codes in numbers of persons and bodies stay.
 *
 * The table is of today's regions, from a package made for forms: beyond GB/T 2260 it lists some development zones and
 * towns.
 *
 * @param code - six digits
 * @returns `undefined` where no province has these first two digits
 * @example
 * regionOf('330106') // { code: '330106', level: 'county', names: ['浙江省', '杭州市', '西湖区'], current: true }
 */
export function regionOf(code: string): Region | undefined {
  if (!hasRegionForm(code)) return undefined
  if (code === NATION) return { code, level: 'nation', names: ['全国'], current: true }
  const province = nameIn(PROVINCES, `${code.slice(0, 2)}0000`)
  if (province === undefined) return undefined
  if (code.endsWith('0000')) return { code, level: 'province', names: [province], current: true }
  const city = nameIn(CITIES, `${code.slice(0, 4)}00`)
  // Municipalities stand in the table a second time, as the city of themselves.
  const isOwnRegion = city !== undefined && city !== province && !NO_REGION.test(city)
  const above = isOwnRegion ? [province, city] : [province]
  if (code.endsWith('00')) return { code, level: 'city', names: above, current: city !== undefined }
  const county = nameIn(COUNTIES, code)
  const names = county === undefined ? above : [...above, county]
  return { code, level: 'county', names, current: county !== undefined }
}

/**
 * Reads a region code.
 *
 * @throws CoreError `ERR_REGION_FORM`, `ERR_REGION_PROVINCE`; `ERR_REGION_UNKNOWN` where the table does not have it
 */
export function parseRegion(code: string): Region {
  if (!hasRegionForm(code)) throw registerError('ERR_REGION_FORM')
  const region = regionOf(code)
  if (region === undefined) throw registerError('ERR_REGION_PROVINCE')
  if (!region.current) throw registerError('ERR_REGION_UNKNOWN')
  return region
}
