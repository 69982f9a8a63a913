import type { Sha2 } from './provider/provider.ts'

/** ECDSA with each hash (RFC 5758, 3.2). */
export const ECDSA_OIDS: Readonly<Record<Sha2, string>> = {
  'SHA-256': '1.2.840.10045.4.3.2',
  'SHA-384': '1.2.840.10045.4.3.3',
  'SHA-512': '1.2.840.10045.4.3.4',
}

/** RSA with PKCS#1 v1.5 and each hash (RFC 4055, 5). */
export const RSA_OIDS: Readonly<Record<Sha2, string>> = {
  'SHA-256': '1.2.840.113549.1.1.11',
  'SHA-384': '1.2.840.113549.1.1.12',
  'SHA-512': '1.2.840.113549.1.1.13',
}
