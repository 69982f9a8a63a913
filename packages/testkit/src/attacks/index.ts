export { SCANNING_STYLES, type ScannedEntry, type ScanningStyle, scanForward } from '../forward-scan.ts'
export {
  descriptor,
  type Header,
  type RawArchive,
  type RawEntry,
  writeArchive,
} from './archive.ts'
export type { Attack, AttackArea, Refusal } from './attack.ts'
export type { Carrier } from './carrier.ts'
export { createCarriers } from './carriers.ts'
export { ATTACKS } from './catalogue.ts'
export { createDeviatingPackages, type DeviatingFiles, type DeviatingPackage } from './deviating-packages.ts'
export { rewritten } from './resign.ts'
export { readTruthCarriers } from './truth-carriers.ts'
