import { concatBytes, encodeUtf8 } from '@xinyin/core'
import { zlibSync } from 'fflate'
import { crc32 } from '../carriers/ofd/zip/crc32.ts'

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)
/** Eight bits a channel, with transparency. */
const RGBA = Uint8Array.of(8, 6, 0, 0, 0)

/**
 * Writes a PNG (ISO/IEC 15948) of one colour whose opacity differs from pixel to pixel.
 *
 * @param opacity - one octet for each pixel, row by row
 * @param pixelsPerMetre - how large it is meant to be
 */
export function encodePng(
  opacity: Uint8Array,
  width: number,
  colour: readonly [red: number, green: number, blue: number],
  pixelsPerMetre: number,
): Uint8Array {
  const height = opacity.length / width
  const rows = new Uint8Array(height * (1 + 4 * width))
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const alpha = opacity[y * width + x] ?? 0
      if (alpha > 0) rows.set([...colour, alpha], y * (1 + 4 * width) + 1 + 4 * x)
    }
  }
  return concatBytes(
    SIGNATURE,
    chunk('IHDR', uint32(width), uint32(height), RGBA),
    chunk('pHYs', uint32(pixelsPerMetre), uint32(pixelsPerMetre), Uint8Array.of(1)),
    chunk('IDAT', zlibSync(rows, { level: 9 })),
    chunk('IEND'),
  )
}

export function chunk(type: string, ...parts: readonly Uint8Array[]): Uint8Array {
  const content = concatBytes(encodeUtf8(type), ...parts)
  return concatBytes(uint32(content.length - 4), content, uint32(crc32(content)))
}

export function uint32(value: number): Uint8Array {
  const octets = new Uint8Array(4)
  new DataView(octets.buffer).setUint32(0, value)
  return octets
}
