import { isJsonObject, type JsonObject } from '@xinyin/core/json'
import { metadataError } from './codes.ts'
import type { StatusReference } from './data.ts'

const MAX_URI = 2000
/** Places are numbers that one list can have: none has more than this. */
const MAX_INDEX = 0x7fff_ffff

/** @throws LicenceError `ERR_METADATA_VALUE` for a URI that is not absolute, or a place that is no place */
export function assertStatusReference({ uri, index }: StatusReference): void {
  if (typeof uri !== 'string' || uri.length > MAX_URI || !URL.canParse(uri)) throw unfit('ZTLBDZ')
  if (!Number.isInteger(index) || index < 0 || index > MAX_INDEX) throw unfit('ZTLBXH')
}

/** The claim `status` (draft-ietf-oauth-status-list, 6.2). */
export const encodeStatusClaim = ({ uri, index }: StatusReference): JsonObject => ({
  status_list: { idx: index, uri },
})

/**
 * The reference in a claim `status`. One of a mechanism that is not known is refused: it would go unasked.
 *
 * @throws LicenceError `ERR_METADATA_VALUE`
 */
export function parseStatusClaim(status: JsonObject | undefined): StatusReference | undefined {
  if (status === undefined) return undefined
  const list = Object.hasOwn(status, 'status_list') ? status['status_list'] : undefined
  if (!isJsonObject(list)) throw unfit('ZTLBDZ')
  const reference = { uri: list['uri'] as string, index: list['idx'] as number }
  assertStatusReference(reference)
  return reference
}

/** The reference from its two elements, which come together or not at all. */
export function readStatusElements(
  uri: string | undefined,
  place: string | undefined,
): StatusReference | undefined {
  if (uri === undefined && place === undefined) return undefined
  if (uri === undefined) throw metadataError('ERR_METADATA_MISSING', { element: 'ZTLBDZ' })
  if (place === undefined) throw metadataError('ERR_METADATA_MISSING', { element: 'ZTLBXH' })
  if (!/^(?:0|[1-9]\d{0,9})$/.test(place)) throw unfit('ZTLBXH')
  const reference = { uri, index: Number(place) }
  assertStatusReference(reference)
  return reference
}

const unfit = (element: string) => metadataError('ERR_METADATA_VALUE', { element })
