import { lazily } from '../../lazily.ts'

export type Seldom = typeof import('./seldom.ts')

/** Uses what few paths need, loaded with the first that does. */
export const withSeldom = /* @__PURE__ */ lazily<Seldom>(() => import('./seldom.ts'))
