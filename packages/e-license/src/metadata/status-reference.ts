import { isJsonObject, type JsonObject, type JsonValue } from '@xinyin/core/json'
import type { StatusReference } from './data.ts'

const MAX_URI = 2000
/** Places are numbers that one list can have: none has more than this. */
const MAX_INDEX = 0x7fff_ffff

export function isStatusUri(uri: unknown): uri is string {
  return typeof uri === 'string' && uri.length <= MAX_URI && URL.canParse(uri)
}

export function isStatusIndex(index: unknown): index is number {
  return Number.isInteger(index) && (index as number) >= 0 && (index as number) <= MAX_INDEX
}

/** The claim `status` (draft-ietf-oauth-status-list, 6.2). */
export const encodeStatusClaim = ({ uri, index }: StatusReference): JsonObject => ({
  status_list: { idx: index, uri },
})

/**
 * The reference in a claim `status`, still to be held to what one must be. Of a mechanism that is not known it comes out
 * as one that is refused: it would go unasked.
 */
export function readStatusClaim(status: JsonValue | undefined): StatusReference | undefined {
  if (status === undefined) return undefined
  const list =
    isJsonObject(status) && Object.hasOwn(status, 'status_list') ? status['status_list'] : undefined
  if (!isJsonObject(list)) return NO_REFERENCE
  return { uri: list['uri'] as string, index: list['idx'] as number }
}

const NO_REFERENCE: StatusReference = { uri: '', index: 0 }

/** The reference from its two elements, which come together or not at all; still to be held to what one must be. */
export function readStatusElements(
  uri: string | undefined,
  place: string | undefined,
): StatusReference | undefined {
  if (uri === undefined && place === undefined) return undefined
  const index = place === undefined || /^(?:0|[1-9]\d{0,9})$/.test(place) ? place : Number.NaN
  return { uri: uri as string, index: (index === undefined ? index : Number(index)) as number }
}
