import { completeLimits } from '../../limits.ts'
import { indeterminate } from '../../report.ts'
import type { Crl } from './crl.ts'
import { decideByCrls } from './crl-decision.ts'
import { findCrlSigner } from './crl-signer.ts'
import type { Finding, Issued, RevocationTimes } from './finding.ts'
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
  atHand(issued: Issued, times: RevocationTimes, run: RevocationRun): Promise<Finding>
  asking(issued: Issued, times: RevocationTimes, run: RevocationRun): Promise<Finding>
}

/**
 * What is at hand is looked at first, lists and answers alike: if one of them says revoked, the other cannot make that
 * good. Then the network is asked, in the order that the policy prefers, until something is known.
 */
export function createDecider(policy: RevocationPolicy): Decider {
  const { prefer = 'ocsp' } = policy
  const ways = [ocspWay(policy), crlWay(policy)]
  if (prefer === 'crl') ways.reverse()
  return {
    async decide(issued, times, run) {
      let findings = await Promise.all(ways.map((way) => way.atHand(issued, times, run)))
      const known = strictest(findings)
      if (known !== undefined || policy.fetch === undefined) return known ?? mostTelling(findings)
      for (const [place, way] of ways.entries()) {
        const finding = await way.asking(issued, times, run)
        if (finding.state !== 'undetermined') return finding
        findings = findings.with(place, finding)
      }
      return mostTelling(findings)
    },
  }
}

/** Revoked if any says so, save for a hold that something newer calls ended; else good if any says so. */
function strictest(findings: readonly Finding[]): Finding | undefined {
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
  const { freshness = {}, material, responders = [], requireNonce = false } = policy
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
    atHand(issued, times, run) {
      const given = [
        ...(run.context.trust.revocation?.ocspResponses ?? []),
        ...(material?.ocspResponses ?? []),
      ]
      // What was made before we asked cannot hold our nonce.
      return decide(issued, requireNonce ? [] : given, times, run)
    },
    async asking(issued, times, run) {
      if (retriever === undefined) return this.atHand(issued, times, run)
      const network = await retriever()
      const got = await network.ocsp(issued, times.now)
      const { settle } = await import('./asking.ts')
      const finding = await decide(issued, got.answers, times, run)
      return settle(finding, got, network)
    },
  }
}

function crlWay(policy: RevocationPolicy): Way {
  const { freshness = {}, material } = policy
  const retriever = retrieverOf(policy, false)

  const decide = (issued: Issued, crls: readonly Crl[], times: RevocationTimes, run: RevocationRun) =>
    decideByCrls(issued, crls, {
      times,
      freshness,
      signature: (crl) => findCrlSigner(crl, run),
      isSignedWith: (crl, signer) => run.signatures.isSignedBy(crl, signer, run.path),
    })

  const given = (run: RevocationRun) => [
    ...(run.context.trust.revocation?.crls ?? []),
    ...(material?.crls ?? []),
  ]

  return {
    atHand: (issued, times, run) => decide(issued, given(run), times, run),
    async asking(issued, times, run) {
      if (retriever === undefined) return this.atHand(issued, times, run)
      const network = await retriever()
      const { retrieveCrls, settle } = await import('./asking.ts')
      const got = await retrieveCrls(network, issued, times)
      const finding = await decide(issued, [...given(run), ...got.answers], times, run)
      return settle(finding, got, network)
    },
  }
}
