import { convertIndexedToRgb, type DecodedPng, decode } from 'fast-png'
import decodeQR from 'qr/decode.js'
import { qrError } from '../codes.ts'
import { decodeJpeg } from './jpeg.ts'
import { isJpeg } from './jpeg-guard.ts'
import type { QrPictureLimits } from './picture-limits.ts'
import { guardPng } from './png-guard.ts'

/** Milliseconds that are given to a picture in which no code is found at once. */
const PATIENCE = 2000

/** Reads the QR code in a PNG or JPEG; see `parseQrPicture`. */
export function readQrPicture(bytes: Uint8Array, limits: QrPictureLimits): string {
  const image = isJpeg(bytes) ? decodeJpeg(bytes, limits) : decodePng(guardPng(bytes, limits))
  try {
    return decodeQR(image, { format: 'RGB', timeLimit: PATIENCE })
  } catch (cause) {
    throw qrError('ERR_QR_NOT_FOUND', {}, cause)
  }
}

/** Pixels, three octets for each. */
export interface RgbImage {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

function decodePng(bytes: Uint8Array): RgbImage {
  try {
    const picture = decode(bytes, { checkCrc: true })
    return { width: picture.width, height: picture.height, data: toRgb(picture) }
  } catch (cause) {
    throw qrError('ERR_QR_PICTURE', { problem: 'pixels or checksum' }, cause)
  }
}

/** Three octets for each pixel; what shines through is put on white, as on paper. */
function toRgb(picture: DecodedPng): Uint8Array {
  const { depth, palette } = picture
  if (palette !== undefined) {
    return flatten(convertIndexedToRgb(picture), palette[0]?.length ?? 3, 255)
  }
  if (depth < 8) return flatten(unpack(picture), 1, 2 ** depth - 1)
  return flatten(picture.data, picture.channels, 2 ** depth - 1)
}

/** Samples of 1, 2 or 4 bits; rows begin with an octet of their own. */
function unpack({ width, height, depth, data }: DecodedPng): Uint8Array {
  const samples = new Uint8Array(width * height)
  const stride = Math.ceil((width * depth) / 8)
  const perOctet = 8 / depth
  const mask = 2 ** depth - 1
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const octet = data[y * stride + Math.floor(x / perOctet)] ?? 0
      samples[y * width + x] = (octet >> (8 - depth * ((x % perOctet) + 1))) & mask
    }
  return samples
}

function flatten(data: ArrayLike<number>, channels: number, white: number): Uint8Array {
  const pixels = data.length / channels
  const rgb = new Uint8Array(pixels * 3)
  const isGrey = channels < 3
  const hasOpacity = channels === 2 || channels === 4
  for (let i = 0; i < pixels; i++) {
    const at = i * channels
    const opacity = hasOpacity ? (data[at + channels - 1] ?? 0) / white : 1
    for (let colour = 0; colour < 3; colour++) {
      const sample = (data[isGrey ? at : at + colour] ?? 0) / white
      rgb[i * 3 + colour] = Math.round(255 * (1 - opacity + opacity * sample))
    }
  }
  return rgb
}
