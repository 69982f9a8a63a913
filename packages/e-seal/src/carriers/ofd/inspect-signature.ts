import { type Check, failedBy, type Name, passed, skipped } from '@xinyin/core'
import { readDateTime } from '../../seal/date-time.ts'
import { loadSignedValue } from '../../signature/load.ts'
import type { SignedValue } from '../../signature/signed-value.ts'
import type { Moments } from '../../verify/moments.ts'
import type { PathPolicy } from '../../verify/revocation.ts'
import { structureFault } from '../../verify/seal.ts'
import { SIGNATURE_CHECK_IDS } from '../../verify/signature.ts'
import { inspectSignedValue } from '../../verify/signed-value.ts'
import { toleranceChecks } from '../../verify/tolerances.ts'
import { checkCoverage, uncoveredFiles } from './checks/coverage.ts'
import { checkDigestMethod } from './checks/digest-method.ts'
import { checkOrder } from './checks/order.ts'
import { checkPropertyInfo } from './checks/property-info.ts'
import { checkReferences } from './checks/references.ts'
import { checkSealCopy } from './checks/seal-copy.ts'
import { checkSignatureDate } from './checks/signature-date.ts'
import { checkSignatureMethod } from './checks/signature-method.ts'
import { checkStamps } from './checks/stamps.ts'
import { ofdError } from './codes.ts'
import type { Contents } from './contents.ts'
import type { DescribedSignature, UndescribedSignature } from './described.ts'
import type { FileKind } from './file-kind.ts'
import type { OpenOfd } from './open.ts'
import { successionOf } from './order.ts'
import type { OfdSignature } from './subject.ts'

/** The package around a signature. */
export interface SignatureContext {
  readonly ofd: OpenOfd
  readonly described: readonly DescribedSignature[]
  readonly contents: Contents
  readonly kinds: ReadonlyMap<string, FileKind>
}

/** What was found of one signature. */
export interface InspectedSignature {
  readonly signature: DescribedSignature
  readonly context: SignatureContext
  readonly subject: OfdSignature
  /** Up to the order of signatures, and after it: for the order, all of them have to be known. */
  readonly checks: readonly [before: readonly Check[], after: readonly Check[]]
  readonly moments: Moments | undefined
}

const CONTENT_CHECK_IDS = ['ofd.digest-method', 'ofd.references', 'ofd.coverage', 'ofd.stamps', 'ofd.order']
const PLACE_CHECK_IDS = ['ofd.property-info', 'ofd.signature-method', 'ofd.signature-date', 'ofd.seal-copy']

/** The checks of a signature whose description cannot be read. */
export function undescribedChecks({ listed, fault }: UndescribedSignature): Check[] {
  const others = [...CONTENT_CHECK_IDS, 'signature.structure', ...PLACE_CHECK_IDS, ...SIGNATURE_CHECK_IDS]
  const skips = others.map((id) => skipped(id, 'ofd.signature-file'))
  return [failedBy('ofd.signature-file', fault), ...skips].map(withFact(listed.id))
}

const withFact =
  (id: string) =>
  (check: Check): Check => ({ ...check, facts: { signature: id.slice(0, 40), ...check.facts } })

/** Inspects one signature of a package, but for its place among the others. */
export async function inspectSignature(
  signature: DescribedSignature,
  context: SignatureContext,
  policy: PathPolicy,
  now: Date,
): Promise<InspectedSignature> {
  const { listed, described, data } = signature
  const { ofd, contents, kinds } = context
  const method = checkDigestMethod(described)
  const content = [
    passed('ofd.signature-file', { type: listed.type }),
    method,
    method.status === 'passed'
      ? checkReferences(described, contents.digestOf)
      : skipped('ofd.references', method.id),
    checkCoverage(signature, kinds, ofd.documents),
    checkStamps(signature, ofd.documents, contents.boxes),
  ]
  let value: SignedValue
  try {
    value = await loadSignedValue(await fileOf(ofd, described.signedValueFile), listed.type)
  } catch (error) {
    const fault = structureFault('signature.structure', error, [...SIGNATURE_CHECK_IDS, ...PLACE_CHECK_IDS])
    const subject = subjectOf(signature, context, {})
    return { signature, context, subject, checks: [content, fault], moments: undefined }
  }
  const { dateTime, sealFile } = described
  const times = { now, described: dateTime === undefined ? undefined : readDateTime(dateTime) }
  const found = await inspectSignedValue(value, data, policy, times)
  const places = [
    checkPropertyInfo(value, described),
    checkSignatureMethod(value.signature, described),
    checkSignatureDate(value.signature, described),
    checkSealCopy(sealFile === undefined ? undefined : await ofd.read(sealFile), value, described),
  ]
  const tolerances = toleranceChecks([], [method, ...places], 'document', policy.strict)
  return {
    signature,
    context,
    subject: subjectOf(signature, context, { value, ...found }),
    checks: [content, [...found.checks, ...places, ...tolerances]],
    moments: found.moments,
  }
}

async function fileOf(ofd: OpenOfd, file: string): Promise<Uint8Array> {
  const bytes = await ofd.read(file)
  if (bytes === undefined) throw ofdError('ERR_OFD_FILE_MISSING', { file })
  return bytes
}

/** All checks of a signature, its place among the others included. */
export function orderChecks(inspected: InspectedSignature, all: readonly InspectedSignature[]): Check[] {
  const { signature, context, checks } = inspected
  const [before, after] = checks
  const momentsOf = new Map(all.map((each) => [each.signature, each.moments]))
  const order = checkOrder(
    signature,
    successionOf(signature, context.described),
    (other) => momentsOf.get(other)?.claimed,
  )
  return [...before, order, ...after].map(withFact(signature.listed.id))
}

interface Known {
  readonly value?: SignedValue
  readonly signer?: Name | undefined
  readonly maker?: Name | undefined
  readonly moments?: Moments
  readonly unsigned?: number
}

function subjectOf(
  signature: DescribedSignature,
  { described: all, kinds }: SignatureContext,
  { value, signer, maker, moments, unsigned }: Known,
): OfdSignature {
  const { listed, described } = signature
  const seal = value?.type === 'Seal' ? value.signature.seal : undefined
  const covered = described.references.map(({ file }) => file)
  const files = [listed.file, described.signedValueFile, described.sealFile].filter(
    (file) => file !== undefined,
  )
  const held = new Set([...covered, ...files])
  return {
    id: listed.id,
    type: listed.type,
    document: listed.document,
    sealName: seal?.info.name,
    sealId: seal?.info.id,
    signer,
    maker,
    time: value?.signature.time,
    provenAt: moments?.proven,
    clock: moments?.proven === undefined ? 'claimed' : 'time-stamp',
    files,
    stamps: described.stamps,
    covered,
    uncovered: uncoveredFiles(signature, kinds),
    unsigned,
    after: {
      signatures: successionOf(signature, all).after.map((other) => other.listed.id),
      files: [...kinds.keys()].filter((file) => !held.has(file)),
    },
    picture: seal?.info.picture,
  }
}
