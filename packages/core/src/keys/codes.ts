import { type Catalogue, errorsOf } from '../errors.ts'

/** The codes of files and forms of keys, with their sentences. */
export const KEYS_CODES = {} as const satisfies Catalogue

/** The checks of files and forms of keys, with their titles. */
export const KEYS_CHECKS = {} as const satisfies Catalogue

export const keysError = /* @__PURE__ */ errorsOf(KEYS_CODES)
