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
 * Whoever presents a message chooses which lists come with it, and of two in force he takes the one he is not on. So the
 * good that they tell does not keep anybody from asking, unless they were made after the time in question.
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
      let findings = await look(presented === undefined ? own : joinMaterial(own, presented))
      const known = strictest(findings)
      if (policy.fetch === undefined) return known ?? mostTelling(findings)
      if (known !== undefined) {
        const isEnough =
          presented === undefined || known.state === 'revoked' || known.statement.thisUpdate >= times.at
        if (isEnough || strictest(await look(own)) !== undefined) return known
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

/** Revoked if any says so, save for a hold that something newer calls ended; else good if any says so. */
function strictest(findings: readonly Finding[]): Exclude<Finding, { state: 'undetermined' }> | undefined {
  const good = findings.find((finding) => finding.state === 'good')
  const revoked = findings.find((finding) => finding.state === 'revoked')
  if (good === undefined || revoked === undefined) return revoked ?? good
  const isEnded =
    revoked.revocation.reason === 'certificateHold' &&
    good.statement.thisUpdate > revoked.statement.thisUpdate
  return isEnded ? good : revoked
}

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
    // What was made before we asked cannot hold our nonce.
    atHand: (issued, times, run, { ocspResponses }) =>
      decide(issued, requireNonce ? [] : ocspResponses, times, run),
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
      signature: (crl) => findCrlSigner(crl, run),
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
