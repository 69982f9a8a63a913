const BLOCK = 8

/**
 * CBC over a cipher of eight-octet blocks, with padding (RFC 8018, 6.1.1).
 *
 * @returns nothing where the length or the padding is not that of anything encrypted with this key
 */
export function decryptLegacyCbc(
  decryptBlock: (block: Uint8Array) => void,
  iv: Uint8Array,
  ciphertext: Uint8Array,
): Uint8Array | undefined {
  if (ciphertext.length === 0 || ciphertext.length % BLOCK !== 0) return undefined
  const plaintext = new Uint8Array(ciphertext)
  let previous = iv
  for (let at = 0; at < ciphertext.length; at += BLOCK) {
    const block = plaintext.subarray(at, at + BLOCK)
    decryptBlock(block)
    for (let i = 0; i < BLOCK; i++) block[i] = (block[i] ?? 0) ^ (previous[i] ?? 0)
    previous = ciphertext.subarray(at, at + BLOCK)
  }
  const padding = plaintext.at(-1) ?? 0
  const end = plaintext.length - padding
  if (padding < 1 || padding > BLOCK || plaintext.subarray(end).some((octet) => octet !== padding))
    return undefined
  return plaintext.subarray(0, end)
}
