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
 * The verifier's own sources speak first: what is at hand (of the trust, of the policy), lists and answers alike, and if
 * that does not tell, the network, in the order that the policy prefers.
 *
 * What came with a message was chosen by whoever presents it, and is heard last. Of two lists in force he takes the one he
 * is not on, so that what he brings is no reason not to ask. It can add that a certificate is revoked. It can say good only
 * where the verifier's own sources say nothing of the time in question, and only by the signature of who may say so; it
 * takes nothing back that they said, be it a hold.
 */
export function createDecider(policy: RevocationPolicy): Decider {
  const { prefer = 'ocsp' } = policy
  const ways = [ocspWay(policy), crlWay(policy)]
  if (prefer === 'crl') ways.reverse()
  return {
    async decide(issued, times, run) {
      const own = joinMaterial(run.context.trust.revocation, policy.material)
      const look = (material: RevocationMaterial) =>
        Promise.all(ways.map((way) => way.atHand(issued, times, run, material)))
      const { presented } = run.context
      let said = await look(own)
      let known = strictest(said)
      if (known?.state === 'revoked') return known
      const brought = presented === undefined ? [] : await look(joinMaterial(own, presented))
      const told = strictest(brought)
      if (told?.state === 'revoked' && !isOnHold(told)) return told
      if (known === undefined && policy.fetch !== undefined) {
        for (const [place, way] of ways.entries()) {
          const finding = await way.asking(issued, times, run, own)
          said = said.with(place, finding)
          known = strictest([finding])
          if (known !== undefined) break
        }
      }
      if (known !== undefined) return told?.state === 'revoked' ? newest(known, told) : known
      return said.find(isAgainst) ?? told ?? mostTelling([...said, ...brought])
    },
  }
}

/**
 * What its authority said of a certificate without calling it good or revoked: that it never issued it, or something that
 * is not understood. Out of date, of another time, or said by somebody who may not, it is as good as not said.
 */
const AGAINST: ReadonlySet<string | undefined> = /* @__PURE__ */ new Set([
  'ERR_REVOCATION_NOT_ISSUED',
  'ERR_REVOCATION_CRITICAL_EXTENSION',
  'ERR_REVOCATION_MALFORMED',
])

const isAgainst = (finding: Finding) => finding.state === 'undetermined' && AGAINST.has(finding.gap.code)

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
  const last = known.length === 0 ? undefined : known.reduce(newest)
  if (forGood !== undefined || last?.state === 'revoked') return forGood ?? last
  return known.find((finding) => finding.state === 'good')
}

/** Of two of the same time, the one that says revoked. */
function newest(one: Known, other: Known): Known {
  const later = other.statement.thisUpdate.getTime() - one.statement.thisUpdate.getTime()
  return later > 0 || (later === 0 && other.state === 'revoked') ? other : one
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
