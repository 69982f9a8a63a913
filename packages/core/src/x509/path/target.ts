/**
 * What the leaf is to be used for.
 *
 * - `signer`: it signs seals, documents, credentials or time stamps
 * - `authority`: it is itself an authority, that issues certificates
 * - `crl-issuer`: it signs lists of revoked certificates
 * - `ocsp-responder`: it signs answers about certificates in the name of the authority that issued it
 * - `server`: it proves to be a server of a name
 */
export type Target = 'signer' | 'authority' | 'crl-issuer' | 'ocsp-responder' | 'server'
