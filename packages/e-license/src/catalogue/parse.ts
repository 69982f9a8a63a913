import { canonicalizeJson, isJsonObject, type JsonValue, parseStrictJson } from '@xinyin/core/json'
import * as v from 'valibot'
import { EXTENSION_KINDS } from '../metadata/extension.ts'
import { catalogueError } from './codes.ts'
import type { LicenceCatalogue } from './licence-type.ts'

/** Characters of a catalogue, and how many types one may have, unless its reader says otherwise. */
const SIZE_LIMIT = 64 * 1024 * 1024
const TYPE_LIMIT = 100_000
const DEPTH_LIMIT = 12
/** Extension items, codes of a list, areas and items of one type. */
const PART_LIMIT = 2000
const TEXT_LIMIT = 2000

const text = v.pipe(v.string(), v.maxLength(TEXT_LIMIT))
const listOf = <T extends v.GenericSchema>(item: T) => v.pipe(v.array(item), v.maxLength(PART_LIMIT))
// The library takes a list for an object without members, which is one wherever no member is needed.
const plain = v.custom<unknown>(isJsonObject, 'object')
const period = v.pipe(
  plain,
  v.strictObject({ years: v.optional(v.number()), months: v.optional(v.number()) }),
)

const extension = v.strictObject({
  name: text,
  label: v.optional(v.pipe(plain, v.strictObject({ en: v.optional(text), 'zh-CN': v.optional(text) }))),
  kind: v.picklist(EXTENSION_KINDS),
  needed: v.optional(v.boolean()),
  repeats: v.optional(v.boolean()),
  unit: v.optional(text),
  codes: v.optional(v.pipe(plain, v.record(text, text), v.maxEntries(PART_LIMIT))),
  maxLength: v.optional(v.number()),
  personal: v.optional(v.boolean()),
})

const licenceType = v.strictObject({
  code: text,
  name: text,
  englishName: v.optional(text),
  version: v.number(),
  state: v.picklist(['draft', 'published', 'withdrawn']),
  publishedOn: v.optional(text),
  withdrawnOn: v.optional(text),
  authority: v.strictObject({ name: text, code: text }),
  validity: v.variant('kind', [
    v.strictObject({ kind: v.literal('endless') }),
    v.strictObject({ kind: v.literal('fixed'), periods: listOf(period), endless: v.optional(v.boolean()) }),
    v.strictObject({ kind: v.literal('given') }),
    v.strictObject({ kind: v.literal('age'), age: v.number() }),
  ]),
  holders: v.strictObject({
    kind: v.picklist(['person', 'organisation', 'any']),
    codeTypes: listOf(text),
    limit: v.optional(v.number()),
  }),
  extensions: listOf(extension),
  face: v.optional(text),
  level: v.number(),
  securityClass: v.optional(text),
  areas: listOf(text),
  relatedItems: v.optional(listOf(v.strictObject({ name: text, code: text }))),
})

const schemaOf = (typeLimit: number) =>
  v.strictObject({
    name: text,
    version: text,
    types: v.pipe(v.array(licenceType), v.maxLength(typeLimit)),
  })

/**
 * Reads a catalogue of licence types (GB/T 36902-2018) in the JSON of this library: members as `LicenceCatalogue` has
 * them, and no others. Whether what it says is sensible is for `lintCatalogue`.
 *
 * @param limits.size - most characters; 67,108,864 unless given
 * @param limits.types - most licence types; 100,000 unless given
 * @throws CoreError `ERR_JSON_*`; LicenceError `ERR_CATALOGUE_SIZE`, `ERR_CATALOGUE_FORM` with the `place` of the first
 *   thing that is wrong, as a JSON pointer
 */
export function parseCatalogue(
  json: string,
  limits: { readonly size?: number; readonly types?: number } = {},
): LicenceCatalogue {
  const { size = SIZE_LIMIT, types = TYPE_LIMIT } = limits
  if (json.length > size) throw catalogueError('ERR_CATALOGUE_SIZE', { found: json.length, limit: size })
  return held(parseStrictJson(json, DEPTH_LIMIT), types)
}

/**
 * Writes a catalogue as JSON whose members are in an order that does not change (RFC 8785), so that two editions can be
 * compared line by line once they are laid out, and one can be signed.
 *
 * @throws LicenceError `ERR_CATALOGUE_FORM`
 */
export function encodeCatalogue(catalogue: LicenceCatalogue): string {
  held(catalogue, Number.POSITIVE_INFINITY)
  // Members that are `undefined` are not there; the canonical form has no word for them.
  return canonicalizeJson(JSON.parse(JSON.stringify(catalogue)) as JsonValue)
}

function held(value: unknown, typeLimit: number): LicenceCatalogue {
  const result = v.safeParse(schemaOf(typeLimit), value, { abortEarly: true })
  if (result.success) return value as LicenceCatalogue
  const [issue] = result.issues
  const path = issue.path?.map(({ key }) => `/${pointerToken(String(key))}`).join('') ?? ''
  throw catalogueError('ERR_CATALOGUE_FORM', { place: path || '/', expected: expectation(issue) })
}

const pointerToken = (key: string) => key.slice(0, 80).replaceAll('~', '~0').replaceAll('/', '~1')

/** What the schema names; a member that must not be there is said by `never`. */
function expectation({ expected, type }: v.BaseIssue<unknown>): string {
  if (expected === 'never') return 'no such member'
  return expected ?? type
}
