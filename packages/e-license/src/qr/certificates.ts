import { type Certificate, equalBytes, type Trust } from '@xinyin/core'
import { createThumbprint } from '@xinyin/core/cose'
import type { QrEnvelope } from './envelope.ts'

/** Most certificates that are tried for one code: more than one with the same hint is no accident. */
const TRIES = 4

/** Hints of certificates that were looked at, which are the same few for code after code. */
const HINTS = new WeakMap<Certificate, Uint8Array>()

function hintOf(certificate: Certificate): Uint8Array {
  const known = HINTS.get(certificate)
  if (known !== undefined) return known
  const hint = createThumbprint(certificate.raw, 'SHA-256/64').value
  HINTS.set(certificate, hint)
  return hint
}

/**
 * The certificates at hand that a code may mean: in the code itself, given beside it, and in the trust. That one of them has
 * the thumbprint proves nothing; the signature and the path have to.
 */
export function findQrCertificates(
  { thumbprint, certificates: [embedded] }: QrEnvelope,
  given: readonly Certificate[],
  { anchors, intermediates }: Trust,
): readonly Certificate[] {
  if (embedded !== undefined) return [embedded]
  const found: Certificate[] = []
  const look = (certificate: Certificate): void => {
    if (found.length === TRIES || !equalBytes(hintOf(certificate), thumbprint.value)) return
    if (!found.some(({ raw }) => equalBytes(raw, certificate.raw))) found.push(certificate)
  }
  given.forEach(look)
  intermediates.forEach(look)
  for (const { certificate } of anchors) look(certificate)
  return found
}
