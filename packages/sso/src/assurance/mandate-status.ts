import { SsoError } from '../errors.ts'
import { inTime } from '../in-time.ts'
import type { Mandate } from './mandate.ts'

/** Whose mandate it is. */
export interface MandateHolder {
  readonly issuer: string
  readonly sub: string
}

/**
 * Asks whether a mandate still holds: the company may have withdrawn it. Answers `false` for one that does not, throws
 * where that cannot be found out.
 */
export type MandateCheck = (mandate: Mandate, holder: MandateHolder) => Promise<boolean>

/** How the portal learns that mandates are withdrawn. */
export interface MandateOptions {
  readonly isInForce: MandateCheck
  /** For how long an answer counts, in seconds: 60. So long after a withdrawal an agent may go on at most. */
  readonly freshSeconds?: number
  /** How old the last answer may be while no other is to be had, in seconds: 300. After that nothing is done for the company. */
  readonly graceSeconds?: number
  /** How long an answer may take: 3000. */
  readonly milliseconds?: number
}

/** Tells whether mandates hold. */
export interface MandateStatus {
  /**
   * @param newest - whether an answer is needed that was asked for now, as when somebody begins to act by the mandate
   * @returns why the mandate does not hold, or `ERR_SSO_MANDATE_UNKNOWN`; `undefined` when it holds
   */
  find(mandate: Mandate, holder: MandateHolder, newest?: boolean): Promise<SsoError | undefined>
}

interface Answer {
  readonly inForce: boolean
  /** When it was asked for, in seconds. */
  readonly at: number
}

const MAX_ANSWERS = 10_000
/** After a failure nobody asks for so long, in seconds: an outage must not make every request wait for its end. */
const RETRY_SECONDS = 1

const UNASKED: MandateStatus = { find: async () => undefined }

const keyOf = ({ issuer, sub }: MandateHolder, { id }: Mandate) => JSON.stringify([issuer, sub, id])

/** An answer within the time, and one of the two that there are: anything else is no answer. */
async function ask(check: () => Promise<boolean>, milliseconds: number): Promise<boolean> {
  const answer = await inTime(milliseconds, check(), () => new Error(`no answer within ${milliseconds} ms`))
  if (typeof answer !== 'boolean') throw new TypeError('isInForce: true or false is needed')
  return answer
}

/** The answers of one process: what is asked on many machines may be known to each at another time, within `freshSeconds`. */
export function createMandateStatus(
  options: MandateOptions | undefined,
  now: () => number,
  onError: (error: unknown) => void = () => {},
): MandateStatus {
  if (options === undefined) return UNASKED
  const { isInForce, freshSeconds = 60, graceSeconds = 300, milliseconds = 3000 } = options
  const answers = new Map<string, Answer>()
  const failures = new Map<string, number>()
  const underWay = new Map<string, Promise<Answer | undefined>>()

  function keep<Value>(map: Map<string, Value>, key: string, value: Value): void {
    map.delete(key)
    if (map.size >= MAX_ANSWERS) map.delete(map.keys().next().value ?? '')
    map.set(key, value)
  }

  async function askNow(key: string, mandate: Mandate, holder: MandateHolder): Promise<Answer | undefined> {
    const at = now()
    try {
      const answer = { inForce: await ask(() => isInForce(mandate, holder), milliseconds), at }
      keep(answers, key, answer)
      failures.delete(key)
      return answer
    } catch (error) {
      // Who asks is told that it is not known; why is for the log.
      onError(error)
      keep(failures, key, now())
      return undefined
    }
  }

  /** One question at a time: who comes meanwhile waits for its answer. */
  function askOnce(key: string, mandate: Mandate, holder: MandateHolder): Promise<Answer | undefined> {
    const asked = underWay.get(key) ?? askNow(key, mandate, holder).finally(() => underWay.delete(key))
    underWay.set(key, asked)
    return asked
  }

  const isWithin = (at: number | undefined, seconds: number) =>
    at !== undefined && now() - at >= 0 && now() - at < seconds

  return {
    async find(mandate, holder, newest = false) {
      const key = keyOf(holder, mandate)
      const known = answers.get(key)
      const verdict = ({ inForce }: Answer) =>
        inForce ? undefined : new SsoError('ERR_SSO_MANDATE_WITHDRAWN')
      if (!newest && known && isWithin(known.at, freshSeconds)) return verdict(known)
      // A question that is under way may have been answered before this one came up: its end is waited for, and another asked.
      if (newest) await underWay.get(key)
      const isOut = isWithin(failures.get(key), RETRY_SECONDS)
      const answer = isOut ? undefined : await askOnce(key, mandate, holder)
      if (answer) return verdict(answer)
      if (!newest && known && isWithin(known.at, graceSeconds)) return verdict(known)
      return new SsoError('ERR_SSO_MANDATE_UNKNOWN')
    },
  }
}
