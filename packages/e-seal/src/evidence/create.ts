import type { Certificate, Check, Clock, Fetch, Trust } from '@xinyin/core'
import { createRevocationChecker, type RevocationPolicy } from '@xinyin/core/revocation'
import type { SignedValue } from '../signature/signed-value.ts'
import { earlier } from '../verify/moments.ts'
import { type PathPolicy, pathPolicy } from '../verify/revocation.ts'
import { inspectProof } from '../verify/time-proof.ts'
import { addArchive } from './archive.ts'
import { type Evidence, NO_EVIDENCE, nameOf } from './evidence.ts'
import { EVIDENCE_LIMITS } from './limits.ts'
import { joinMaterial, materialAbout } from './material.ts'
import { mergeEvidence, uniquePieces } from './merge.ts'
import { recordFetch } from './recording.ts'
import { type EvidenceSubject, subjectsOf, witnessesOfToken } from './subject.ts'
import type { TimeStamper } from './time-stamper.ts'
import { followWitness, type WitnessContext } from './witness.ts'

/** From where evidence is got. */
export interface EvidenceOptions extends Pick<RevocationPolicy, 'prefer' | 'retrieval'> {
  /** Anchors of every role that the signatures need, with the lists and answers at hand. */
  readonly trust: Trust
  /** Asks where certificates say that lists and answers are: a guarded one. Without it, what the trust holds is taken. */
  readonly fetch?: Fetch
  /** Gets a time stamp for each signature that none proves yet. */
  readonly timeStamper?: TimeStamper
  /** Evidence of earlier, to be added to. */
  readonly previous?: Evidence
  /**
   * Whether everything gets a stamp over it, so that it still counts when those who made it have expired: needs a
   * `timeStamper`. No unless given.
   */
  readonly archive?: boolean
  /** What time it is; the system's clock unless given. */
  readonly clock?: Clock
}

/** Evidence, and what is still missing from it. */
export interface CreatedEvidence {
  readonly evidence: Evidence
  /**
   * What does not pass with it: a path that leads nowhere, a certificate of which nobody tells. A list from before the
   * time stamp is told as `ERR_EVIDENCE_EARLY`: once it is no longer in force it says nothing of the time of the stamp,
   * so that evidence has to be created again when the next one is out.
   */
  readonly gaps: readonly Check[]
}

/**
 * Collects what the verification of signatures will hang on later: certificates, revocation lists, OCSP answers and time
 * stamps. The documents are not touched.
 *
 * @param signatures - signed values, as `parseSignedValue` reads them
 * @throws TypeError where an archive stamp is asked for without a `timeStamper`; what the `timeStamper` throws
 */
export async function createEvidence(
  signatures: readonly SignedValue[],
  options: EvidenceOptions,
): Promise<CreatedEvidence> {
  const { timeStamper, previous = NO_EVIDENCE, archive = false, clock = () => new Date() } = options
  if (archive && timeStamper === undefined) throw new TypeError('timeStamper: an archive stamp needs one')
  const groups = signatures.map(subjectsOf)
  const { trust, revocation, material } = sources(options, clock)
  const policyWith = (evidence: Evidence) => pathPolicy({ trust, revocation, evidence })

  const stamps: Evidence['signatures'][number][] = []
  if (timeStamper !== undefined) {
    const policy = policyWith(previous)
    for (const [subject] of groups) stamps.push(...(await stampOf(subject, timeStamper, policy, clock())))
  }
  const stamped = mergeEvidence(previous, { ...NO_EVIDENCE, signatures: stamps })

  const now = clock()
  const policy = policyWith(stamped)
  const context = { trust, revocation, certificates: stamped.certificates, now }
  const found = [
    ...(await followTokens(groups.flat(), stamped, context)),
    ...(await followSubjects(groups, policy, context)),
  ]
  const certificates = uniquePieces(found.flatMap((finding) => finding.certificates))
  const gaps = found.flatMap(({ gap }) => gap ?? [])
  const pieces = { ...joinMaterial(material(certificates)), certificates }
  const evidence = mergeEvidence(stamped, { ...NO_EVIDENCE, ...pieces })
  if (timeStamper === undefined || !archive) return { evidence, gaps }
  return { evidence: await addArchive(evidence, groups.flat(), timeStamper), gaps }
}

/**
 * Where lists and answers come from. With a `fetch` those at hand are asked last: what is fetched now is newer than a
 * time stamp that was just made.
 */
function sources({ trust, fetch, prefer, retrieval, previous }: EvidenceOptions, now: Clock) {
  const atHand = joinMaterial(trust.revocation, previous)
  const recording = fetch === undefined ? undefined : recordFetch(fetch)
  const common = { now, ...(prefer === undefined ? {} : { prefer }) }
  const own = createRevocationChecker({ ...common, material: atHand })
  const asking =
    recording === undefined
      ? own
      : createRevocationChecker({
          ...common,
          fetch: recording.fetch,
          ...(retrieval === undefined ? {} : { retrieval }),
        })
  const { revocation: _atHand, revocationChecker: _checker, ...bare } = trust
  return {
    trust: bare,
    revocation: {
      codes: own.codes,
      async check(...question: Parameters<typeof own.check>) {
        const check = await asking.check(...question)
        if (check.status !== 'indeterminate' || asking === own) return check
        const known = await own.check(...question)
        return known.status === 'indeterminate' ? check : known
      },
    },
    material: (certificates: readonly Certificate[]) =>
      joinMaterial(recording?.material(), materialAbout(certificates, trust.revocation)),
  }
}

/** A stamp for a signature that none proves yet. */
async function stampOf(
  subject: EvidenceSubject,
  timeStamper: TimeStamper,
  policy: PathPolicy,
  now: Date,
): Promise<Evidence['signatures']> {
  const { value } = subject
  if ((await provenTime(subject, policy, now)) !== undefined) return []
  const { length } = (await policy.proofs(now)).tokensFor(value)
  if (length >= EVIDENCE_LIMITS.maxTimeStamps) return []
  return [{ sm3: nameOf(value), timeStamps: [await timeStamper(value)] }]
}

async function provenTime(
  { value, timeStamp }: EvidenceSubject,
  policy: PathPolicy,
  now: Date,
): Promise<Date | undefined> {
  const question = { embedded: timeStamp, content: value }
  const context = { policy, proofs: await policy.proofs(now), now }
  return (await inspectProof('signature.time-stamp', question, context)).proven
}

/** Who made the stamps: those in the documents, those of the evidence, and those over it. */
async function followTokens(
  subjects: readonly EvidenceSubject[],
  evidence: Evidence,
  context: WitnessContext,
) {
  const names = new Set(subjects.map(({ value }) => nameOf(value)))
  const tokens = [
    ...subjects.flatMap(({ timeStamp }) => timeStamp ?? []),
    ...evidence.signatures.filter(({ sm3 }) => names.has(sm3)).flatMap(({ timeStamps }) => timeStamps),
    ...evidence.archives.map(({ timeStamp }) => timeStamp),
  ]
  const found = []
  for (const witness of tokens.flatMap(witnessesOfToken))
    found.push(await followWitness(witness, context, {}))
  return found
}

/** Who signed, and who made the seals. A stamp on the signature proves that its seal was there too. */
async function followSubjects(
  groups: readonly (readonly EvidenceSubject[])[],
  policy: PathPolicy,
  context: WitnessContext,
) {
  const found = []
  for (const group of groups) {
    let proven: Date | undefined
    for (const subject of group) {
      const own = await provenTime(subject, policy, context.now)
      proven = own === undefined ? proven : earlier(own, proven)
      for (const witness of subject.witnesses)
        found.push(await followWitness(witness, context, { claimed: subject.claimed, proven }))
    }
  }
  return found
}
