import { type Certificate, digestLater, equalBytes, type Trust } from '@xinyin/core'
import { HINT_LENGTH, type QrEnvelope } from './envelope.ts'

/** Most certificates that are tried for one code: more than one with the same hint is no accident. */
const TRIES = 4

/** Hints of certificates that were looked at, which are the same few for code after code. */
const HINTS = new WeakMap<Certificate, Uint8Array>()

async function learnHint(certificate: Certificate): Promise<Uint8Array> {
  const hint = new Uint8Array((await digestLater('SHA-256', certificate.raw)).subarray(0, HINT_LENGTH))
  HINTS.set(certificate, hint)
  return hint
}

/**
 * The certificates at hand that a code may mean: in the code itself, given beside it, and in the trust. That one of them has
 * the thumbprint proves nothing; the signature and the path have to.
 */
export async function findQrCertificates(
  { thumbprint, certificates: [embedded] }: QrEnvelope,
  given: readonly Certificate[],
  { anchors, intermediates }: Trust,
): Promise<readonly Certificate[]> {
  if (embedded !== undefined) return [embedded]
  const found: Certificate[] = []
  for (const certificate of [...given, ...intermediates, ...anchors.map((anchor) => anchor.certificate)]) {
    const hint = HINTS.get(certificate) ?? (await learnHint(certificate))
    if (!equalBytes(hint, thumbprint.value)) continue
    if (!found.some(({ raw }) => equalBytes(raw, certificate.raw))) found.push(certificate)
    if (found.length === TRIES) break
  }
  return found
}
