import { equalBytes } from '../bytes/sequence.ts'
import { digest } from '../crypto/digest.ts'
import type { CertificateThumbprint } from './x5t.ts'

/**
 * The thumbprint of a certificate.
 *
 * `SHA-256/64` is for finding a certificate among those at hand and proves nothing: whoever looks has to try every
 * certificate that has it, and to let the signature decide (RFC 9054, 2.1: "filter only").
 */
export function createThumbprint(
  certificate: Uint8Array,
  algorithm: CertificateThumbprint['algorithm'] = 'SHA-256',
): CertificateThumbprint {
  const whole = digest('SHA-256', certificate)
  return { algorithm, value: algorithm === 'SHA-256' ? whole : new Uint8Array(whole.subarray(0, 8)) }
}

/** Whether a certificate, in DER, has this thumbprint. */
export function hasThumbprint(certificate: Uint8Array, { algorithm, value }: CertificateThumbprint): boolean {
  return equalBytes(createThumbprint(certificate, algorithm).value, value)
}
