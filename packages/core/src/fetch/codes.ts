import { type Catalogue, errorsOf } from '../errors.ts'

/** The codes of guarded requests, with their sentences. */
export const FETCH_CODES = {} as const satisfies Catalogue

/** The checks of guarded requests, with their titles. */
export const FETCH_CHECKS = {} as const satisfies Catalogue

export const fetchError = /* @__PURE__ */ errorsOf(FETCH_CODES)
