import { decodeBase64, decodeUtf8, encodeBase64, encodeUtf8 } from '@xinyin/core'
import {
  canonicalizeJson,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  parseIJson,
} from '@xinyin/core/json'
import { dataError } from './codes.ts'
import { DATA_SEAL_FORMS, type DataSealForm, type DataSealValue } from './form.ts'
import { MAX_VALUE_BYTES, recognizeValue } from './recognize.ts'

/** The seal inside of a JSON object: base64 of DER, or the compact form of a JWS. */
export interface JsonSeal {
  readonly form: DataSealForm
  readonly value: string
}

/** Where the seal stands unless the parties say otherwise. */
export const JSON_SEAL_MEMBER = 'seal'

/** What every seal in a JSON object says of the data: it is over the canonical form of the object without the seal. */
export const JSON_MEDIA_TYPE = 'application/json'

/** What JSON may take. Defaults: 16 MiB, 32 levels. */
export interface JsonLimits {
  readonly maxBytes: number
  readonly maxDepth: number
}

export const JSON_LIMITS: JsonLimits = { maxBytes: 16 * 1024 * 1024, maxDepth: 32 }

/** A JSON object and the seal that was in it. */
export interface OpenedJson {
  /** UTF-8 of the canonical form of the object without the seal (RFC 8785): what is sealed. */
  readonly content: Uint8Array
  readonly value: Uint8Array | string
}

/** UTF-8 of the canonical form. @throws as `canonicalizeJson` */
export const canonicalBytes = (value: JsonValue, depth?: number): Uint8Array =>
  encodeUtf8(canonicalizeJson(value, depth))

export const writeJsonSeal = (form: DataSealForm, value: DataSealValue): JsonSeal => ({
  form,
  value: typeof value === 'string' ? value : encodeBase64(value),
})

/**
 * Takes a sealed JSON object apart.
 *
 * @param json - text as it arrived, or what a strict reader made of it
 * @throws SealError `ERR_DATA_NO_SEAL`, `ERR_DATA_FORM_EXPECTED`, `ERR_DATA_LIMIT`; CoreError `ERR_JSON_*`, `ERR_BYTES_*`
 * @throws TypeError for a value that is no JSON
 */
export function openJson(
  json: string | Uint8Array | JsonObject,
  member: string,
  { maxBytes, maxDepth }: JsonLimits,
): OpenedJson {
  const object =
    typeof json === 'string' || json instanceof Uint8Array ? read(json, maxBytes, maxDepth) : json
  if (!isJsonObject(object) || !Object.hasOwn(object, member)) throw dataError('ERR_DATA_NO_SEAL', { member })
  const { [member]: seal, ...others } = object
  return { content: canonicalBytes(others, maxDepth), ...readJsonSeal(seal, member) }
}

function read(json: string | Uint8Array, limit: number, maxDepth: number): JsonValue {
  if (json.length > limit) throw dataError('ERR_DATA_LIMIT', { what: 'JSON', found: json.length, limit })
  return parseIJson(typeof json === 'string' ? json : decodeUtf8(json), maxDepth)
}

/** The form is stated, and told by the value: both have to say the same. */
function readJsonSeal(seal: JsonValue | undefined, member: string): Pick<OpenedJson, 'value'> {
  const fault = () => dataError('ERR_DATA_NO_SEAL', { member })
  if (!isJsonObject(seal) || Object.keys(seal).sort().join() !== 'form,value') throw fault()
  const form = DATA_SEAL_FORMS.find((known) => known === seal['form'])
  const text = seal['value']
  if (form === undefined || typeof text !== 'string') throw fault()
  if (text.length > 2 * MAX_VALUE_BYTES)
    throw dataError('ERR_DATA_LIMIT', { what: 'seal', found: text.length, limit: 2 * MAX_VALUE_BYTES })
  const value = form === 'jws' ? text : decodeBase64(text)
  const { form: found = '-' } = recognizeValue(value)
  if (found !== form) throw dataError('ERR_DATA_FORM_EXPECTED', { found, expected: form })
  return { value }
}
