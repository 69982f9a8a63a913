import { type Certificate, encodeHex, equalBytes, type Trust } from '@xinyin/core'
import { createThumbprint } from '@xinyin/core/cose'
import type { QrEnvelope } from './envelope.ts'

/** Most certificates that are tried for one code: more than one with the same hint is no accident. */
const TRIES = 4

/** Hints of certificates that were looked at, which are the same few for code after code. */
const HINTS = new WeakMap<Certificate, string>()

function hintOf(certificate: Certificate): string {
  const known = HINTS.get(certificate)
  if (known !== undefined) return known
  const hint = encodeHex(createThumbprint(certificate.raw, 'SHA-256/64').value)
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
  const hint = encodeHex(thumbprint.value)
  const found: Certificate[] = []
  const atHand = [given, intermediates, anchors.map(({ certificate }) => certificate)]
  for (const list of atHand)
    for (const certificate of list) {
      if (hintOf(certificate) !== hint) continue
      if (found.some(({ raw }) => equalBytes(raw, certificate.raw))) continue
      found.push(certificate)
      if (found.length === TRIES) return found
    }
  return found
}
