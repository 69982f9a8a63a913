export type { InflateFault } from './carriers/ofd/zip/inflate.ts'
export { inflate } from './carriers/ofd/zip/inflater.ts'
