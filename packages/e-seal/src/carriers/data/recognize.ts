import { TAG } from '@xinyin/core/der'
import type { DataSealForm } from './form.ts'

/** A picture makes up most of a seal; those of real ones stay below 200 kB. */
export const MAX_VALUE_BYTES = 8 * 1024 * 1024

/** A seal over data, told by how it begins. */
export interface RecognizedValue {
  readonly form: DataSealForm | undefined
  /** In octets, or characters of a text. */
  readonly size: number
}

/**
 * Tells which form a seal over data is of. Whether the rest of it is in order, its reader finds out.
 *
 * All DER is a sequence: that of a message begins with the OID of its type, that of a signature with a seal with another
 * sequence. A JWS begins with the base64url of `{"`.
 */
export function recognizeValue(value: Uint8Array | string): RecognizedValue {
  const size = value.length
  if (typeof value === 'string') return { form: value.startsWith('ey') ? 'jws' : undefined, size }
  if (value[0] === 0x65 && value[1] === 0x79) return { form: 'jws', size }
  const inner = value[0] === TAG.sequence ? value[contentStart(value)] : undefined
  if (inner === TAG.oid) return { form: 'cms', size }
  return { form: inner === TAG.sequence ? 'ses' : undefined, size }
}

/** Behind tag and length (X.690, 8.1.3). */
function contentStart(value: Uint8Array): number {
  const length = value[1] ?? 0
  return length <= 0x80 ? 2 : 2 + (length & 0x7f)
}
