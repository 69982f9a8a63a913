import { type Certificate, type Check, passed, type Role, skipped } from '@xinyin/core'
import { CMS_ATTRIBUTE, inspectSignedData, type SignedData } from '@xinyin/core/cms'
import { addPieces } from '../evidence/proofs.ts'
import { materialIn } from '../evidence/token.ts'
import type { DataSignature } from '../signature/data-signature.ts'
import { checkCertificatePath } from './certificate-path.ts'
import { checkAlgorithm } from './checks/seal-algorithm.ts'
import { checkContent } from './checks/signature-content.ts'
import { checkTime } from './checks/signature-time.ts'
import { checkUncovered, octetsOf, unsignedDeviations } from './checks/signature-uncovered.ts'
import { earlier, type Moments } from './moments.ts'
import type { PathPolicy } from './revocation.ts'
import { SIGNATURE_CHECK_IDS, type SignatureFinding } from './signature.ts'
import { inspectProof } from './time-proof.ts'
import { toleranceChecks } from './tolerances.ts'
import { unsignedInMessage } from './unsigned-parts.ts'

/** Who signs without a seal: a certificate for seals is worth nothing here, and the other way round. */
const ROLE: Role = 'document-signer'

/** Checks of messages that go by the names that signatures with a seal have for the same. */
const NAMES: Readonly<Record<string, string>> = {
  'cms.algorithms': 'signature.algorithm',
  'cms.signature': 'signature.value',
}

/** Checks of messages that are made here in the way of signatures with a seal, or that say nothing beside the others. */
const OWN: ReadonlySet<string> = new Set(['cms.structure', 'cms.signers', 'cms.time-stamp'])

/** When a signature is judged, and when it says that it was made if it does not say so itself. */
export interface DataSignatureTimes {
  readonly now: Date
  /** What the signed document says of it. */
  readonly described?: Date | undefined
}

/**
 * Checks a signature without a seal over data (GB/T 35275-2017, 8): `signature.*` as of signatures with a seal, and
 * `cms.*` for what these do not have. Checks about a seal are skipped for want of one.
 *
 * The signer's certificate has to lead to an anchor of the role `document-signer`. Without a time of its own the
 * signature is held to have been made when the data say, and if these do not say either, now.
 *
 * @param data - what is signed, as it arrived; pieces are read once, and do for a detached message alone
 */
export async function inspectDataSignature(
  signature: DataSignature,
  data: Uint8Array | AsyncIterable<Uint8Array>,
  policy: PathPolicy,
  { now, described }: DataSignatureTimes,
): Promise<SignatureFinding> {
  const { message, form, variant, algorithm } = signature
  const { trust } = policy
  // What came with the message is looked at after what is known without it.
  const came = { certificates: message.certificates, material: materialIn(message) }
  const proofs = addPieces(await policy.proofs(now), came)
  const { checks: told, subject } = await inspectSignedData(withoutUnsigned(message), {
    // The path of the signer is judged here, at the claimed time and now: what is left is the message itself.
    trust: { anchors: [], intermediates: [] },
    intermediates: [...trust.intermediates, ...trust.anchors.map((anchor) => anchor.certificate)],
    at: now,
    role: ROLE,
    policy: { signingCertificate: 'optional' },
    ...(message.content === undefined ? { content: data } : {}),
  })
  const certificate = subject?.signers[0]?.certificate
  const stamped = { embedded: signature.timeStamp, content: signature.signature }
  const context = { policy, proofs, now }
  const stamp = await inspectProof('signature.time-stamp', stamped, context)
  const { proven } = stamp
  const claim = signature.time ?? described
  const moments = { claimed: earlier(claim ?? now, proven), now, proven }
  const messageChecks = told.filter(({ id }) => !OWN.has(id) && !id.startsWith('path.')).map(renamed)
  const unsigned = await unsignedInMessage(message, certificate, policy)
  const checks = [
    passed('signature.structure', { form, variant }),
    ...messageChecks,
    checkContent(signature, data, messageChecks),
    ...(await pathChecks(certificate, { ...policy, proofs: async () => proofs }, moments)),
    claim === undefined ? skipped('signature.time', 'date') : checkTime({ ...moments, claimed: claim }),
    stamp.check,
    checkUncovered(unsigned),
  ].map((check) => onlySm2(check, algorithm, certificate))
  const made = new Set(checks.map(({ id }) => id))
  const others = SIGNATURE_CHECK_IDS.filter((id) => !made.has(id))
  const all = [
    ...checks,
    ...toleranceChecks(
      [...signature.deviations, ...unsignedDeviations(unsigned)],
      checks,
      'signature',
      policy.strict,
    ),
    ...others.map((id) => skipped(id, 'seal')),
  ]
  return {
    checks: all,
    moments: { ...moments, claimed: claim ?? now },
    signer: certificate?.subject,
    maker: undefined,
    unsigned: octetsOf(unsigned),
  }
}

/** Time stamps are judged here, and countersignatures do not count. */
function withoutUnsigned(message: SignedData): SignedData {
  const left: ReadonlySet<string> = new Set([CMS_ATTRIBUTE.timeStampToken, CMS_ATTRIBUTE.countersignature])
  const signers = message.signers.map((signer) => ({
    ...signer,
    unsignedAttributes: signer.unsignedAttributes.filter(({ oid }) => !left.has(oid)),
  }))
  return { ...message, signers }
}

const nameOf = (id: string) => NAMES[id] ?? id

function renamed(check: Check): Check {
  const { because } = check.facts
  const facts = typeof because === 'string' ? { ...check.facts, because: nameOf(because) } : check.facts
  return { ...check, id: nameOf(check.id), facts }
}

/** What is a good signature elsewhere is none here unless it is SM2 with SM3. */
const onlySm2 = (check: Check, algorithm: string, certificate: Certificate | undefined): Check =>
  check.id === 'signature.algorithm' && check.status === 'passed' && certificate !== undefined
    ? checkAlgorithm(check.id, algorithm, certificate)
    : check

async function pathChecks(
  certificate: Certificate | undefined,
  policy: PathPolicy,
  moments: Moments,
): Promise<Check[]> {
  const id = 'signature.signer-path'
  if (certificate === undefined)
    return [skipped(id, 'cms.signer-certificate'), skipped('path.revocation', id)]
  return checkCertificatePath(id, certificate, { policy, role: ROLE, moments })
}
