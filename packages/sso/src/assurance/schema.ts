import * as v from 'valibot'

const aFunction = v.custom<() => unknown>((value) => typeof value === 'function', 'must be a function')
const count = (least: number, most: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most))
const level = count(1, 99)
const name = v.pipe(v.string(), v.minLength(1))
const names = v.pipe(v.array(name), v.minLength(1))
const kind = v.picklist(['natural-person', 'legal-person', 'civil-servant', 'ward'])
const evidence = v.picklist(['document', 'electronic_record', 'vouch', 'electronic_signature'])
/** A hundred years. */
const MAX_AGE = 3_155_760_000

const frameworkRules = v.object({
  levels: v.optional(v.record(name, level)),
  evidence: v.optional(v.pipe(v.array(evidence), v.minLength(1))),
  attesters: v.optional(names),
  maxAge: v.optional(count(1, MAX_AGE)),
})

/** What a provider's options say of its users. */
export const vouchingOptions = {
  readMandates: v.optional(aFunction),
  subjects: v.optional(v.pipe(v.array(kind), v.minLength(1))),
  verifiedClaims: v.optional(
    v.object({
      frameworks: v.record(name, frameworkRules),
      claims: names,
      level: v.optional(level),
      required: v.optional(v.boolean()),
    }),
  ),
}

const mandates = v.pipe(
  v.object({
    isInForce: aFunction,
    freshSeconds: v.optional(count(0, 3600)),
    graceSeconds: v.optional(count(0, 86_400)),
    milliseconds: v.optional(count(1, 60_000)),
  }),
  v.check(
    ({ freshSeconds = 60, graceSeconds = 300 }) => freshSeconds <= graceSeconds,
    'freshSeconds must not be more than graceSeconds',
  ),
)

const audit = v.object({
  secret: v.pipe(
    v.instance(Uint8Array, 'must be octets'),
    v.check((octets) => octets.length >= 32, 'must be at least 32 octets'),
  ),
  onEvent: aFunction,
  milliseconds: v.optional(count(1, 60_000)),
})

/** What a portal's options say of acting for companies, and of what is put on record. */
export const actingOptions = {
  switchPage: v.optional(aFunction),
  mandates: v.optional(mandates),
  audit: v.optional(audit),
}
