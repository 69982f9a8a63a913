/** Claims whose token was verified in this process. */
const verified = new WeakSet<object>()

/** Remembers that claims come out of a token that was verified. */
export function markVerified<Claims extends object>(claims: Claims): Claims {
  verified.add(claims)
  return claims
}

/** Whether it is the very object that verification gave out: a copy, or one from elsewhere, is not. */
export function isVerified(claims: object): boolean {
  return verified.has(claims)
}
