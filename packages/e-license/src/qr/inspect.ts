import {
  type Certificate,
  type Check,
  createReport,
  digestLater,
  encodeHex,
  failed,
  failedBy,
  indeterminate,
  inspectPath,
  passed,
  type Report,
  skipped,
  TrustError,
} from '@xinyin/core'
import { verifyCoseSign1 } from '@xinyin/core/cose'
import { createRevocationChecker } from '@xinyin/core/revocation'
import type { Licence } from '../metadata/data.ts'
import { assertPartialLicenceData } from '../metadata/validate.ts'
import type { LicencePolicy } from '../verify/policy.ts'
import { checkRules, createLicence, type RulesContext, skipRules } from '../verify/rules.ts'
import { wantedOf } from '../verify/wanted.ts'
import { findQrCertificates } from './certificates.ts'
import { parseQrContent, type QrContent } from './content.ts'
import { unpackQrContent } from './deflate.ts'
import { parseQrMessage, QR_EXTERNAL_AAD, type QrEnvelope, withCertificates } from './envelope.ts'

/** What a verifier holds a licence's QR code against. */
export interface LicenceQrPolicy extends LicencePolicy {
  /** Certificates of issuers at hand, as an offline bundle brings them; those in the trust are looked through too. */
  readonly certificates?: readonly Certificate[]
}

/** Who tells of revocations where nobody was given who does: what is in the trust. It remembers nothing. */
const TOLD_BY_TRUST = /* @__PURE__ */ createRevocationChecker()

/** @internal The checks of a QR code, in the order in which they are made. */
const QR_CHECK_IDS = ['qr.form', 'qr.certificate', 'qr.signature'] as const

/**
 * Inspects a licence by what its QR code says, with nothing asked of any network: its form, the issuer's signature, the path
 * of the issuer's certificate to an anchor of `licence-issuer` and what that one was granted, and the licence's own rules.
 *
 * The certificate is looked for in the code, in `certificates` and in the trust; where it is at hand nowhere, the report is
 * `indeterminate`. States and revocations are told by what the policy brings, such as the contents of an offline bundle.
 *
 * @param text - as a scanner gives it
 * @returns a report; it never throws for what the data says. `subject` has of each holder what the code shows
 */
export async function inspectLicenceQr(text: string, policy: LicenceQrPolicy): Promise<Report<Licence>> {
  const at = policy.at ?? new Date()
  if (Number.isNaN(at.getTime())) throw new RangeError('at: not a valid time')
  // A picture can be copied: who demands proof of possession must not be given one instead.
  const form =
    policy.keyBinding === undefined
      ? passed('licence.form', { form: 'qr' })
      : failed('licence.form', 'ERR_SDJWT_KEY_BINDING_MISSING', { form: 'qr' })
  const read = await readQr(text)
  if (read.envelope === undefined || read.content === undefined) {
    const [id, ...others] = QR_CHECK_IDS
    const rest = [...others, 'licence.metadata'].map((check) => skipped(check, id))
    return createReport<Licence>([form, read.check, ...rest, ...skipRules(id)], undefined)
  }
  const { envelope, content } = read
  const revocation = policy.revocation ?? policy.trust.revocationChecker ?? TOLD_BY_TRUST
  const { certificate, check: signature } = await checkSignature(envelope, policy)
  const metadata = checkMetadata(content)
  const lower = [
    form,
    read.check,
    ...(await checkCertificate(certificate, envelope, content, policy, { at, revocation })),
    signature,
    metadata,
  ]
  if (metadata.status !== 'passed')
    return createReport<Licence>([...lower, ...skipRules(metadata.id)], undefined)
  const subject = createLicence('qr', content.data)
  // What nobody is known to have signed is held to no rules: whoever wrote it kept them.
  if (certificate === undefined) return createReport([...lower, ...skipRules('qr.certificate')], subject)
  // Comparing takes its time, which nobody is to spend on what nobody signed.
  const data =
    policy.holder === undefined || signature.status !== 'passed'
      ? content.data
      : await (await import('./holder-digest.ts')).revealHolders(content, policy.holder.number)
  const checked = checkRules(data, [{ certificate: certificate.subject }], policy, {
    at,
    revocation,
    before: lower,
  })
  lower.push(...('then' in checked ? await checked : checked))
  return createReport(lower, subject)
}

interface ReadQr {
  readonly check: Check
  readonly envelope?: QrEnvelope
  readonly content?: QrContent
}

async function readQr(text: string): Promise<ReadQr> {
  try {
    const message = parseQrMessage(text)
    const [signer] = message.message.certificates
    const envelope = withCertificates(message, signer && (await digestLater('SHA-256', signer)))
    const content = parseQrContent(unpackQrContent(envelope.payload))
    const facts = { algorithm: envelope.algorithm, characters: text.length }
    return { check: passed('qr.form', facts), envelope, content }
  } catch (error) {
    return { check: failedBy('qr.form', error) }
  }
}

function checkMetadata({ data }: QrContent): Check {
  try {
    assertPartialLicenceData(data)
    return passed('licence.metadata')
  } catch (error) {
    return failedBy('licence.metadata', error)
  }
}

/** The certificate at hand is the one that the code means, and leads to an anchor that may issue such a licence. */
async function checkCertificate(
  certificate: Certificate | undefined,
  { thumbprint, certificates }: QrEnvelope,
  { data }: QrContent,
  { trust, certificates: atHand = [] }: LicenceQrPolicy,
  { at, revocation }: Pick<RulesContext, 'at' | 'revocation'>,
): Promise<readonly Check[]> {
  const id = 'qr.certificate'
  if (certificate === undefined)
    return [indeterminate(id, 'ERR_QR_CERTIFICATE_UNKNOWN', { thumbprint: encodeHex(thumbprint.value) })]
  const path = await inspectPath(certificate, {
    trust,
    role: 'licence-issuer',
    at,
    intermediates: [...certificates.slice(1), ...atHand],
    revocation,
    wanted: wantedOf(data),
  })
  return [passed(id, { embedded: certificates.length }), ...path.checks]
}

/** Of the certificates that the code may mean, the one whose key made the signature; else the first, which did not. */
async function checkSignature(
  envelope: QrEnvelope,
  { certificates = [], trust }: LicenceQrPolicy,
): Promise<{ readonly check: Check; readonly certificate: Certificate | undefined }> {
  const id = 'qr.signature'
  const found = await findQrCertificates(envelope, certificates, trust)
  for (const certificate of found)
    try {
      await verifyCoseSign1(envelope.message, certificate.publicKey, SIGNED_BESIDE)
      return { check: passed(id, { algorithm: envelope.algorithm }), certificate }
    } catch (error) {
      if (!(error instanceof TrustError)) throw error
    }
  const [certificate] = found
  if (certificate === undefined) return { check: skipped(id, 'qr.certificate'), certificate }
  return { check: failed(id, 'ERR_QR_SIGNATURE', { algorithm: envelope.algorithm }), certificate }
}

const SIGNED_BESIDE = { externalAad: QR_EXTERNAL_AAD } as const
