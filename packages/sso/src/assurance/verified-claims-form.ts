import * as v from 'valibot'
import { SsoError } from '../errors.ts'
import type { JsonObject } from '../token/json.ts'
import { parseDateTime, parseEndOfDay } from './rfc3339.ts'

// OpenID Identity Assurance Schema Definition 1.0, JSON Schema `verified_claims`. As there, members that it does not name are
// allowed everywhere but beside `verification` and `claims`.

const text = v.string()
const dateTime = v.pipe(
  text,
  v.check((value) => parseDateTime(value) !== undefined, 'must be a date-time'),
)
const date = v.pipe(
  text,
  v.check((value) => parseEndOfDay(value) !== undefined, 'must be a date'),
)
const list = <Item extends v.GenericSchema>(item: Item) => v.pipe(v.array(item), v.minLength(1))

const checkDetails = list(
  v.looseObject({
    check_method: text,
    organization: v.optional(text),
    time: v.optional(dateTime),
    check_id: v.optional(text),
  }),
)
const source = v.looseObject({ name: v.optional(text) })
const claims = v.pipe(
  v.custom<JsonObject>((value) => typeof value === 'object' && value !== null && !Array.isArray(value)),
  v.check((value) => Object.keys(value).length > 0, 'must not be empty'),
)

const evidence = v.variant('type', [
  v.looseObject({
    type: v.literal('document'),
    check_details: v.optional(checkDetails),
    derived_claims: v.optional(claims),
    document_details: v.optional(
      v.looseObject({
        type: v.optional(text),
        document_number: v.optional(text),
        serial_number: v.optional(text),
        date_of_issuance: v.optional(date),
        date_of_expiry: v.optional(date),
        issuer: v.optional(source),
      }),
    ),
  }),
  v.looseObject({
    type: v.literal('electronic_record'),
    check_details: v.optional(checkDetails),
    derived_claims: v.optional(claims),
    record: v.optional(
      v.looseObject({
        type: v.optional(text),
        created_at: v.optional(dateTime),
        date_of_expiry: v.optional(date),
        source: v.optional(source),
      }),
    ),
  }),
  v.looseObject({
    type: v.literal('vouch'),
    check_details: v.optional(checkDetails),
    derived_claims: v.optional(claims),
    attestation: v.optional(
      v.looseObject({
        type: v.optional(text),
        reference_number: v.optional(text),
        date_of_issuance: v.optional(date),
        date_of_expiry: v.optional(date),
        voucher: v.optional(
          v.looseObject({
            name: v.optional(text),
            organization: v.optional(text),
            birthdate: v.optional(date),
          }),
        ),
      }),
    ),
  }),
  v.looseObject({
    type: v.literal('electronic_signature'),
    signature_type: v.optional(text),
    issuer: v.optional(text),
    serial_number: v.optional(text),
    created_at: v.optional(dateTime),
    derived_claims: v.optional(claims),
  }),
])

const assurance = v.looseObject({
  policy: v.optional(text),
  procedure: v.optional(text),
  assurance_details: v.optional(list(v.looseObject({}))),
})

const element = v.strictObject({
  verification: v.looseObject({
    trust_framework: text,
    assurance_level: v.optional(text),
    assurance_process: v.optional(assurance),
    time: v.optional(dateTime),
    verification_process: v.optional(text),
    evidence: v.optional(list(evidence)),
  }),
  claims,
})

/** One element of `verified_claims`, as it is written. */
export type VerifiedClaimsElement = v.InferOutput<typeof element>

/** A piece of evidence 核验依据, as it is written. */
export type Evidence = v.InferOutput<typeof evidence>

/** What evidence can be. */
export type EvidenceType = Evidence['type']

const schema = v.union([element, v.pipe(v.array(element), v.minLength(1), v.maxLength(20))])

/**
 * Reads the value of `verified_claims`: an object, or a list of at most 20.
 *
 * @throws SsoError `ERR_SSO_VERIFIED_CLAIMS_FORM`
 */
export function parseVerifiedClaims(value: unknown): readonly VerifiedClaimsElement[] {
  const { success, output, issues } = v.safeParse(schema, value, { abortEarly: true })
  if (success) return Array.isArray(output) ? output : [output]
  // Only the place: what stands there may be somebody's name.
  const [issue] = issues
  throw new SsoError('ERR_SSO_VERIFIED_CLAIMS_FORM', { place: v.getDotPath(issue) ?? 'verified_claims' })
}
