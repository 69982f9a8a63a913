export {
  type RevocationRecords,
  type SharedRevocationsOptions,
  sharedRevocations,
} from '../stores/revocations.ts'
export type { Access } from './access.ts'
export { type AccessTokenClaims, type AccessTokenExpectations, inspectAccessToken } from './access-token.ts'
export { createDpopNonces, type DpopNonces } from './dpop-nonce.ts'
export { type ApiGuard, type Connection, guard, type Outcome } from './guard.ts'
export type { DetailNeed, Needs } from './needs.ts'
export type { DpopOptions, GuardOptions, IntrospectionOptions } from './options.ts'
export {
  type MemoryRevocationsOptions,
  memoryRevocations,
  type RevocableToken,
  type Revocation,
  type Revocations,
} from './revocations.ts'
