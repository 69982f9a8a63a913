import { decodeUtf8, encodeUtf8, equalBytes, TrustError } from '@xinyin/core'
import { isJsonObject, type JsonObject, parseIJson } from '@xinyin/core/json'
import { dataError } from './codes.ts'
import { canonicalBytes, JSON_MEDIA_TYPE, JSON_SEAL_MEMBER, type JsonSeal, writeJsonSeal } from './json.ts'
import { type CmsPreparation, formOf, type JwsPreparation, type SesPreparation } from './preparation.ts'
import { type FinishDataSealOptions, finishDataSeal, prepareDataSeal } from './prepare.ts'
import { type CmsSealing, type JwsSealing, type SesSealing, sealData } from './seal.ts'
import { faultOf, type PreparedDataSeal } from './state.ts'

/** Where in the object the seal goes. */
interface Place {
  /** Name of the member; `seal` unless given. */
  readonly member?: string
}

type Json<Options> = Omit<Options, 'mediaType'> & Place

/** How a JSON object is sealed, and by whom. */
export type JsonSealing = Json<SesSealing> | Json<CmsSealing> | Json<JwsSealing>

/** The same where the key is elsewhere. */
export type JsonSealPreparation = Json<SesPreparation> | Json<CmsPreparation> | Json<JwsPreparation>

/**
 * Seals a JSON object: the seal goes into it, as `{ …, "seal": { "form": "jws", "value": "eyJ…" } }`.
 *
 * What is sealed is the canonical form of the object without the seal (RFC 8785), so that it may be written again with
 * other white space, members in another order and numbers in another spelling. For a list, or a seal that stands apart,
 * seal `canonicalizeJson(value)` with `sealData`.
 *
 * @param value - as `JSON.parse` or a literal makes it; what JSON cannot say is refused, not left out
 * @returns a new object, its members in canonical order and the seal as the last
 * @throws SealError `ERR_DATA_SEALED` where there is such a member, and those of `sealData`; CoreError `ERR_JSON_*`
 * @throws TypeError, RangeError for a wrong call
 * @example
 * ```ts
 * const sealed = await sealJson({ permit: '330100202600017', area: 1280.5 }, { form: 'jws', signer, certificate })
 * ```
 */
export async function sealJson(value: JsonObject, options: JsonSealing): Promise<JsonObject> {
  const { member = JSON_SEAL_MEMBER, ...sealing } = options
  const content = contentOf(value, member)
  const seal = await sealData(content, { ...sealing, mediaType: JSON_MEDIA_TYPE })
  return withSeal(content, member, writeJsonSeal(formOf(options), seal))
}

/** A sealed JSON object that lacks nothing but the signature value: plain JSON itself. */
export interface PreparedJsonSeal {
  /** Canonical form of the object without the seal. */
  readonly json: string
  readonly member: string
  readonly seal: PreparedDataSeal
}

/** The first step where the key is elsewhere, as `prepareDataSeal` is. @throws as {@link sealJson} */
export async function prepareJsonSeal(
  value: JsonObject,
  options: JsonSealPreparation,
): Promise<PreparedJsonSeal> {
  const { member = JSON_SEAL_MEMBER, ...preparation } = options
  const content = contentOf(value, member)
  const seal = await prepareDataSeal(content, { ...preparation, mediaType: JSON_MEDIA_TYPE })
  return { json: decodeUtf8(content), member, seal }
}

/** The second step, as `finishDataSeal` is. @returns the object with the seal in it */
export async function finishJsonSeal(
  { json, member, seal }: PreparedJsonSeal,
  signature: Uint8Array,
  options: FinishDataSealOptions = {},
): Promise<JsonObject> {
  const content = encodeUtf8(String(json))
  if (!isCanonical(content, member)) throw faultOf('json')
  const value = await finishDataSeal(seal, signature, options)
  return withSeal(content, member, writeJsonSeal(seal.form, value))
}

/** Whether it is what `prepareJsonSeal` gave out, as far as can be told. */
function isCanonical(content: Uint8Array, member: string): boolean {
  try {
    return equalBytes(content, contentOf(parseIJson(decodeUtf8(content)) as JsonObject, member))
  } catch (error) {
    if (error instanceof TrustError || error instanceof TypeError) return false
    throw error
  }
}

function contentOf(value: JsonObject, member: string): Uint8Array {
  if (!isJsonObject(value)) throw new TypeError('value: expected a JSON object')
  if (typeof member !== 'string' || member === '' || member === '__proto__')
    throw new TypeError('member: expected the name of a member')
  if (Object.hasOwn(value, member)) throw dataError('ERR_DATA_SEALED', { member })
  return canonicalBytes(value)
}

/** Read back from what was sealed: what comes out is that, whatever became of the caller's object in the meantime. */
function withSeal(content: Uint8Array, member: string, seal: JsonSeal): JsonObject {
  const value = parseIJson(decodeUtf8(content)) as JsonObject
  return { ...value, [member]: { ...seal } }
}
