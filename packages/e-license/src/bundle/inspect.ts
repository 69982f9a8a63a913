import {
  type Certificate,
  type Check,
  type Clock,
  createReport,
  failed,
  failedBy,
  type PathOptions,
  passed,
  type Report,
  skipped,
  type Trust,
} from '@xinyin/core'
import { verifyJws } from '@xinyin/core/jws'
import {
  createRevocationChecker,
  parseRevocationBundle,
  type RevocationMaterial,
} from '@xinyin/core/revocation'
import { joinTrust, type VerifiedTrustList } from '@xinyin/core/trust'
import { createStatusChecker } from '../status/checker.ts'
import type { LicenceStatusChecker } from '../verify/status-checker.ts'
import { createKnownVersions, type LicenceVersions, versionAfter } from '../verify/versions.ts'
import { checkSequence } from './checks/sequence.ts'
import { checkSigner } from './checks/signer.ts'
import { type BundledStatusList, checkStatusLists } from './checks/status-lists.ts'
import { checkTrustLists, type TrustListContext } from './checks/trust-lists.ts'
import { checkValidity } from './checks/validity.ts'
import { BUNDLE_CHECKS, bundleError } from './codes.ts'
import { type BundleContent, parseBundleContent } from './content.ts'
import { completeBundleLimits } from './limits.ts'
import { type BundleMemory, contentDigest } from './memory.ts'
import { type BundleReading, parseSignedBundle, type SignedBundle } from './read.ts'

/** What a bundle is held against. */
export interface BundleOptions extends BundleReading {
  /**
   * What was trusted before the bundle came: anchors of `status-issuer` or `trust-list-signer` say who may sign it, those
   * of `trust-list-signer` whose trust lists count.
   */
  readonly trust: Trust
  /** Now. */
  readonly at: Date
  /** What was kept of the last bundle. Without it a bundle can be replaced by an older one that is not yet overdue. */
  readonly remembered?: BundleMemory
  /**
   * Who finds out whether signers were revoked: unless given, that of the trust, else the revocation lists in the trust
   * and the bundle tell.
   */
  readonly revocation?: PathOptions['revocation']
  /**
   * Seconds since a status list was signed; a day more than the time for which the bundle is to hold unless given.
   */
  readonly maxAge?: number
  /** What time it is when licences are looked at; the system's clock unless given. */
  readonly clock?: Clock
}

/** What is in a bundle, and how fresh each part is. */
export interface BundleSubject extends Omit<BundleContent, 'trustLists' | 'statusLists' | 'revocation'> {
  readonly signer: Certificate
  readonly trustLists: readonly VerifiedTrustList['list'][]
  readonly statusLists: readonly BundledStatusList[]
  readonly revocation: RevocationMaterial
}

/** A bundle every check of which has passed. */
export interface VerifiedBundle extends BundleSubject {
  /** What `inspectLicence` takes: `inspectLicence(upload, { ...policy, at })`. */
  readonly policy: {
    readonly trust: Trust
    readonly status: LicenceStatusChecker
    readonly versions: LicenceVersions
  }
  /** What to keep, and to give as `remembered` when the next bundle is verified. */
  readonly memory: BundleMemory
}

/** The checks `bundle.*`, and the bundle for use where all of them passed. */
export interface BundleReport extends Report<BundleSubject> {
  readonly verified: VerifiedBundle | undefined
}

/**
 * Inspects an offline bundle: its form, signature and signer, that it is no older than what was seen, that it is in force,
 * and that its trust lists and status lists can be used.
 *
 * The trust that comes out is what was trusted before, and what the trust lists in the bundle add to it; with the
 * revocation lists of both.
 *
 * @returns the checks `bundle.*`; it never throws for what the data says
 * @throws RangeError for options that are none
 * @example
 * ```ts
 * const { verified } = await inspectBundle(file, { trust, at: new Date(), remembered })
 * if (verified) {
 *   save(JSON.stringify(verified.memory))
 *   const report = await inspectLicence(upload, { ...verified.policy, requireStatus: true })
 * }
 * ```
 */
export async function inspectBundle(
  input: string | Uint8Array,
  options: BundleOptions,
): Promise<BundleReport> {
  const { trust, at, remembered } = options
  if (Number.isNaN(at.getTime())) throw new RangeError('at: not a valid time')
  if (options.maxAge !== undefined && !(options.maxAge >= 0)) throw new RangeError('maxAge: seconds, from 0')
  const limits = completeBundleLimits(options.limits)
  let signed: SignedBundle
  try {
    signed = parseSignedBundle(input, limits)
    const { jws, certificates } = signed
    const sm2 = options.sm2 === undefined ? {} : { sm2: options.sm2 }
    if (!(await verifyJws(jws, certificates[0].publicKey, sm2))) {
      const facts = { signer: certificates[0].subject.text }
      return without(failed('bundle.signature', 'ERR_BUNDLE_SIGNATURE', facts))
    }
  } catch (error) {
    return without(failedBy('bundle.format', error))
  }
  const signature = passed('bundle.signature', { algorithm: signed.jws.algorithm })
  let content: BundleContent
  let material: RevocationMaterial
  try {
    content = parseBundleContent(signed.jws.payload, limits)
    material = readRevocation(content, limits.maxRevocation, limits.maxBytes)
  } catch (error) {
    return without(failedBy('bundle.format', error), signature)
  }
  const digest = contentDigest(signed.jws.payload)
  const before = joinTrust(trust, { anchors: [], intermediates: [], revocation: material })
  const revocation: NonNullable<PathOptions['revocation']> =
    options.revocation ?? trust.revocationChecker ?? createRevocationChecker({ now: () => at })
  const signer = await checkSigner(signed.certificates, { trust: before, at, revocation })
  const own = [checkSequence(content, digest, remembered), checkValidity(content, at)]
  if (signer.status !== 'passed') return without(signer, signature, ...own)

  const context: TrustListContext = {
    trust: before,
    at,
    revocation,
    remembered: remembered?.trustLists ?? [],
    standing: { due: content.nextUpdate, ...(options.clock === undefined ? {} : { clock: options.clock }) },
  }
  const trustLists = await checkTrustLists(content.trustLists, context)
  const statusLists = await checkStatusLists(content.statusLists)
  const versions = readVersions(content)
  const checks = [
    versions.refusal ?? passed('bundle.format', { bundle: content.bundle, sequence: content.sequence }),
    signature,
    ...own,
    signer,
    trustLists.check,
    statusLists.check,
  ]
  const subject: BundleSubject = {
    ...content,
    signer: signed.certificates[0],
    trustLists: trustLists.lists.map(({ list }) => list),
    statusLists: statusLists.lists,
    revocation: material,
  }
  const report = createReport(checks, subject)
  if (report.verdict !== 'passed' || versions.known === undefined) return { ...report, verified: undefined }
  const memory: BundleMemory = {
    bundle: content.bundle,
    sequence: content.sequence,
    digest,
    trustLists: rememberAll(trustLists.lists, remembered),
  }
  const policy = {
    trust: joinTrust(before, trustLists.trust),
    status: statusOf(content, options),
    versions: versionsUntil(versions.known, content, options.clock),
  }
  return { ...report, verified: { ...subject, policy, memory } }
}

function readRevocation(
  { revocation }: BundleContent,
  maxBlocks: number,
  maxBytes: number,
): RevocationMaterial {
  return revocation === ''
    ? { crls: [], ocspResponses: [] }
    : parseRevocationBundle(revocation, { maxBlocks, maxBytes })
}

function readVersions({ identifiers }: BundleContent): { known?: LicenceVersions; refusal?: Check } {
  try {
    return { known: createKnownVersions(identifiers) }
  } catch (error) {
    return { refusal: failedBy('bundle.format', error) }
  }
}

/**
 * What a bundle knows of versions, until it is due to be replaced. That a licence was superseded stands; that it was not is
 * then not known any more.
 */
function versionsUntil(
  known: LicenceVersions,
  content: BundleContent,
  clock: Clock = () => new Date(),
): LicenceVersions {
  return {
    async newest(identifier) {
      const newest = await known.newest(identifier)
      if (newest === undefined || versionAfter(identifier, newest).newer) return newest
      const { status, code, facts } = checkValidity(content, clock())
      if (status !== 'passed') throw bundleError(code as 'ERR_BUNDLE_STALE', facts)
      return newest
    },
  }
}

function statusOf(content: BundleContent, { maxAge, clock }: BundleOptions): LicenceStatusChecker {
  const holds = (content.nextUpdate.getTime() - content.issuedAt.getTime()) / 1000
  return createStatusChecker({
    lists: content.statusLists,
    maxAge: maxAge ?? holds + 86_400,
    ...(clock === undefined ? {} : { clock }),
  })
}

/** Territories whose lists are not in this bundle are remembered on. */
function rememberAll(lists: readonly VerifiedTrustList[], remembered: BundleMemory | undefined) {
  const memories = lists.map(({ memory }) => memory)
  const others = remembered?.trustLists.filter(
    ({ territory }) => !memories.some((memory) => memory.territory === territory),
  )
  return [...memories, ...(others ?? [])]
}

/** A report of the checks that were made; the others are left out because of the first. */
function without(because: Check, ...made: readonly Check[]): BundleReport {
  const all = [because, ...made]
  const checks = Object.keys(BUNDLE_CHECKS).map(
    (id) => all.find((check) => check.id === id) ?? skipped(id, because.id),
  )
  return { ...createReport<BundleSubject>(checks, undefined), verified: undefined }
}
