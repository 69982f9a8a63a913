import { createSm3, sm3 } from './sm3.ts'

const BLOCK = 64

function pads(key: Uint8Array): { inner: Uint8Array; outer: Uint8Array } {
  const padded = new Uint8Array(BLOCK)
  padded.set(key.length > BLOCK ? sm3(key) : key)
  return { inner: padded.map((octet) => octet ^ 0x36), outer: padded.map((octet) => octet ^ 0x5c) }
}

/** HMAC (RFC 2104) with SM3, in portable code. */
export function hmacSm3(key: Uint8Array, ...parts: readonly Uint8Array[]): Uint8Array {
  const { inner, outer } = pads(key)
  return sm3(outer, sm3(inner, ...parts))
}

/** HMAC-SM3 of many messages under one key: the two blocks that the key is are taken in once. */
export function createSm3Mac(key: Uint8Array): (...parts: readonly Uint8Array[]) => Uint8Array {
  const { inner, outer } = pads(key)
  const [innerStart, outerStart] = [createSm3().update(inner), createSm3().update(outer)]
  return (...parts) => {
    const state = innerStart.clone()
    for (const part of parts) state.update(part)
    return outerStart.clone().update(state.digest()).digest()
  }
}
