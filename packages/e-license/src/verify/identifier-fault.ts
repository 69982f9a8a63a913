import { type Check, failed } from '@xinyin/core'
import { inspectIdentifier } from '../identifier/inspect.ts'

/** The check of an identifier that is not sound: a fault known from the field is named. */
export function checkFault(identifier: string): Check {
  const fault = inspectIdentifier(identifier).checks.find(({ status }) => status === 'failed')
  if (fault?.code === undefined) throw new TypeError('identifier: one without a fault is sound')
  return failed('licence.identifier', fault.code, { part: fault.id, ...fault.facts })
}
