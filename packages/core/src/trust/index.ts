export { ROLES, type Role, type Trust, type TrustAnchor } from './anchor.ts'
export { checkGrant, checkGrants, type Grant, type Grantee, isRegionPrefix, type Wanted } from './grant.ts'
export { joinTrust } from './join.ts'
export {
  type CachedTrustList,
  createTrustListCache,
  type TrustListCache,
  type TrustListCacheOptions,
  type TrustListSource,
} from './list/cache.ts'
export {
  createTrustList,
  signTrustList,
  type TrustListContent,
  type TrustListSigning,
} from './list/create.ts'
export {
  diffTrustLists,
  type TrustListChange,
  type TrustListDifference,
  type TrustListEntry,
} from './list/diff.ts'
export { encodeTrustList } from './list/encode.ts'
export {
  inspectTrustList,
  type TrustListOptions,
  type TrustListReport,
  verifyTrustList,
} from './list/inspect.ts'
export type { TrustListLimits } from './list/limits.ts'
export type {
  ListPublisher,
  ServicePeriod,
  ServiceStatus,
  TrustedEntity,
  TrustedService,
  TrustList,
} from './list/list.ts'
export { parseTrustListMemory, type TrustListMemory } from './list/memory.ts'
export { parseTrustListContent } from './list/parse.ts'
export { parseTrustList, type TrustListReading } from './list/read.ts'
export { memoryTrustListStore, type TrustListStore } from './list/store.ts'
export { type TrustFromOptions, trustFrom } from './list/trust-from.ts'
export type { VerifiedTrustList } from './list/verified.ts'
export { loadTrust, TRUST_FOLDERS, type TrustFile, type TrustLimits } from './load.ts'
export { LISTS_FOLDER, loadTrustWithLists, type TrustListFolderOptions } from './load-lists.ts'
export { checkRevokedKey } from './revoked-anchor.ts'
