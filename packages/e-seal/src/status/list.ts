import type { SealStatusEntry } from './entry.ts'

/** What a list and an answer have in common. */
export interface SealStatusStatement {
  /** `makerDigest` of each maker of whose seals it tells. */
  readonly makers: readonly string[]
  readonly issuedAt: Date
  /** After that it tells nothing. */
  readonly nextUpdate: Date
}

/**
 * The status of every seal that is not forgotten 印章状态列表. A seal that is not on it is not valid but unknown: one that
 * its maker never recorded was perhaps made by somebody else with his key.
 */
export interface SealStatusList extends SealStatusStatement {
  /** Which list it is, an absolute URI that no other list has: `https://seals.example.gov.cn/status/list`. */
  readonly list: string
  /** From 1 on, higher with each list. */
  readonly sequence: number
  /** The seals that are valid and never were anything else. */
  readonly valid: ValidSeals
  /** All others, by their digests. */
  readonly others: ReadonlyMap<string, SealStatusEntry>
}

/** Octets of a digest that stand for a seal: nobody finds a second seal with the same ones. */
const PREFIX_BYTES = 16

/**
 * Many seals in little room: for each the first 16 octets of its digest, in ascending order. A million are 16 MB, with no
 * object for any of them.
 */
export interface ValidSeals {
  readonly size: number
  readonly bytes: Uint8Array
}

/** Whether a seal is among them. @param digest - in lower-case hexadecimal */
export function hasSeal({ size, bytes }: ValidSeals, digest: string): boolean {
  const wanted = prefixOf(digest)
  let low = 0
  let high = size
  while (low < high) {
    const middle = (low + high) >>> 1
    const order = comparePrefix(bytes, middle * PREFIX_BYTES, wanted)
    if (order === 0) return true
    if (order < 0) low = middle + 1
    else high = middle
  }
  return false
}

/** Puts seals into this form. @throws RangeError for one that is there twice */
export function packSeals(digests: Iterable<string>): ValidSeals {
  // Hexadecimal digits are in the order of the octets.
  const prefixes = [...digests].map((digest) => digest.slice(0, 2 * PREFIX_BYTES)).sort()
  const bytes = new Uint8Array(prefixes.length * PREFIX_BYTES)
  for (const [i, prefix] of prefixes.entries()) {
    if (prefix === prefixes[i - 1]) throw new RangeError('seals: one is there twice')
    bytes.set(prefixOf(prefix), i * PREFIX_BYTES)
  }
  return { size: prefixes.length, bytes }
}

/** Takes them as they came. @returns nothing for octets that are no such seals, or not in order */
export function openSeals(bytes: Uint8Array): ValidSeals | undefined {
  if (bytes.length % PREFIX_BYTES !== 0) return undefined
  for (let at = PREFIX_BYTES; at < bytes.length; at += PREFIX_BYTES) {
    if (comparePrefix(bytes, at - PREFIX_BYTES, bytes.subarray(at, at + PREFIX_BYTES)) >= 0) return undefined
  }
  return { size: bytes.length / PREFIX_BYTES, bytes }
}

function comparePrefix(bytes: Uint8Array, at: number, wanted: Uint8Array): number {
  for (let i = 0; i < PREFIX_BYTES; i++) {
    const difference = (bytes[at + i] ?? 0) - (wanted[i] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

function prefixOf(digest: string): Uint8Array {
  const prefix = new Uint8Array(PREFIX_BYTES)
  for (let i = 0; i < PREFIX_BYTES; i++) prefix[i] = Number.parseInt(digest.slice(2 * i, 2 * i + 2), 16)
  return prefix
}
