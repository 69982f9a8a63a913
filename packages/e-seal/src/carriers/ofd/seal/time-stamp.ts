import { createGuardedFetch } from '@xinyin/core/fetch'
import {
  createTimeStamper,
  type TimeStamper,
  type TimeStamperOptions,
} from '../../../evidence/time-stamper.ts'
import type { SesForm } from '../../../seal/version.ts'

/**
 * Who puts a time stamp on the signature: a service by its address, reached through the guarded fetch unless another is
 * given, or a port.
 */
export type TimeStamping =
  | TimeStamper
  | (Omit<TimeStamperOptions, 'fetch'> & Partial<Pick<TimeStamperOptions, 'fetch'>>)

/**
 * The port, before anything is signed or asked for in vain.
 *
 * @throws TypeError for an address that is none, and for a form of signature without a place for a time stamp
 */
export function timeStamperOf(
  timeStamp: TimeStamping | undefined,
  form: SesForm | undefined,
): TimeStamper | undefined {
  if (timeStamp === undefined) return undefined
  if (form === 'GM/T 0031-2014')
    throw new TypeError('timeStamp: a signature of GM/T 0031-2014 has no place for a time stamp')
  if (typeof timeStamp === 'function') return timeStamp
  return createTimeStamper({ fetch: createGuardedFetch(), ...timeStamp })
}
