export type { BundledStatusList } from './checks/status-lists.ts'
export type { BundleContent } from './content.ts'
export { type BundleSigning, createBundle, type NewBundle } from './create.ts'
export {
  type BundleOptions,
  type BundleReport,
  type BundleSubject,
  inspectBundle,
  type VerifiedBundle,
} from './inspect.ts'
export type { BundleLimits } from './limits.ts'
export { type BundleMemory, parseBundleMemory } from './memory.ts'
export { BUNDLE_TYPE, type BundleReading, parseBundle } from './read.ts'
export { verifyBundle } from './verify.ts'
