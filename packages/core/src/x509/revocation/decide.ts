import { completeLimits } from '../../limits.ts'
import { indeterminate } from '../../report.ts'
import type { Crl } from './crl.ts'
import { decideByCrls } from './crl-decision.ts'
import { findCrlSigner } from './crl-signer.ts'
import type { Finding, Issued, RevocationTimes } from './finding.ts'
import type { RevocationMaterial } from './material.ts'
import type { OcspResponse } from './ocsp.ts'
import type { RevocationPolicy } from './policy.ts'
import { DEFAULT_RETRIEVAL_LIMITS } from './retrieval-limits.ts'
import type { Retriever } from './retrieve.ts'
import type { RevocationRun } from './run.ts'

/** Finds out the state of one certificate. */
export interface Decider {
  decide(issued: Issued, times: RevocationTimes, run: RevocationRun): Promise<Finding>
}

/** One way of finding out: with what is at hand, or with what the network gives besides. */
interface Way {
  atHand(
    issued: Issued,
    times: RevocationTimes,
    run: RevocationRun,
    material: RevocationMaterial,
  ): Promise<Finding>
  asking(
    issued: Issued,
    times: RevocationTimes,
    run: RevocationRun,
    material: RevocationMaterial,
  ): Promise<Finding>
}

/**
 * What is at hand is looked at first, lists and answers alike: if one of them says revoked, the other cannot make that
 * good. Then the network is asked, in the order that the policy prefers, until something is known.
 *
 * What came with a message was chosen by whoever presents it. So the verifier's own material (of the trust, of the policy)
 * is looked at by itself, first: a revocation that it tells stands, save for a hold that its authority has ended since.
 * What is presented can add a revocation, and can say good where the verifier's own material says nothing or is out of
 * date, if those sign it who may. Of two lists in force a presenter takes the one he is not on: the good that they tell
 * keeps nobody from asking, unless they were made after the time in question.
 */
export function createDecider(policy: RevocationPolicy): Decider {
  const { prefer = 'ocsp' } = policy
  const ways = [ocspWay(policy), crlWay(policy)]
  if (prefer === 'crl') ways.reverse()
  return {
    async decide(issued, times, run) {
      const { presented } = run.context
      const own = joinMaterial(run.context.trust.revocation, policy.material)
      const look = (material: RevocationMaterial) =>
        Promise.all(ways.map((way) => way.atHand(issued, times, run, material)))
      const ownFindings = await look(own)
      const ownKnown = strictest(ownFindings)
      // It is also looked at before anything presented can use up the effort that one look may take.
      if (ownKnown?.state === 'revoked' && !isOnHold(ownKnown)) return ownKnown
      let findings = presented === undefined ? ownFindings : await look(joinMaterial(own, presented))
      const known = strictest([...findings, ...(ownKnown === undefined ? [] : [ownKnown])])
      if (policy.fetch === undefined) return known ?? mostTelling(findings)
      if (known !== undefined) {
        const isEnough =
          presented === undefined || known.state === 'revoked' || known.statement.thisUpdate >= times.at
        if (isEnough || ownKnown !== undefined) return known
      }
      for (const [place, way] of ways.entries()) {
        const finding = await way.asking(issued, times, run, own)
        if (finding.state !== 'undetermined')
          return (known === undefined ? undefined : strictest([finding, known])) ?? finding
        findings = findings.with(place, finding)
      }
      return known ?? mostTelling(findings)
    },
  }
}

const NOTHING: RevocationMaterial = { crls: [], ocspResponses: [] }

function joinMaterial(
  one: RevocationMaterial = NOTHING,
  other: RevocationMaterial | undefined,
): RevocationMaterial {
  if (other === undefined) return one
  return {
    crls: [...one.crls, ...other.crls],
    ocspResponses: [...one.ocspResponses, ...other.ocspResponses],
  }
}

type Known = Exclude<Finding, { state: 'undetermined' }>

/** Revoked for good if any says so; of a hold and a good the newer; else good if any says so. */
function strictest(findings: readonly Finding[]): Known | undefined {
  const known = findings.filter((finding) => finding.state !== 'undetermined')
  const forGood = known.find((finding) => finding.state === 'revoked' && !isOnHold(finding))
  const [newest] = known.toSorted(
    (a, b) =>
      b.statement.thisUpdate.getTime() - a.statement.thisUpdate.getTime() ||
      Number(b.state === 'revoked') - Number(a.state === 'revoked'),
  )
  if (forGood !== undefined || newest?.state === 'revoked') return forGood ?? newest
  return known.find((finding) => finding.state === 'good')
}

const isOnHold = (finding: Known) =>
  finding.state === 'revoked' && finding.revocation.reason === 'certificateHold'

/** The first that says more than that there is nothing. */
function mostTelling(findings: readonly Finding[]): Finding {
  const telling = findings.find(
    (finding) => finding.state === 'undetermined' && finding.gap.code !== 'ERR_REVOCATION_UNKNOWN',
  )
  const [first] = findings
  if (first === undefined) throw new RangeError('findings: none')
  return telling ?? first
}

/** What asks the network is loaded with the first question: who has every list and answer at hand does not need it. */
function retrieverOf(
  { fetch, retrieval = {} }: RevocationPolicy,
  requireNonce: boolean,
): (() => Promise<Retriever>) | undefined {
  if (fetch === undefined) return undefined
  const limits = completeLimits(DEFAULT_RETRIEVAL_LIMITS, retrieval)
  let made: Promise<Retriever> | undefined
  return () => {
    made ??= import('./asking.ts').then(({ createRetriever }) => createRetriever(fetch, requireNonce, limits))
    return made
  }
}

const nothingKnown = ({ certificate }: Issued): Finding => ({
  state: 'undetermined',
  gap: indeterminate('path.revocation', 'ERR_REVOCATION_UNKNOWN', { subject: certificate.subject.text }),
})

function ocspWay(policy: RevocationPolicy): Way {
  const { freshness = {}, responders = [], requireNonce = false } = policy
  const retriever = retrieverOf(policy, requireNonce)

  const decide = async (
    issued: Issued,
    responses: readonly OcspResponse[],
    times: RevocationTimes,
    run: RevocationRun,
  ): Promise<Finding> => {
    if (responses.length === 0) return nothingKnown(issued)
    const { decideByOcsp, faultOfResponder } = await import('./asking.ts')
    return decideByOcsp(issued, responses, {
      times,
      freshness,
      faultOfResponder: (response, thisUpdate) =>
        faultOfResponder(response, issued, thisUpdate, responders, run),
    })
  }

  return {
    // What was made before we asked cannot hold our nonce. It can tell of a revocation, which nothing takes back.
    async atHand(issued, times, run, { ocspResponses }) {
      const finding = await decide(issued, ocspResponses, times, run)
      const isRevoked = finding.state === 'revoked' && !isOnHold(finding)
      return !requireNonce || isRevoked ? finding : nothingKnown(issued)
    },
    async asking(issued, times, run, material) {
      if (retriever === undefined) return this.atHand(issued, times, run, material)
      const network = await retriever()
      const got = await network.ocsp(issued, times.now)
      const { settle } = await import('./asking.ts')
      const finding = await decide(issued, got.answers, times, run)
      return settle(finding, got, network)
    },
  }
}

function crlWay(policy: RevocationPolicy): Way {
  const { freshness = {} } = policy
  const retriever = retrieverOf(policy, false)

  const decide = (issued: Issued, crls: readonly Crl[], times: RevocationTimes, run: RevocationRun) =>
    decideByCrls(issued, crls, {
      times,
      freshness,
      signature: (crl) => findCrlSigner(crl, issued, run),
      isSignedWith: (crl, signer) => run.signatures.isSignedBy(crl, signer, run.path),
    })

  return {
    atHand: (issued, times, run, { crls }) => decide(issued, crls, times, run),
    async asking(issued, times, run, material) {
      if (retriever === undefined) return this.atHand(issued, times, run, material)
      const network = await retriever()
      const { retrieveCrls, settle } = await import('./asking.ts')
      const got = await retrieveCrls(network, issued, times)
      const finding = await decide(issued, [...material.crls, ...got.answers], times, run)
      return settle(finding, got, network)
    },
  }
}
