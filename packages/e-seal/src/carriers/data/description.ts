import { TrustError } from '@xinyin/core'
import { canonicalizeJson, isJsonObject, type JsonValue, parseIJson } from '@xinyin/core/json'

/** What the sealing party says that the data is. It is signed along, so that a seal cannot be passed off for another file. */
export interface DataDescription {
  /** Name of the file or record: `批复.txt`, `permit/2026/00017`. */
  readonly name?: string
  /** `application/json`, `text/csv`. */
  readonly mediaType?: string
}

const MAX_NAME = 255
/** RFC 6838, 4.2: 127 characters on each side. */
const MEDIA_TYPE =
  /^[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}\/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}(?:;[ -~]{1,200})?$/

/** What no name needs and some readers show otherwise: controls, line ends, turned directions, no characters at all. */
const UNSEEN = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Noncharacter_Code_Point}]/u

/** @throws TypeError for a name without characters or with line breaks and their kind, or no media type */
export function assertDescription({ name, mediaType }: DataDescription): void {
  if (name !== undefined && !isName(name))
    throw new TypeError(`name: expected 1 to ${MAX_NAME} characters, no control characters among them`)
  if (mediaType !== undefined && !isMediaType(mediaType))
    throw new TypeError('mediaType: expected a media type such as application/json')
}

const isName = (name: unknown): name is string =>
  typeof name === 'string' && name.length > 0 && name.length <= MAX_NAME && !UNSEEN.test(name)

const isMediaType = (mediaType: unknown): mediaType is string =>
  typeof mediaType === 'string' && MEDIA_TYPE.test(mediaType)

/**
 * The description as `propertyInfo` of a signature with a seal: JSON in ASCII, `{"data":{"mediaType":…,"name":…}}`.
 *
 * GB/T 38540 leaves the content of `propertyInfo` open. In OFD it is a path, or JSON with other members, so that no seal
 * over a document passes for one over data, and none over data for one over a document.
 */
export function encodePropertyInfo({ name, mediaType }: DataDescription): string {
  const data: Record<string, string> = {}
  if (mediaType !== undefined) data['mediaType'] = mediaType
  if (name !== undefined) data['name'] = name
  return canonicalizeJson({ data }).replace(
    /[^ -~]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** @returns nothing for text that {@link encodePropertyInfo} does not write */
export function parsePropertyInfo(text: string): DataDescription | undefined {
  let value: JsonValue
  try {
    value = parseIJson(text, 4)
  } catch (error) {
    if (error instanceof TrustError) return undefined
    throw error
  }
  if (!isJsonObject(value) || Object.keys(value).join() !== 'data') return undefined
  return readDescription(value['data'])
}

/** @returns nothing for a value that is no description */
export function readDescription(value: JsonValue | undefined): DataDescription | undefined {
  if (!isJsonObject(value)) return undefined
  const { name, mediaType, ...others } = value
  if (Object.keys(others).length > 0) return undefined
  if (name !== undefined && !isName(name)) return undefined
  if (mediaType !== undefined && !isMediaType(mediaType)) return undefined
  return { ...(name === undefined ? {} : { name }), ...(mediaType === undefined ? {} : { mediaType }) }
}
