import type { QrSymbol } from '@xinyin/e-license/qr-symbol'
import { encode } from 'jpeg-js'

/** A QR code as a camera would write it: lossy, and not quite black. */
export function toJpeg({ size, modules }: QrSymbol): Uint8Array {
  const scale = 4
  const side = (size + 8) * scale
  const data = new Uint8Array(side * side * 4).fill(255)
  for (let i = 0; i < side * side; i++) {
    const [x, y] = [Math.floor((i % side) / scale) - 4, Math.floor(i / side / scale) - 4]
    const isDark = x >= 0 && y >= 0 && x < size && y < size && modules[y * size + x] === 1
    if (isDark) data.fill(30, i * 4, i * 4 + 3)
  }
  return new Uint8Array(encode({ width: side, height: side, data }, 70).data)
}
