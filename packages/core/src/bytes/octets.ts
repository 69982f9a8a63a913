/**
 * Refuses what is no `Uint8Array`. A text has a length too, and its characters count as zeros where octets are computed with:
 * all texts of one length would have one hash.
 *
 * @param name - of the argument
 * @throws TypeError
 */
export function assertOctets(name: string, value: Uint8Array): void {
  // By its tag, since those of other realms are none by `instanceof`.
  if (value?.[Symbol.toStringTag] !== 'Uint8Array') throw new TypeError(`${name}: expected a Uint8Array`)
}
