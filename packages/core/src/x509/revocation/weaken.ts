/**
 * Lets a certificate pass of which nothing is known, as browsers do. Whoever can keep answers from arriving can then use
 * a revoked certificate.
 */
export const acceptUnknownRevocation: unique symbol = /* @__PURE__ */ Symbol('acceptUnknownRevocation')

/** Looks at the first certificate of a path only: a revoked authority goes unnoticed. */
export const leafRevocationOnly: unique symbol = /* @__PURE__ */ Symbol('leafRevocationOnly')
