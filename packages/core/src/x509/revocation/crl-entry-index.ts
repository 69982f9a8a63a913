import { randomBytes } from '../../crypto/random.ts'

/** Octets of the longest serial number in a list: 20 of value and one of sign (RFC 5280, 4.1.2.2). */
export const MAX_SERIAL_OCTETS = 21

/** Finds entries by the octets of their serial numbers. */
export interface EntryIndex {
  /** The number of the entry with this serial number and this issuer, -1 where there is none. */
  find(serialNumber: Uint8Array, issuer: number): number
}

/** Where the serial number of an entry stands in the bytes of the list, and which issuer its certificate has. */
export interface EntryPlaces {
  readonly count: number
  readonly bytes: Uint8Array
  /** First content octet of the serial number; its length stands in the octet before. */
  serialAt(entry: number): number
  issuerOf(entry: number): number
}

let table: Uint32Array | undefined

/**
 * Random numbers for each octet in each place (tabulation hashing). Whoever writes a list does not know them, so that
 * he cannot choose serial numbers that fall together and make a search of a million entries take a million steps.
 */
function randomTable(): Uint32Array {
  table ??= new Uint32Array(randomBytes(MAX_SERIAL_OCTETS * 256 * 4).buffer)
  return table
}

function hash(random: Uint32Array, bytes: Uint8Array, at: number, length: number, issuer: number): number {
  let value = Math.imul(issuer + 1, 0x9e3779b1) ^ length
  for (let i = 0; i < length; i++) value ^= random[(i << 8) | (bytes[at + i] ?? 0)] ?? 0
  return value >>> 0
}

function sameOctets(a: Uint8Array, at: number, b: Uint8Array, from: number, length: number): boolean {
  for (let i = 0; i < length; i++) if (a[at + i] !== b[from + i]) return false
  return true
}

/**
 * Makes the index: a table of entry numbers, half full, searched from the place that the serial number's hash gives.
 * For a million entries it takes 8 MB.
 *
 * @param onTwice - called with the number of an entry whose serial number and issuer an earlier one has
 */
export function indexEntries(places: EntryPlaces, onTwice: (entry: number) => never): EntryIndex {
  const { count, bytes } = places
  const random = randomTable()
  let size = 2
  while (size < count * 2) size *= 2
  const slots = new Uint32Array(size)
  const mask = size - 1

  const search = (from: Uint8Array, at: number, length: number, issuer: number): number => {
    let slot = hash(random, from, at, length, issuer) & mask
    for (let found = slots[slot] ?? 0; found !== 0; found = slots[slot] ?? 0) {
      const entry = found - 1
      const serialAt = places.serialAt(entry)
      const isSame =
        bytes[serialAt - 1] === length &&
        sameOctets(bytes, serialAt, from, at, length) &&
        places.issuerOf(entry) === issuer
      if (isSame) break
      slot = (slot + 1) & mask
    }
    return slot
  }

  for (let entry = 0; entry < count; entry++) {
    const at = places.serialAt(entry)
    const slot = search(bytes, at, bytes[at - 1] ?? 0, places.issuerOf(entry))
    if (slots[slot] !== 0) onTwice(entry)
    slots[slot] = entry + 1
  }
  return {
    find: (serialNumber, issuer) => (slots[search(serialNumber, 0, serialNumber.length, issuer)] ?? 0) - 1,
  }
}
