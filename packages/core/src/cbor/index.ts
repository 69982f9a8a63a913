export type { CborLimits } from './limits.ts'
export { type ParseCborOptions, parseCbor } from './read.ts'
export {
  type CborKey,
  type CborMap,
  type CborTag,
  type CborValue,
  isCborArray,
  isCborBytes,
  isCborMap,
  isCborTag,
} from './value.ts'
export { encodeCbor } from './write.ts'
