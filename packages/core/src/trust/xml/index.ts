export type { XmlListLimits } from './guard.ts'
export {
  inspectTrustedList,
  parseTrustedList,
  type TrustedListOptions,
  type TrustedListReport,
  type VerifiedTrustedList,
  verifyTrustedList,
} from './inspect.ts'
export type { TrustedList, TrustedListPeriod, TrustedListService } from './list.ts'
export { type TrustedListRoles, trustFromTrustedList } from './trust-from.ts'
