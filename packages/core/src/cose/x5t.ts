import { type CborValue, isCborArray, isCborBytes } from '../cbor/value.ts'
import { coseError } from './codes.ts'
import { COSE_HEADER } from './header.ts'

/** Hash algorithms (RFC 9054, 2.1): SHA-256, and its first 64 bits. */
const SHA_256 = -16
const SHA_256_64 = -15

/** The hash of a certificate, by which a message names the one of its signer (RFC 9360, 2: `x5t`). */
export interface CertificateThumbprint {
  readonly algorithm: 'SHA-256' | 'SHA-256/64'
  readonly value: Uint8Array
}

/** The value of `x5t`. */
export function encodeThumbprint({ algorithm, value }: CertificateThumbprint): CborValue {
  return [algorithm === 'SHA-256' ? SHA_256 : SHA_256_64, value]
}

/** @throws CoreError `ERR_COSE_HEADER` */
export function readThumbprint(value: CborValue | undefined): CertificateThumbprint | undefined {
  if (value === undefined) return undefined
  const parts = isCborArray(value) && value.length === 2 ? value : []
  const [algorithm, hash] = parts
  const length = algorithm === SHA_256 ? 32 : algorithm === SHA_256_64 ? 8 : undefined
  if (!isCborBytes(hash) || hash.length !== length)
    throw coseError('ERR_COSE_HEADER', { label: COSE_HEADER.x5t })
  return { algorithm: length === 32 ? 'SHA-256' : 'SHA-256/64', value: hash }
}
