import type { Check } from '@xinyin/core'
import type { LicenceStatusContext } from '../verify/status-checker.ts'
import { checkSigner, type SignerContext } from './checks/signer.ts'
import type { OpenedStatusList } from './inspect.ts'
import type { StatusList } from './list.ts'
import type { StatusListToken } from './token.ts'

/** A list that a checker keeps: opened once, its signer judged once for those who ask under the same trust. */
export interface HeldStatusList {
  readonly token: StatusListToken
  /** Milliseconds: when it was fetched, or made where it was at hand. */
  readonly resolvedAt: number
  judgeSigner(context: SignerQuestion, at: Date, reuse: number): Promise<Check>
  list(): Promise<StatusList>
  /** Octets that keeping it costs: compressed, and out of its compression once it was read. */
  cost(): number
}

/** Of one checker, which asks for the same purpose each time. */
type SignerQuestion = LicenceStatusContext & Pick<SignerContext, 'signerPurpose'>

/** What was found out about a signer, and for whom. */
interface Judgement {
  readonly trust: LicenceStatusContext['trust']
  readonly revocation: LicenceStatusContext['revocation']
  readonly licenceType: string
  readonly region: string
  readonly at: number
  /** When it was found out. Whatever time is asked about, it does not stand for ever. */
  readonly judgedAt: number
  /** Until when the lists stand from which the trust comes. */
  readonly until: number
  readonly check: Check
}

/** Types and regions of licences that one list is asked about. */
const MAX_JUDGEMENTS = 100

/** @returns nothing for a list that is refused already */
export function holdStatusList(
  { token, refusal, read }: OpenedStatusList,
  resolvedAt: number,
): HeldStatusList | undefined {
  if (token === undefined || refusal !== undefined) return undefined
  const judgements: Judgement[] = []
  let inflated = 0
  return {
    token,
    resolvedAt,
    async list() {
      const list = await read()
      inflated = list.bytes.length
      return list
    },
    cost: () => token.content.packed.length + inflated,
    async judgeSigner({ trust, revocation, licenceType, region, signerPurpose }, at, reuse) {
      const time = at.getTime()
      const now = (trust.clock?.() ?? new Date()).getTime()
      const known = judgements.find(
        (each) =>
          each.trust === trust &&
          each.revocation === revocation &&
          each.licenceType === licenceType &&
          each.region === region &&
          Math.abs(each.at - time) < reuse * 1000 &&
          now >= each.judgedAt &&
          now - each.judgedAt < reuse * 1000 &&
          now <= each.until,
      )
      if (known !== undefined) return known.check
      const wanted = { licenceType, region }
      const check = await checkSigner(token.certificates, { trust, revocation, at, wanted, signerPurpose })
      // What stands against him may pass: a revocation list that could not be had can be had later.
      if (check.status !== 'passed') return check
      if (judgements.length >= MAX_JUDGEMENTS) judgements.shift()
      const until = nextDue(trust, now)
      judgements.push({ trust, revocation, licenceType, region, at: time, judgedAt: now, until, check })
      return check
    },
  }
}

/** When the next of the lists is due from which a trust comes: what it allows may be less from then on. */
function nextDue({ anchors }: LicenceStatusContext['trust'], now: number): number {
  const dues = anchors.flatMap(({ grants = [] }) => grants.flatMap(({ due }) => due?.getTime() ?? []))
  return Math.min(...dues.filter((due) => due >= now), Number.POSITIVE_INFINITY)
}
