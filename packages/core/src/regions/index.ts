export type { Region, RegionLookup } from '../register-codes/region.ts'
export { parseRegion, regionOf } from './region-of.ts'
