import { encode } from 'fast-png'
import type { QrSymbol } from './create.ts'
import { QUIET_ZONE } from './quiet-zone.ts'

export interface QrPngOptions {
  /** Pixels along each side of a module, 1 to 64; 8 unless given. */
  readonly scale?: number
  /** Light modules around it; 4 unless given, as the standard asks for. */
  readonly quietZone?: number
}

const BITS = 8

/** A QR code as PNG of one bit for each pixel, black on white, with its light margin. */
export function encodeQrPng({ size, modules }: QrSymbol, options: QrPngOptions = {}): Uint8Array {
  const { scale = 8, quietZone = QUIET_ZONE } = options
  if (!Number.isInteger(scale) || scale < 1 || scale > 64) throw new RangeError('scale: 1 to 64')
  if (!Number.isInteger(quietZone) || quietZone < 0 || quietZone > 64)
    throw new RangeError('quietZone: 0 to 64')
  const side = (size + 2 * quietZone) * scale
  const stride = Math.ceil(side / BITS)
  const data = new Uint8Array(stride * side).fill(0xff)
  for (let y = 0; y < size; y++) {
    const top = (y + quietZone) * scale
    const row = data.subarray(top * stride, (top + 1) * stride)
    for (let x = 0; x < size; x++) {
      if (modules[y * size + x] !== 1) continue
      const left = (x + quietZone) * scale
      for (let pixel = left; pixel < left + scale; pixel++)
        row[pixel >> 3] = (row[pixel >> 3] ?? 0) & ~(0x80 >> (pixel & 7))
    }
    for (let copy = 1; copy < scale; copy++)
      data.copyWithin((top + copy) * stride, top * stride, (top + 1) * stride)
  }
  return encode({ width: side, height: side, data, depth: 1, channels: 1 })
}
