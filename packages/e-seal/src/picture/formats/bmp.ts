import type { Picture } from '../picture.ts'
import type { PictureSource } from './octets.ts'

const FILE_HEADER = 14
/** Sizes of the headers that name their fields the same way: OS/2 2.0, Windows 3, with masks, 4 and 5. */
const HEADERS = new Set([16, 40, 52, 56, 64, 108, 124])
/** The oldest one, with sizes of 16 bits. */
const CORE_HEADER = 12
/** Headers from this size on say where the opacity is. */
const WITH_OPACITY = 56
const DEPTHS = new Set([1, 4, 8, 16, 24, 32])
/** Plain, run-length encoded with 8 and with 4 bits, and plain with masks. A JPEG or PNG inside is for printers. */
const [PLAIN, RUNS_8, RUNS_4, MASKS, MASKS_WITH_OPACITY] = [0, 1, 2, 3, 6]

/**
 * Reads the headers of a BMP, of every version.
 *
 * @throws SealError `ERR_PICTURE_STRUCTURE`, `ERR_PICTURE_LIMIT`
 */
export function readBmp(source: PictureSource): Picture {
  const { octets, broken } = source
  const header = octets.le32(FILE_HEADER)
  if (header === CORE_HEADER) {
    const [width, height] = [octets.le16(18), octets.le16(20)]
    return finish(source, { width, height, planes: octets.le16(22), depth: octets.le16(24) })
  }
  if (!HEADERS.has(header)) throw broken('size of the header')
  const isShort = header === 16
  const kind = isShort ? PLAIN : octets.le32(30)
  if (kind !== PLAIN && ![RUNS_8, RUNS_4, MASKS, MASKS_WITH_OPACITY].includes(kind)) throw broken('packing')
  return finish(source, {
    width: octets.signed32(18),
    // Rows from the top down have a negative height.
    height: Math.abs(octets.signed32(22)),
    planes: octets.le16(26),
    depth: octets.le16(28),
    packed: kind === RUNS_8 || kind === RUNS_4 ? octets.le32(34) : undefined,
    density: isShort ? undefined : [octets.signed32(38) / 1000, octets.signed32(42) / 1000],
    transparent: header >= WITH_OPACITY && header !== 64 && octets.le32(66) !== 0,
  })
}

interface Fields {
  readonly width: number
  readonly height: number
  readonly planes: number
  readonly depth: number
  /** Octets of packed pixels. */
  readonly packed?: number | undefined
  readonly density?: readonly [number, number] | undefined
  readonly transparent?: boolean
}

function finish(source: PictureSource, { planes, depth, packed, ...fields }: Fields): Picture {
  const { octets, broken } = source
  if (planes !== 1) throw broken('planes')
  if (!DEPTHS.has(depth)) throw broken('colour depth')
  const { width, height, density, transparent = false } = fields
  const start = octets.le32(10)
  // Rows begin at multiples of four octets.
  const bytes = packed ?? Math.ceil((depth * width) / 32) * 4 * height
  const end = start + bytes
  const picture = source.raster({
    width,
    height,
    density,
    transparent,
    frames: 1,
    end: octets.le32(2) === octets.length ? octets.length : end,
    finished: true,
  })
  if (start < FILE_HEADER + CORE_HEADER || end > octets.length) throw broken('it is cut short')
  return picture
}
