export type { DataContent } from './content.ts'
export type { DataDescription } from './description.ts'
export type { DataExpectation } from './expectation.ts'
export type { DataSealForm, DataSealValue } from './form.ts'
export { inspectSealedData, type SealedDataOptions, verifySealedData } from './inspect.ts'
export {
  inspectSealedJson,
  type SealedJson,
  type SealedJsonOptions,
  verifySealedJson,
} from './inspect-json.ts'
export type { JsonLimits, JsonSeal } from './json.ts'
export type {
  CmsPreparation,
  DataSealPreparation,
  JwsPreparation,
  SesPreparation,
} from './preparation.ts'
export { type FinishDataSealOptions, finishDataSeal, prepareDataSeal } from './prepare.ts'
export { type CmsSealing, type DataSealing, type JwsSealing, type SesSealing, sealData } from './seal.ts'
export {
  finishJsonSeal,
  type JsonSealing,
  type JsonSealPreparation,
  type PreparedJsonSeal,
  prepareJsonSeal,
  sealJson,
} from './seal-json.ts'
export type { PreparedDataSeal } from './state.ts'
export type { SealedData } from './subject.ts'
