import { sm3 } from './sm3.ts'

const BLOCK = 64

/** HMAC (RFC 2104) with SM3, in portable code. */
export function hmacSm3(key: Uint8Array, ...parts: readonly Uint8Array[]): Uint8Array {
  const padded = new Uint8Array(BLOCK)
  padded.set(key.length > BLOCK ? sm3(key) : key)
  const inner = sm3(
    padded.map((octet) => octet ^ 0x36),
    ...parts,
  )
  return sm3(
    padded.map((octet) => octet ^ 0x5c),
    inner,
  )
}
