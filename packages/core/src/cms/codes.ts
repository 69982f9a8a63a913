import { type Catalogue, errorsOf } from '../errors.ts'

/** The codes of CMS messages, with their sentences. */
export const CMS_CODES = {} as const satisfies Catalogue

/** The checks of CMS messages, with their titles. */
export const CMS_CHECKS = {} as const satisfies Catalogue

export const cmsError = /* @__PURE__ */ errorsOf(CMS_CODES)
