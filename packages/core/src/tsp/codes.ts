import { type Catalogue, errorsOf } from '../errors.ts'

/** The codes of time stamps, with their sentences. */
export const TSP_CODES = {} as const satisfies Catalogue

/** The checks of time stamps, with their titles. */
export const TSP_CHECKS = {} as const satisfies Catalogue

export const tspError = /* @__PURE__ */ errorsOf(TSP_CODES)
