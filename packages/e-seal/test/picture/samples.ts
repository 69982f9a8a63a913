import { concatBytes, encodeUtf8 } from '@xinyin/core'
import { zlibSync } from 'fflate'
import { crc32 } from '../../src/carriers/ofd/zip/crc32.ts'

const big32 = (value: number) =>
  Uint8Array.of(value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255)
const big16 = (value: number) => Uint8Array.of(value >>> 8, value & 255)
const little32 = (value: number) => big32(value).toReversed()
const little16 = (value: number) => big16(value).toReversed()

export function pngChunk(type: string, ...data: readonly Uint8Array[]): Uint8Array {
  const content = concatBytes(encodeUtf8(type), ...data)
  return concatBytes(big32(content.length - 4), content, big32(crc32(content)))
}

const PNG_START = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)

export const pngHeader = (width: number, height: number, depth = 8, colour = 6, ...rest: number[]) =>
  pngChunk(
    'IHDR',
    big32(width),
    big32(height),
    Uint8Array.of(depth, colour, ...(rest.length ? rest : [0, 0, 0])),
  )

export const PNG_PIXELS = pngChunk('IDAT', zlibSync(new Uint8Array(18)))
export const PNG_END = pngChunk('IEND')
/** 12 pixels for each mm. */
export const PNG_DENSITY = pngChunk('pHYs', big32(12_000), big32(12_000), Uint8Array.of(1))

export const pngOf = (...chunks: readonly Uint8Array[]) => concatBytes(PNG_START, ...chunks)

/** 2 × 2 pixels with opacity. */
export const PNG = pngOf(pngHeader(2, 2), PNG_DENSITY, PNG_PIXELS, PNG_END)

export const gifHeader = (width: number, height: number, version = '89a') =>
  concatBytes(
    encodeUtf8(`GIF${version}`),
    little16(width),
    little16(height),
    Uint8Array.of(0x80, 0, 0),
    new Uint8Array(6),
  )

/** The first colour is not there. */
export const GIF_CONTROL = Uint8Array.of(0x21, 0xf9, 4, 1, 0, 0, 0, 0)
/** 2 × 2 pixels with a palette of their own. */
export const GIF_FRAME = Uint8Array.of(
  0x2c,
  0,
  0,
  0,
  0,
  2,
  0,
  2,
  0,
  0x80,
  0,
  0,
  0,
  255,
  0,
  0,
  2,
  2,
  0x44,
  0x0a,
  0,
)

export const gifOf = (...blocks: readonly Uint8Array[]) => concatBytes(gifHeader(2, 2), ...blocks)

export const GIF = gifOf(GIF_CONTROL, GIF_FRAME, Uint8Array.of(0x3b))

export interface BmpFields {
  readonly header?: number
  readonly width?: number
  readonly height?: number
  readonly planes?: number
  readonly depth?: number
  readonly kind?: number
  readonly packed?: number
  readonly opacity?: number
  readonly pixels?: number
}

/** 2 × 2 pixels, 5 for each mm. */
export function bmpOf(fields: BmpFields = {}): Uint8Array {
  const {
    header = 40,
    width = 2,
    height = 2,
    planes = 1,
    depth = 24,
    kind = 0,
    packed = 0,
    opacity = 0,
  } = fields
  const { pixels = Math.ceil((depth * Math.abs(width)) / 32) * 4 * Math.abs(height) } = fields
  const start = 14 + header
  const size = header === 12 ? [little16(width), little16(height)] : [little32(width), little32(height)]
  const more =
    header <= 16
      ? []
      : [
          little32(kind),
          little32(packed),
          little32(5000),
          little32(5000),
          new Uint8Array(20),
          little32(opacity),
        ]
  const body = concatBytes(
    little32(header),
    ...size,
    little16(planes),
    little16(depth),
    ...more,
    new Uint8Array(header),
  )
  return concatBytes(
    encodeUtf8('BM'),
    little32(start + pixels),
    new Uint8Array(4),
    little32(start),
    body.subarray(0, header),
    new Uint8Array(pixels),
  )
}

export const jpegSegment = (marker: number, ...octets: readonly number[]) =>
  concatBytes(Uint8Array.of(0xff, marker), big16(octets.length + 2), Uint8Array.from(octets))

/** JFIF, 254 dots for each inch. */
const JPEG_DENSITY = jpegSegment(0xe0, 0x4a, 0x46, 0x49, 0x46, 0, 1, 2, 1, 0, 254, 0, 254, 0, 0)
export const jpegFrame = (width: number, height: number) =>
  jpegSegment(0xc0, 8, ...big16(height), ...big16(width), 1, 1, 0x11, 0)
/** Pixels with an octet that looks like a marker and with a restart. */
export const JPEG_SCAN = concatBytes(
  jpegSegment(0xda, 1, 1, 0, 0, 63, 0),
  Uint8Array.of(1, 2, 0xff, 0, 3, 0xff, 0xd0, 4),
)
export const JPEG_END = Uint8Array.of(0xff, 0xd9)
export const jpegOf = (...segments: readonly Uint8Array[]) =>
  concatBytes(Uint8Array.of(0xff, 0xd8), ...segments)

export const JPEG = jpegOf(JPEG_DENSITY, jpegSegment(0xc4, 0), jpegFrame(2, 2), JPEG_SCAN, JPEG_END)

export const svgOf = (content: string, attributes = 'width="42mm" height="42mm" viewBox="0 0 42 42"') =>
  encodeUtf8(
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${attributes}>${content}</svg>`,
  )

export const SVG = svgOf('<g id="a"><path d="M0 0H42V42Z" fill="url(#b)"/></g><use href="#a"/>')
