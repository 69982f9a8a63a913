export type {
  LicenceState,
  LicenceStatusChecker,
  LicenceStatusContext,
  LicenceStatusFinding,
} from '../verify/status-checker.ts'
export {
  type Allocated,
  allocateStatus,
  allocateStatusAmong,
  countFree,
  openStatusAllocation,
  parseStatusAllocation,
  type StatusAllocation,
  statusPlaceOf,
} from './allocation.ts'
export { createStatusChecker, type StatusCheckerOptions } from './checker.ts'
export type { StatusListContent } from './content.ts'
export { fetchStatusList, type StatusListFetching } from './fetch.ts'
export { createStatusListHandler, type StatusListHandlerOptions } from './handler.ts'
export { inspectStatusList, type StatusListOptions, type StatusListSubject } from './inspect.ts'
export type { StatusListLimits } from './limits.ts'
export {
  changeStatuses,
  createStatusList,
  encodeStatusList,
  parseStatusList,
  readStatus,
  type StatusBits,
  type StatusList,
} from './list.ts'
export {
  type StatusListSigning,
  type StatusListStatement,
  signStatusListCwt,
  signStatusListJwt,
} from './sign.ts'
export { encodeState, parseState, STATE_VALUES } from './state.ts'
export {
  parseStatusListToken,
  STATUS_LIST_TYPES,
  type StatusListFormat,
  type StatusListReading,
  type StatusListToken,
} from './token.ts'
