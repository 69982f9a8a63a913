import { type CborValue, isCborArray } from '@xinyin/core/cbor'
import type { StatusReference } from '../metadata/data.ts'

/** Lists of states are nearly always there. */
const HTTPS = 'https://'

/** The place in the list and the list's URI behind `https://`; or the place, nothing, and the whole of any other URI. */
export function packStatus({ index, uri }: StatusReference): CborValue {
  return uri.startsWith(HTTPS) ? [index, uri.slice(HTTPS.length)] : [index, null, uri]
}

/** @returns nothing for what no reference is packed as */
export function readStatus(value: CborValue | undefined): StatusReference | undefined {
  if (!isCborArray(value) || value.length < 2 || value.length > 3) return undefined
  const [index, rest, uri] = value
  if (typeof index !== 'number') return undefined
  if (value.length === 3)
    return rest === null && typeof uri === 'string' && !uri.startsWith(HTTPS) ? { index, uri } : undefined
  return typeof rest === 'string' ? { index, uri: `${HTTPS}${rest}` } : undefined
}
