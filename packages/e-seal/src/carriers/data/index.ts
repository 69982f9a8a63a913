export type { DataContent } from './content.ts'
export type { DataDescription } from './description.ts'
export type { DataSealForm, DataSealValue } from './form.ts'
export type {
  CmsPreparation,
  DataSealPreparation,
  JwsPreparation,
  SesPreparation,
} from './preparation.ts'
export { type FinishDataSealOptions, finishDataSeal, prepareDataSeal } from './prepare.ts'
export { type CmsSealing, type DataSealing, type JwsSealing, type SesSealing, sealData } from './seal.ts'
export type { PreparedDataSeal } from './state.ts'
