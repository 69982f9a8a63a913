/**
 * What the leaf is to be used for.
 *
 * - `signer`: it signs seals, documents, credentials or time stamps
 * - `authority`: it is itself an authority, that issues certificates
 */
export type Target = 'signer' | 'authority'
