import { type Catalogue, errorsOf } from '../../errors.ts'

/** The codes of revocation, with their sentences. */
export const REVOCATION_CODES = {} as const satisfies Catalogue

/** The checks of revocation, with their titles. */
export const REVOCATION_CHECKS = {} as const satisfies Catalogue

export const revocationError = /* @__PURE__ */ errorsOf(REVOCATION_CODES)
