export { createSealStatusChecker, type SealStatusCheckerOptions } from './checker.ts'
export { makerDigest, sealDigest } from './digest.ts'
export { SEAL_STATUS_REASONS, type SealStatusEntry, type SealStatusReason } from './entry.ts'
export { readSealStatusUrl, SEAL_STATUS_EXTENSION } from './extension.ts'
export {
  fetchSealStatus,
  fetchSealStatusList,
  type SealStatusFetching,
  sealStatusListUrl,
  sealStatusUrl,
} from './fetch.ts'
export { findInSealStatusAnswer, findInSealStatusList } from './find.ts'
export {
  inspectSealStatusAnswer,
  inspectSealStatusList,
  type SealStatusListOptions,
  type SealStatusOptions,
  type SealStatusReport,
  type VerifiedSealStatus,
  type VerifiedSealStatusList,
  verifySealStatusList,
} from './inspect.ts'
export type { SealStatusLimits } from './limits.ts'
export type { SealStatusList, SealStatusStatement, ValidSeals } from './list.ts'
export { parseSealStatusMemory, type SealStatusMemory } from './memory.ts'
export type { SealStatusAnswer } from './parse.ts'
export { parseSealStatusAnswer, parseSealStatusList } from './read.ts'
