import { TrustError } from '../errors.ts'
import {
  type Check,
  createReport,
  failed,
  failedBy,
  indeterminate,
  passed,
  type Report,
  skipped,
} from '../report.ts'
import { CMS_CHECKS } from './codes.ts'
import { type Content, type DigestedContent, digestContent } from './content.ts'
import { type MessageDigest, messageDigest } from './digest.ts'
import { refusalOf } from './refusal.ts'
import { presentedBy } from './revocation.ts'
import { parseSignedData, type SignedData } from './signed-data.ts'
import {
  assertSignerOptions,
  type Budget,
  type InspectedSigner,
  inspectSigner,
  type SignerOptions,
} from './signer.ts'

/** What a message is held against. */
export interface SignedDataOptions extends SignerOptions {
  /** The content of a detached message: bytes, or pieces of any size, which are read once. */
  readonly content?: Content
  /** Whether every signer must pass, or one is enough. `all` unless given. */
  readonly signers?: 'all' | 'any'
}

/** What was found of a message. Trust it only when the verdict is `passed`. */
export interface InspectedSignedData {
  readonly message: SignedData
  /** The content in the message; nothing where it is detached. */
  readonly content: Uint8Array | undefined
  /** In the order of the message, each with a verdict of its own. */
  readonly signers: readonly InspectedSigner[]
}

/** Time stamps and countersignatures that are looked at on one message. */
const MAX_UNSIGNED = 64

/** Detached content that is kept for signatures without attributes, in bytes. */
const MAX_WHOLE = 64 * 1024 * 1024

/**
 * Checks a signed message (RFC 5652, 5.6; GB/T 35275-2017): every signature over the content, and the path of every
 * signer to an anchor with the role.
 *
 * Content of any size is gone through once, in constant memory, unless a signature has no attributes: that one is over
 * the content itself, of which 64 MiB at most are kept.
 *
 * Unconfirmed [?]: that messages of GB/T 35275 and GM/T 0010 with attributes hold the plain SM3 of the content, without
 * the signer's id and key before it. No such message from the field was at hand.
 *
 * @param message - DER, BER or PEM, or a message already read
 * @returns the checks `cms.*` and `path.*`; of several signers, those of each, with `number` counting from 1
 * @example
 * ```ts
 * const report = await inspectSignedData(signature, { trust, at: new Date(), content: file.stream() })
 * if (report.verdict !== 'passed') console.error(explain(report, 'zh-CN'))
 * ```
 */
export async function inspectSignedData(
  message: string | Uint8Array | SignedData,
  options: SignedDataOptions,
): Promise<Report<InspectedSignedData>> {
  const { content: given, signers: demand = 'all', ...signerOptions } = options
  if (demand !== 'all' && demand !== 'any') throw new TypeError('signers: expected all or any')
  assertSignerOptions(signerOptions)
  let read: SignedData
  try {
    read = typeof message === 'string' || message instanceof Uint8Array ? parseSignedData(message) : message
  } catch (error) {
    return createReport<InspectedSignedData>(withoutStructure(failedBy('cms.structure', error)), undefined)
  }

  const { check, content } = await readContent(read, given)
  const count = read.signers.length
  const checks = [
    passed('cms.structure', { profile: read.profile, contentType: read.contentType }),
    check,
    count > 0 ? passed('cms.signers', { count }) : failed('cms.signers', 'ERR_CMS_NO_SIGNERS'),
  ]
  const budget: Budget = { left: MAX_UNSIGNED }
  const presented = presentedBy(read, signerOptions)
  const signers: InspectedSigner[] = []
  for (const signer of read.signers)
    signers.push(await inspectSigner(read, signer, content, { ...signerOptions, presented }, budget))

  const enough = demand === 'any' ? signers.find(({ verdict }) => verdict === 'passed') : undefined
  const counted = enough === undefined ? signers : [enough]
  const numbered = counted.flatMap((signer) => {
    const number = signers.indexOf(signer) + 1
    return count === 1 ? signer.checks : signer.checks.map((one) => withNumber(one, number))
  })
  return createReport([...checks, ...numbered], { message: read, content: read.content, signers })
}

const withNumber = (check: Check, number: number): Check => ({ ...check, facts: { number, ...check.facts } })

/** The content, from the message or from beside it, never from both. @returns `cms.content` with what it found */
async function readContent(
  { signers, content: attached }: SignedData,
  given: Content | undefined,
): Promise<{ readonly check: Check; readonly content: DigestedContent | undefined }> {
  const id = 'cms.content'
  const content = attached ?? given
  if (content === undefined)
    return { check: indeterminate(id, 'ERR_CMS_CONTENT_MISSING'), content: undefined }
  if (attached !== undefined && given !== undefined)
    return { check: failed(id, 'ERR_CMS_CONTENT_TWICE'), content: undefined }
  const digests = new Set<MessageDigest>()
  for (const { digestAlgorithm } of signers) {
    const name = messageDigest(digestAlgorithm)
    if (name !== undefined) digests.add(name)
  }
  const whole = signers.some(({ signedAttributes }) => signedAttributes === undefined)
  try {
    const digested = await digestContent(content, { digests, whole, maxBytes: MAX_WHOLE })
    return { check: passed(id, { detached: attached === undefined }), content: digested }
  } catch (error) {
    if (error instanceof TrustError) return { check: failedBy(id, error), content: undefined }
    throw error
  }
}

function withoutStructure(structure: Check): Check[] {
  const others = Object.keys(CMS_CHECKS).filter((id) => id !== structure.id)
  return [structure, ...others.map((id) => skipped(id, structure.id))]
}

/**
 * The message with its content and signers, or the first check that stands against it as an error.
 *
 * @throws CoreError `ERR_CMS_*`, `ERR_PATH_*`, and those of what could not be read
 */
export async function verifySignedData(
  message: string | Uint8Array | SignedData,
  options: SignedDataOptions,
): Promise<InspectedSignedData> {
  const report = await inspectSignedData(message, options)
  if (report.verdict === 'passed' && report.subject !== undefined) return report.subject
  throw await refusalOf(report, options)
}
