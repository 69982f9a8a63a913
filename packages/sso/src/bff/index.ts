export { type Bff, createBff } from './bff.ts'
export type { BffOptions, Upstream } from './options.ts'
