/**
 * Lets a relying party use plain HTTP beyond loopback: `createRelyingParty({ …, [allowPlainHttp]: true })`.
 *
 * Cookies then travel in clear and the ID token's signature is the only thing that still holds. For laboratories.
 */
export const allowPlainHttp: unique symbol = Symbol('xinyin.sso.allow-plain-http')

/**
 * Lets an API guard take tokens while its `revocations` cannot be asked: `guard({ …, [allowUnaskedRevocations]: true })`.
 *
 * Whoever has signed out, or whose token was revoked, is then let in for as long as the outage lasts, and who can bring the
 * outage about decides when. For interfaces where no answer does more harm than one to somebody who has left.
 */
export const allowUnaskedRevocations: unique symbol = Symbol('xinyin.sso.allow-unasked-revocations')
