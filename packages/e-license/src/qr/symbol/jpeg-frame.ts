import { qrError } from '../codes.ts'
import { assertPixelSize, type QrPictureLimits } from './picture-limits.ts'

/** The frame of a JPEG: how large it is, and of which components. */
export interface JpegFrame {
  readonly width: number
  readonly height: number
  readonly components: readonly JpegComponent[]
  /** Blocks of 8 by 8 samples, over all components. */
  readonly blocks: number
  /** Its components are called red, green and blue. */
  readonly isRgb: boolean
}

interface JpegComponent {
  readonly id: number
  /** Samples of it in each direction, of as many as the component with most has; 1 to 4. */
  readonly across: number
  readonly down: number
}

const BLOCK = 8

const broken = (problem: string) => qrError('ERR_QR_PICTURE', { problem })

/**
 * Reads the header of a frame (ITU-T T.81, B.2.2): 8 bits a sample; grey, three colours or four.
 *
 * @throws LicenceError `ERR_QR_PICTURE`, `ERR_QR_PICTURE_SIZE`
 */
export function readFrame(body: Uint8Array, limits: QrPictureLimits): JpegFrame {
  const [precision, h1 = 0, h0 = 0, w1 = 0, w0 = 0, count = 0] = body
  const [height, width] = [(h1 << 8) | h0, (w1 << 8) | w0]
  const isRight = precision === 8 && width > 0 && height > 0 && [1, 3, 4].includes(count)
  if (!isRight || body.length !== 6 + 3 * count) throw broken('frame')
  assertPixelSize(width, height, limits)
  const components = Array.from({ length: count }, (_, i) => {
    const [id = 0, sampling = 0] = body.subarray(6 + 3 * i)
    return { id, across: sampling >> 4, down: sampling & 15 }
  })
  const isSampled = components.every(({ across, down }) => isFactor(across) && isFactor(down))
  if (!isSampled || new Set(components.map(({ id }) => id)).size !== count) throw broken('components')
  const names = String.fromCharCode(...components.map(({ id }) => id))
  const sides = { width, height, components }
  return { ...sides, blocks: groupsOf(sides) * blocksIn(components), isRgb: names === 'RGB' }
}

const isFactor = (factor: number): boolean => factor >= 1 && factor <= 4

type Sampled = Pick<JpegFrame, 'width' | 'height' | 'components'>

/** Of as many as the component with most has, in each direction. */
const mostOf = (components: readonly JpegComponent[]) => ({
  across: Math.max(...components.map(({ across }) => across)),
  down: Math.max(...components.map(({ down }) => down)),
})

/** Groups of blocks that belong to the same pixels (A.2.3). */
function groupsOf({ width, height, components }: Sampled): number {
  const most = mostOf(components)
  return Math.ceil(width / BLOCK / most.across) * Math.ceil(height / BLOCK / most.down)
}

/** Blocks of each group. */
const blocksIn = (components: readonly JpegComponent[]): number =>
  components.reduce((sum, { across, down }) => sum + across * down, 0)

/** How far a scan goes over a frame. */
export interface JpegScan {
  /** At each of them a restart may be. */
  readonly steps: number
  readonly blocks: number
}

/**
 * Reads the header of a scan (B.2.3). Its steps are blocks of the one component that it has, or else groups.
 *
 * @throws LicenceError `ERR_QR_PICTURE` for one that does not fit its frame
 */
export function readScan(frame: JpegFrame, body: Uint8Array): JpegScan {
  const { width, height, components } = frame
  const [count = 0] = body
  const ids = Array.from({ length: count }, (_, i) => body[1 + 2 * i])
  const chosen = components.filter(({ id }) => ids.includes(id))
  const [from = 0, to = 0] = body.subarray(1 + 2 * count)
  const [first] = chosen
  if (body.length !== 4 + 2 * count || first === undefined || chosen.length !== count || from > to || to > 63)
    throw broken('scan')
  if (count > 1) {
    const steps = groupsOf(frame)
    return { steps, blocks: steps * blocksIn(chosen) }
  }
  const most = mostOf(components)
  const along = (side: number, factor: number, of: number) =>
    Math.ceil((Math.ceil(side / BLOCK) * factor) / of)
  const steps = along(width, first.across, most.across) * along(height, first.down, most.down)
  return { steps, blocks: steps }
}
