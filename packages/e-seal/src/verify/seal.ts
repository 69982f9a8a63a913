import {
  type Certificate,
  type Check,
  createReport,
  failedBy,
  type PathOptions,
  passed,
  type Report,
  skipped,
  type Trust,
  type TrustError,
} from '@xinyin/core'
import type { Evidence } from '../evidence/evidence.ts'
import { parseSeal } from '../seal/parse.ts'
import type { Seal } from '../seal/seal.ts'
import { checkCertificatePath } from './certificate-path.ts'
import { checkAlgorithm } from './checks/seal-algorithm.ts'
import { checkExtensions } from './checks/seal-extensions.ts'
import { checkMakerSignature } from './checks/seal-maker-signature.ts'
import { checkPicture } from './checks/seal-picture.ts'
import { checkSigners } from './checks/seal-signers.ts'
import { checkSealStatus } from './checks/seal-status.ts'
import { checkSealTimeStamp } from './checks/seal-time-stamp.ts'
import { checkSealValidity } from './checks/seal-validity.ts'
import { errorOf } from './deciding.ts'
import { rememberedCertificate } from './memory.ts'
import { earlier, type Moments } from './moments.ts'
import { type PathPolicy, pathPolicy } from './revocation.ts'
import type { SealStatusPolicy } from './seal-status.ts'
import { type Strict, toleranceChecks } from './tolerances.ts'

/** What a seal is held against. */
export interface SealOptions extends SealStatusPolicy {
  /** What is kept beside the seal to prove when it was made, as `parseEvidence` reads it. */
  readonly evidence?: Evidence
  /** Which deviations from the standard are refused; none unless given. They are told as checks `tolerance.*`. */
  readonly strict?: Strict
  /** Who may make seals: anchors of the role `seal-maker`. */
  readonly trust: Trust
  /** The time for which the verdict is asked; now unless given. */
  readonly at?: Date
  /**
   * Who finds out whether certificates were revoked, as `createRevocationChecker` makes one: that of the trust unless
   * given, else the revocation lists and OCSP answers in the trust tell. What nobody tells of does not pass.
   */
  readonly revocation?: PathOptions['revocation']
}

/**
 * Inspects an electronic seal of any version (GB/T 38540-2020, 6.2): its structure, the maker's signature and
 * certificate, its validity, who may use it, and its picture. What it has otherwise than the standard and is tolerated
 * all the same, the report tells by checks `tolerance.*`, of which only those appear that were needed.
 *
 * @param input - a seal, or its DER as in a `.esl` file
 * @returns a report on the checks `seal.*`, `path.revocation` and `tolerance.*`; it never throws for what the data says
 */
export async function inspectSeal(input: Uint8Array | Seal, options: SealOptions): Promise<Report<Seal>> {
  const now = options.at ?? new Date()
  if (Number.isNaN(now.getTime())) throw new RangeError('at: not a valid time')
  let seal: Seal
  try {
    seal = input instanceof Uint8Array ? parseSeal(input) : input
  } catch (error) {
    return createReport<Seal>(structureFault('seal.structure', error, SEAL_CHECK_IDS), undefined)
  }
  const maker = rememberedCertificate(options.trust, seal.makerCertificate)
  const checks = await sealChecks(seal, maker, pathPolicy(options), { claimed: now, now })
  return createReport([structurePassed(seal), ...checks], seal)
}

/**
 * The seal, or the first check that stands against it as an error.
 *
 * @throws TrustError with the code of that check; also where the verdict is `indeterminate`
 */
export async function verifySeal(input: Uint8Array | Seal, options: SealOptions): Promise<Seal> {
  const report = await inspectSeal(input, options)
  if (report.verdict === 'passed' && report.subject !== undefined) return report.subject
  throw await errorOf(report)
}

const SEAL_CHECK_IDS = [
  'seal.algorithm',
  'seal.maker-signature',
  'seal.time-stamp',
  'seal.maker-path',
  'seal.status',
  'seal.validity',
  'seal.signers',
  'seal.picture',
  'seal.extensions',
]

export const structurePassed = ({ form, info }: Seal): Check =>
  passed('seal.structure', { form, version: info.version })

/** Every check of a seal but that of its structure, in the order of the standard. */
export async function sealChecks(
  seal: Seal,
  maker: Certificate | TrustError,
  policy: PathPolicy,
  moments: Moments,
): Promise<Check[]> {
  const { now } = moments
  const stamp = await checkSealTimeStamp(seal, policy, await policy.proofs(now), now)
  const ofMaker = makerMoments(moments, stamp.proven)
  const made = [
    checkAlgorithm('seal.algorithm', seal.algorithm, maker),
    await checkMakerSignature(seal, maker),
    stamp.check,
    ...(await checkCertificatePath('seal.maker-path', maker, {
      policy,
      role: 'seal-maker',
      moments: ofMaker,
    })),
  ]
  const checks = [
    ...made,
    await checkSealStatus(seal, maker, policy, moments, made),
    checkSealValidity(seal, moments),
    checkSigners(seal),
    await checkPicture(seal),
    checkExtensions('seal.extensions', seal.info.extensions),
  ]
  return [...checks, ...toleranceChecks(seal.deviations, checks, 'seal', policy.strict)]
}

/**
 * When the maker signed the seal: as a rule by when it was used, which is all that is known. A time stamp over the
 * maker's signature proves more: he need not hold a valid certificate after that.
 */
function makerMoments(moments: Moments, proven: Date | undefined): Moments {
  if (proven === undefined) return moments
  const first = earlier(proven, moments.proven)
  return { ...moments, claimed: earlier(moments.claimed, first), proven: first }
}

/** The check that a parse error stands for, and those that are not made because of it. */
export const structureFault = (id: string, error: unknown, others: readonly string[]): Check[] => [
  failedBy(id, error),
  ...others.map((other) => skipped(other, id)),
]
