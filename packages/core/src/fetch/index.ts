export type { Resolve } from './guard.ts'
export { createGuardedFetch, type GuardedFetchOptions } from './guarded.ts'
export type { FetchPolicy } from './policy.ts'
