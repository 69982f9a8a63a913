/**
 * Lets a relying party use plain HTTP beyond loopback: `createRelyingParty({ …, [allowPlainHttp]: true })`.
 *
 * Cookies then travel in clear and the ID token's signature is the only thing that still holds. For laboratories.
 */
export const allowPlainHttp: unique symbol = Symbol('xinyin.sso.allow-plain-http')
