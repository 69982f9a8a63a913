import { decodeHex } from '../../bytes/hex.ts'

/**
 * RC2, decryption alone (RFC 2268): the certificates in old PKCS#12 files are encrypted with it, with 40 bits of key.
 * That hides nothing; it is undone here so that the files open.
 */

/** PITABLE (2268, 2). */
const TABLE =
  'd978f9c419ddb5ed28e9fd794aa0d89dc67e37832b76538e624c6488448bfba2179a59f587b34f1361456d8d09817d32' +
  'bd8f40eb86b77b0bf09521225c6b4e8254d66593ce60b21c7356c014a78cf1dc1275ca1f3bbee4d1423dd430a33cb626' +
  '6fbf0eda4669075727f21d9bbc944303f811c7f690ef3ee706c3d52fc8661ed708e8eade8052eef784aa72ac354d6a2a' +
  '961ad2715a1549744b9fd05e0418a4ecc2e0416e0f51cbcc2491af50a1f47039997c3a8523b8b47afc02365b25559731' +
  '2d5dfa98e38a92ae05df2910676cbac9d300e6cfe19ea82c6316013f58e289a90d38341bab33ffb0bb480c5fb9b1cd2e' +
  'c5f3db47e5a59c770aa62068fe7fc1ad'

/** The 64 words of the key (2268, 2), whose effective bits are all those of `key`. */
function expand(key: Uint8Array): Uint16Array {
  const table = decodeHex(TABLE)
  const at = (index: number) => table[index & 255] ?? 0
  const octets = new Uint8Array(128)
  octets.set(key)
  const { length } = key
  for (let i = length; i < 128; i++) octets[i] = at((octets[i - 1] ?? 0) + (octets[i - length] ?? 0))
  octets[128 - length] = at(octets[128 - length] ?? 0)
  for (let i = 127 - length; i >= 0; i--) octets[i] = at((octets[i + 1] ?? 0) ^ (octets[i + length] ?? 0))
  return Uint16Array.from({ length: 64 }, (_, i) => (octets[2 * i] ?? 0) | ((octets[2 * i + 1] ?? 0) << 8))
}

const TURNS = [1, 2, 3, 5]

/**
 * Makes the decryption of one block of eight octets, in place (2268, 4).
 *
 * @param key - 5 or 16 octets
 */
export function createRc2(key: Uint8Array): (block: Uint8Array) => void {
  if (key.length !== 5 && key.length !== 16) throw new RangeError(`key: 5 or 16 octets, found ${key.length}`)
  const keys = expand(key)
  const words = new Uint16Array(4)
  const word = (i: number) => words[i & 3] ?? 0

  const unmix = (round: number) => {
    for (let i = 3; i >= 0; i--) {
      const by = TURNS[i] ?? 0
      const turned = (word(i) >> by) | (word(i) << (16 - by))
      const mixed = (word(i - 1) & word(i - 2)) + (~word(i - 1) & word(i - 3))
      words[i] = turned - (keys[4 * round + i] ?? 0) - mixed
    }
  }
  const unmash = () => {
    for (let i = 3; i >= 0; i--) words[i] = word(i) - (keys[word(i - 1) & 63] ?? 0)
  }

  return (block) => {
    const view = new DataView(block.buffer, block.byteOffset, 8)
    for (let i = 0; i < 4; i++) words[i] = view.getUint16(2 * i, true)
    for (let round = 15; round >= 0; round--) {
      unmix(round)
      if (round === 11 || round === 5) unmash()
    }
    for (let i = 0; i < 4; i++) view.setUint16(2 * i, word(i), true)
  }
}
