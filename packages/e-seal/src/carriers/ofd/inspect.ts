import { type Check, createReport, failedBy, type Report, skipped } from '@xinyin/core'
import { errorOf } from '../../verify/deciding.ts'
import { type PathPolicy, pathPolicy } from '../../verify/revocation.ts'
import { checkFakeSeals } from './checks/fake-seals.ts'
import { checkGraph } from './checks/graph.ts'
import { besideFiles, checkPackage, packageTolerances } from './checks/package.ts'
import { checkRoles } from './checks/roles.ts'
import { checkSigned } from './checks/signed.ts'
import { type Contents, readContents } from './contents.ts'
import {
  type DescribedSignature,
  describeSignatures,
  isDescribed,
  type UndescribedSignature,
} from './described.ts'
import type { EntriesList } from './entries-list.ts'
import { type FileKind, kindsOf } from './file-kind.ts'
import { inspectSignature, orderChecks, undescribedChecks } from './inspect-signature.ts'
import { type OpenOfd, openOfd } from './open.ts'
import type { OfdOptions } from './options.ts'
import { DEFAULT_MAX_LINKS, ENTRIES_FILE } from './package-index.ts'
import { type ByteSource, sourceOf } from './source.ts'
import type { OfdSubject } from './subject.ts'

/**
 * Inspects a sealed OFD document: the package, what it shows, each of its signatures, and what they cover.
 *
 * A document without a signature fails with `ERR_OFD_UNSIGNED`. Checks of a signature carry the fact `signature`,
 * the ID that `Signatures.xml` gives it.
 *
 * Each file is inflated and looked at once. A document that does not lie in memory, as `openFile` of
 * `@xinyin/e-seal/node` gives one, is read piece by piece, so that its size does not matter.
 *
 * @param document - the OFD file
 * @returns a report on the checks `ofd.*`, `signature.*`, `seal.*` and `path.revocation`; it never throws for what the
 *   data says
 * @throws TypeError, RangeError for a wrong call, and what the source throws when it cannot be read
 */
export async function inspectOfd(
  document: Uint8Array | Blob | ByteSource,
  options: OfdOptions,
): Promise<Report<OfdSubject>> {
  const now = options.at ?? new Date()
  if (Number.isNaN(now.getTime())) throw new RangeError('at: not a valid time')
  if (options.expect !== undefined) (await import('./seldom.ts')).assertExpectation(options.expect)
  const source = sourceOf(document)
  let found: Found
  try {
    found = await readPackage(source, options)
  } catch (error) {
    return createReport<OfdSubject>(
      [failedBy('ofd.package', error), ...PACKAGE_CHECK_IDS.map((id) => skipped(id, 'ofd.package'))],
      undefined,
    )
  }
  const wanted = options.wanted?.(found.ofd.documents, found.ofd.kept)
  return inspectFound(found, options, { ...pathPolicy(options), wanted }, now)
}

const PACKAGE_CHECK_IDS = [
  'ofd.signed',
  'ofd.expected',
  'ofd.graph',
  'ofd.roles',
  'ofd.entries-list',
  'ofd.fake-seals',
]

/** All that is read of a package before anything is decided. */
interface Found {
  readonly ofd: OpenOfd
  readonly signatures: readonly (DescribedSignature | UndescribedSignature)[]
  readonly described: readonly DescribedSignature[]
  readonly entriesList: EntriesList | undefined
  readonly contents: Contents
  readonly kinds: ReadonlyMap<string, FileKind>
}

async function readPackage(source: ByteSource, { limits = {} }: OfdOptions): Promise<Found> {
  const ofd = await openOfd(source, limits)
  const signatures = await describeSignatures(ofd, limits)
  const described = signatures.filter(isDescribed)
  const entriesList = ofd.has(ENTRIES_FILE)
    ? await (await import('./seldom.ts')).readEntriesListOf(ofd)
    : undefined
  const own = ownFiles(signatures, entriesList)
  const lists = ofd.documents.flatMap((document) => document.signatures ?? [])
  // Those of signatures that cannot be read are theirs as well.
  const signing = new Set([...own.keys(), ...lists, ...signatures.map(({ listed }) => listed.file)])
  const contents = await readContents(ofd, described, signing, limits.maxLinks ?? DEFAULT_MAX_LINKS)
  const kinds = kindsOf(ofd, contents.links, own)
  return { ofd, signatures, described, entriesList, contents, kinds }
}

/** The files of signatures, and those of the list of all files. */
function ownFiles(
  signatures: readonly (DescribedSignature | UndescribedSignature)[],
  entriesList: EntriesList | undefined,
): Map<string, 'signature' | 'entries-list'> {
  const own = new Map<string, 'signature' | 'entries-list'>()
  if (entriesList !== undefined)
    own.set(ENTRIES_FILE, 'entries-list').set(entriesList.signedValueFile, 'entries-list')
  for (const signature of signatures.filter(isDescribed)) {
    const { listed, described } = signature
    own.set(listed.file, 'signature').set(described.signedValueFile, 'signature')
    if (described.sealFile !== undefined) own.set(described.sealFile, 'signature')
    own.set(listed.list, 'signature')
  }
  return own
}

async function inspectFound(
  found: Found,
  options: OfdOptions,
  policy: PathPolicy,
  now: Date,
): Promise<Report<OfdSubject>> {
  const { ofd, signatures, described, contents, kinds } = found
  const inspected = []
  const checks: Check[] = []
  for (const signature of signatures) {
    if (!isDescribed(signature)) {
      checks.push(...undescribedChecks(signature))
      continue
    }
    const result = await inspectSignature(signature, { ofd, described, contents, kinds }, policy, now)
    inspected.push(result)
  }
  for (const each of inspected) checks.push(...orderChecks(each, inspected))
  const subject = {
    documents: ofd.documents,
    signatures: inspected.map((each) => each.subject),
    kinds,
  }
  const signed = {
    found: signatures.length,
    expected: options.signatures,
    allDescribed: described.length === signatures.length,
    leftover: contents.signatureLike[0],
  }
  return createReport<OfdSubject>(
    [
      checkPackage(ofd),
      checkSigned(signed),
      options.expect === undefined
        ? skipped('ofd.expected', 'expectation')
        : (await import('./seldom.ts')).checkExpected(
            options.expect,
            subject.signatures,
            signatures.length,
            besideFiles(ofd),
          ),
      checkGraph(ofd, contents),
      checkRoles(contents),
      await entriesCheck(found, policy, now),
      checkFakeSeals(contents),
      ...packageTolerances(ofd, options.strict),
      ...checks,
    ],
    subject,
  )
}

async function entriesCheck(found: Found, policy: PathPolicy, now: Date): Promise<Check> {
  if (found.entriesList === undefined) return skipped('ofd.entries-list', 'entries-list')
  const { inspectEntriesList } = await import('./seldom.ts')
  return inspectEntriesList(found.entriesList, found, policy, now)
}

/**
 * What was sealed, or the first check that stands against it as an error.
 *
 * @throws TrustError with the code of that check; also where the verdict is `indeterminate`
 */
export async function verifyOfd(
  document: Uint8Array | Blob | ByteSource,
  options: OfdOptions,
): Promise<OfdSubject> {
  const report = await inspectOfd(document, options)
  if (report.verdict === 'passed' && report.subject !== undefined) return report.subject
  throw await errorOf(report)
}
