import { equalBytes } from '../bytes/sequence.ts'
import { type Check, failed, indeterminate, passed } from '../report.ts'
import type { Trust } from '../trust/anchor.ts'
import type { Certificate } from '../x509/certificate.ts'
import { sameName } from '../x509/name-match.ts'
import type { SignerIdentifier, SignerInfo } from './signer-info.ts'
import { isNamedCertificate } from './signing-certificate.ts'

/** Whether a certificate is the one that a signer says is his (RFC 5652, 5.3). */
export function answersTo(certificate: Certificate, sid: SignerIdentifier): boolean {
  return sid.kind === 'subject-key-identifier'
    ? certificate.subjectKeyIdentifier === sid.subjectKeyIdentifier
    : certificate.serialNumber === sid.serialNumber && sameName(certificate.issuer, sid.issuer)
}

/**
 * Finds the certificate of a signer. Of several that answer to him, the one that the signature names; the identifier
 * itself is covered by no signature.
 *
 * @returns the check `cms.signer-certificate`, and the certificate
 */
export function findSignerCertificate(
  signer: SignerInfo,
  certificates: readonly Certificate[],
): { readonly check: Check; readonly certificate: Certificate | undefined } {
  const id = 'cms.signer-certificate'
  const facts = { signer: signerName(signer.sid) }
  const answering: Certificate[] = []
  for (const certificate of certificates) {
    if (!answersTo(certificate, signer.sid)) continue
    if (!answering.some(({ raw }) => equalBytes(raw, certificate.raw))) answering.push(certificate)
  }
  const named = answering.filter((certificate) => isNamedCertificate(signer, certificate))
  const [certificate, ...others] = named.length > 0 ? named : answering
  if (certificate === undefined)
    return { check: indeterminate(id, 'ERR_CMS_CERTIFICATE_MISSING', facts), certificate }
  if (others.length > 0) {
    const check = failed(id, 'ERR_CMS_CERTIFICATE_AMBIGUOUS', { ...facts, found: others.length + 1 })
    return { check, certificate: undefined }
  }
  return { check: passed(id, { ...facts, subject: certificate.subject.text }), certificate }
}

/** For people, who have no use for more of it than those numbers have that certificates bear. */
const MAX_NAME = 128

function signerName(sid: SignerIdentifier): string {
  const name = sid.kind === 'subject-key-identifier' ? sid.subjectKeyIdentifier : sid.serialNumber
  return name.length > MAX_NAME ? `${name.slice(0, MAX_NAME)}…` : name
}

/** The certificates among which a signer's is looked for: the message's, the caller's, and those of the trust. */
export function certificatePool(
  message: { readonly certificates: readonly Certificate[] },
  { trust, intermediates = [] }: { readonly trust: Trust; readonly intermediates?: readonly Certificate[] },
): Certificate[] {
  const anchors = trust.anchors.map(({ certificate }) => certificate)
  return [...message.certificates, ...intermediates, ...trust.intermediates, ...anchors]
}
