import type { CmsAttribute } from '@xinyin/core/cms'
import {
  encodeOid,
  encodeSequence,
  encodeUtf8String,
  expectTag,
  openDer,
  parseDer,
  readOid,
  readString,
  TAG,
} from '@xinyin/core/der'
import { type DataDescription, readDescription } from './description.ts'

/** `mime-type` (ETSI EN 319 122-1, 5.2.5.2). */
const MIME_TYPE = '0.4.0.1733.2.1'
/** `content-hints` (RFC 2634, 2.9). */
const CONTENT_HINTS = '1.2.840.113549.1.9.16.2.4'
/** `data` of GB/T 35275-2017, 6. */
const GM_DATA = '1.2.156.10197.6.1.4.2.1'

/** The description as signed attributes of a message. */
export function encodeDescriptionAttributes({ name, mediaType }: DataDescription): CmsAttribute[] {
  const attributes: CmsAttribute[] = []
  if (name !== undefined) {
    const hints = encodeSequence(encodeUtf8String(name), encodeOid(GM_DATA))
    attributes.push({ oid: CONTENT_HINTS, values: [hints] })
  }
  if (mediaType !== undefined) attributes.push({ oid: MIME_TYPE, values: [encodeUtf8String(mediaType)] })
  return attributes
}

/**
 * @returns nothing for attributes that say something else than a name and a media type; an empty description where there
 *   are none
 * @throws CoreError `ERR_DER_*`
 */
export function readDescriptionAttributes(attributes: readonly CmsAttribute[]): DataDescription | undefined {
  const hints = attributes.find(({ oid }) => oid === CONTENT_HINTS)
  const mimeType = attributes.find(({ oid }) => oid === MIME_TYPE)
  return readDescription({
    ...(hints === undefined ? {} : { name: single(hints, readHints) }),
    ...(mimeType === undefined ? {} : { mediaType: single(mimeType, readText) }),
  })
}

/** What has several values says nothing. */
function single<T>({ values }: CmsAttribute, read: (der: Uint8Array) => T): T | null {
  const [value, ...others] = values
  return value === undefined || others.length > 0 ? null : read(value)
}

/** A description may be left out of the hints. */
function readHints(der: Uint8Array): string | null {
  const fields = openDer(parseDer(der))
  const description = fields.optional(TAG.utf8String)
  readOid(fields.next())
  fields.end()
  return description === undefined ? null : readString(description)
}

const readText = (der: Uint8Array): string => readString(expectTag(parseDer(der), TAG.utf8String))
