/** Octets of the digest of a holder's code: no two numbers of persons that there are have the same. */
export const HOLDER_DIGEST_BYTES = 8
