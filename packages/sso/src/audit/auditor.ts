import { SsoError } from '../errors.ts'
import { inTime } from '../in-time.ts'
import type { AuditEvent, AuditFact } from './event.ts'
import { createPseudonyms, type Pseudonyms } from './pseudonym.ts'

/** Where events go. */
export interface AuditOptions {
  /** Makes pseudonyms: at least 32 octets, the same on all machines, and kept apart from the log. */
  readonly secret: Uint8Array
  /**
   * Hears of every event, in order of its ending: the `append` of an {@link AuditLog}, or anything else. Where it fails, or
   * takes longer than `milliseconds`, nobody is signed in and nothing is switched: what is not on record is not in force.
   */
  readonly onEvent: (event: AuditEvent) => void | Promise<void>
  /** 5000. */
  readonly milliseconds?: number
}

/** Tells of what happens. */
export interface Auditor {
  /**
   * Puts an event on record.
   *
   * @throws SsoError `ERR_SSO_AUDIT_UNAVAILABLE`
   */
  record(fact: (pseudonyms: Pseudonyms) => AuditFact): Promise<void>
}

const SILENT: Auditor = { record: async () => {} }

/** Makes the auditor of a portal; one that keeps silent where none is asked for. */
export function createAuditor(options: AuditOptions | undefined, portal: string, now: () => number): Auditor {
  if (options === undefined) return SILENT
  const { secret, onEvent, milliseconds = 5000 } = options
  const pseudonyms = createPseudonyms(secret)
  return {
    async record(fact) {
      const event: AuditEvent = { at: Math.floor(now()), portal, ...fact(pseudonyms) }
      try {
        await inTime(
          milliseconds,
          (async () => onEvent(event))(),
          () => new Error(`not recorded within ${milliseconds} ms`),
        )
      } catch (cause) {
        throw new SsoError('ERR_SSO_AUDIT_UNAVAILABLE', {}, cause)
      }
    },
  }
}
