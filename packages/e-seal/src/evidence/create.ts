import type { Check, Clock } from '@xinyin/core'
import type { SignedValue } from '../signature/signed-value.ts'
import { earlier } from '../verify/moments.ts'
import { type PathPolicy, pathPolicy } from '../verify/revocation.ts'
import { inspectProof } from '../verify/time-proof.ts'
import { addArchive, newestFirst } from './archive.ts'
import { type Evidence, NO_EVIDENCE, nameOf } from './evidence.ts'
import { EVIDENCE_LIMITS } from './limits.ts'
import { mergeEvidence, uniquePieces } from './merge.ts'
import { openSource, type SourceOptions } from './sources.ts'
import { type EvidenceSubject, subjectsOf, type Witness, witnessesOfToken } from './subject.ts'
import type { TimeStamper } from './time-stamper.ts'
import { followWitness, type SigningTimes } from './witness.ts'

/** From where evidence is got. */
export interface EvidenceOptions extends SourceOptions {
  /** Gets a time stamp for each signature that none proves yet. */
  readonly timeStamper?: TimeStamper
  /** Evidence of earlier, to be added to. */
  readonly previous?: Evidence
  /**
   * Whether everything gets a stamp over it, so that it still counts when those who made it have expired: needs a
   * `timeStamper`. No unless given.
   */
  readonly archive?: boolean
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
  const subjects = groups.flat()
  const stamped =
    timeStamper === undefined
      ? previous
      : await addStamps(groups, previous, { ...options, timeStamper, clock })

  const policy = policyOf(options, stamped, clock)
  const signers = await signersOf(groups, policy, clock())
  if (timeStamper === undefined || !archive) {
    return collect([...signers, ...stampersOf(subjects, stamped)], stamped, { ...options, clock })
  }
  const first = await collect([...signers, ...stampersOf(subjects, stamped)], stamped, { ...options, clock })
  const archived = await addArchive(first.evidence, subjects, timeStamper)
  // Of who made the stamps something has to be known that is newer than the stamp over them.
  const second = await collect(stampersOf(subjects, archived), archived, { ...options, clock })
  const ofSigners = first.gaps.filter(({ facts }) => facts['role'] !== 'time-stamper')
  return { evidence: second.evidence, gaps: [...ofSigners, ...second.gaps] }
}

/** Policy by which stamps that are there already are judged. */
function policyOf(options: EvidenceOptions, evidence: Evidence, clock: Clock): PathPolicy {
  const { trust } = options
  const { revocation } = openSource({ ...options, clock }, evidence)
  return pathPolicy({ trust, revocation, evidence })
}

/** With a stamp for each signature that none proves yet. */
async function addStamps(
  groups: readonly (readonly [EvidenceSubject, ...EvidenceSubject[]])[],
  previous: Evidence,
  options: EvidenceOptions & { readonly timeStamper: TimeStamper; readonly clock: Clock },
): Promise<Evidence> {
  const { timeStamper, clock } = options
  const policy = policyOf(options, previous, clock)
  const signatures: Evidence['signatures'][number][] = []
  for (const [subject] of groups) {
    const now = clock()
    const { value } = subject
    if ((await provenTime(subject, policy, now)) !== undefined) continue
    const { length } = (await policy.proofs(now)).tokensFor(value)
    if (length >= EVIDENCE_LIMITS.maxTimeStamps) continue
    signatures.push({ sm3: nameOf(value), timeStamps: [await timeStamper(value)] })
  }
  return mergeEvidence(previous, { ...NO_EVIDENCE, signatures })
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

interface Followed extends SigningTimes {
  readonly witness: Witness
}

/** Who signed, and who made the seals. A stamp on the signature proves that its seal was there too. */
async function signersOf(
  groups: readonly (readonly EvidenceSubject[])[],
  policy: PathPolicy,
  now: Date,
): Promise<Followed[]> {
  const followed: Followed[] = []
  for (const group of groups) {
    let proven: Date | undefined
    for (const subject of group) {
      const own = await provenTime(subject, policy, now)
      proven = own === undefined ? proven : earlier(own, proven)
      const times = { claimed: subject.claimed, proven }
      followed.push(...subject.witnesses.map((witness) => ({ witness, ...times })))
    }
  }
  return followed
}

/** Who made the stamps: those in the documents and of the evidence, which the last stamp is over, and that one. */
function stampersOf(subjects: readonly EvidenceSubject[], { signatures, archives }: Evidence): Followed[] {
  const names = new Set(subjects.map(({ value }) => nameOf(value)))
  const [last] = newestFirst(archives)
  const proven = last?.time
  const tokens = [
    ...subjects.flatMap(({ timeStamp }) => timeStamp ?? []),
    ...signatures.filter(({ sm3 }) => names.has(sm3)).flatMap(({ timeStamps }) => timeStamps),
    ...archives.map(({ timeStamp }) => timeStamp),
  ]
  return tokens.flatMap((token) => {
    const times = token === last?.archive.timeStamp ? {} : { proven }
    return witnessesOfToken(token).map((witness) => ({ witness, ...times }))
  })
}

/** Follows each to an anchor, and adds what was found on the way. */
async function collect(
  followed: readonly Followed[],
  evidence: Evidence,
  options: SourceOptions & { readonly clock: Clock },
): Promise<CreatedEvidence> {
  const source = openSource(options, evidence)
  const { revocation: _atHand, revocationChecker: _checker, ...trust } = options.trust
  const context = {
    trust,
    revocation: source.revocation,
    certificates: evidence.certificates,
    now: options.clock(),
  }
  const found = []
  for (const { witness, ...times } of followed) found.push(await followWitness(witness, context, times))
  const certificates = uniquePieces(found.flatMap((finding) => finding.certificates))
  const pieces = { ...source.material(certificates), certificates }
  return {
    evidence: mergeEvidence(evidence, { ...NO_EVIDENCE, ...pieces }),
    gaps: found.flatMap(({ gap }) => gap ?? []),
  }
}
