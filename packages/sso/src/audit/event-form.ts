import * as v from 'valibot'
import type { AuditEvent } from './event.ts'

// What of an event has to be there for it to be told in words; members that are not named here may be there too.

const text = v.string()
const whole = v.number()
const by = { at: whole, portal: text }
const actor = v.looseObject({ issuer: text, person: text })
const subject = v.looseObject({
  kind: v.picklist(['natural-person', 'legal-person', 'civil-servant', 'ward']),
  ward: v.optional(text),
  organisation: v.optional(text),
  role: v.optional(v.picklist(['account', 'agent', 'representative'])),
})

const event = v.variant('type', [
  v.looseObject({ ...by, type: v.literal('sign-in'), actor, subject, level: whole }),
  v.looseObject({ ...by, type: v.literal('sign-in-refused'), actor, code: text }),
  v.looseObject({ ...by, type: v.literal('switch'), actor, from: subject, to: subject }),
  v.looseObject({ ...by, type: v.literal('switch-refused'), actor, mandate: text, code: text }),
  v.looseObject({ ...by, type: v.literal('mandate-ended'), actor, subject, code: text }),
  v.looseObject({ ...by, type: v.literal('sign-out'), actor }),
  v.looseObject({ ...by, type: v.literal('session-ended'), actor, endedSession: text }),
  v.looseObject({
    ...by,
    type: v.picklist(['logout-received', 'logout-replayed']),
    issuer: text,
    person: v.optional(text),
    providerSession: v.optional(text),
  }),
])

/** Whether something that was read is an event: who writes a log may write anything into it. */
export function isEvent(value: unknown): value is AuditEvent {
  return v.is(event, value)
}
