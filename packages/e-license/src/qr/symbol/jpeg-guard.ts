import { concatBytes } from '@xinyin/core'
import { qrError } from '../codes.ts'
import { type JpegFrame, readFrame, readScan } from './jpeg-frame.ts'
import { assertFileSize, type QrPictureLimits } from './picture-limits.ts'

/** A JPEG that may be decoded. */
export interface GuardedJpeg {
  /** Its tables, frame and scans, and of its application data only Adobe's, on which colours hang. */
  readonly bytes: Uint8Array
  /** Whether its colours are luminance and chrominance; where it does not say, by how many they are. */
  readonly colorTransform: boolean | undefined
}

const START = Uint8Array.of(0xff, 0xd8)
const MARKER = { dht: 0xc4, eoi: 0xd9, sos: 0xda, dqt: 0xdb, dri: 0xdd, adobe: 0xee } as const
/** Coded in sequence, baseline and extended, or progressively, each with Huffman codes: what cameras write. */
const FRAMES: ReadonlySet<number> = new Set([0xc0, 0xc1, 0xc2])
/**
 * How many times all blocks may be gone over: a progressive picture has some ten scans, most of them of one component,
 * and comes to less than five. A scan needs hardly an octet of its own to go over all of them.
 */
const PASS_LIMIT = 8

const broken = (problem: string) => qrError('ERR_QR_PICTURE', { problem })

/** Whether it begins as a JPEG. */
export const isJpeg = (bytes: Uint8Array): boolean =>
  bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff

/**
 * The parts of a JPEG (ITU-T T.81, annex B) on which its pixels hang, and nothing else: no previews, profiles and
 * comments, and nothing behind its end. Its size is held to the limits, and every segment must be as long as what is in
 * it, so that whoever decodes it sees the same segments and no scans besides.
 *
 * @throws LicenceError `ERR_QR_PICTURE`, `ERR_QR_PICTURE_SIZE`
 */
export function guardJpeg(bytes: Uint8Array, limits: QrPictureLimits): GuardedJpeg {
  assertFileSize(bytes, limits)
  if (!isJpeg(bytes)) throw broken('no signature')
  const kept: Uint8Array[] = [START]
  let frame: JpegFrame | undefined
  let colorTransform: boolean | undefined
  let interval = 0
  let decoded = 0
  let at = START.length
  for (;;) {
    at = skipFill(bytes, at)
    const marker = bytes[at] ?? 0
    if (marker === MARKER.eoi) break
    const body = readBody(bytes, at + 1)
    const from = at - 1
    at += 1 + 2 + body.length
    if (FRAMES.has(marker)) {
      if (frame !== undefined) throw broken('two frames')
      frame = readFrame(body, limits)
    } else if (marker === MARKER.dqt) assertTables(body, quantizationLength)
    else if (marker === MARKER.dht) assertTables(body, huffmanLength)
    else if (marker === MARKER.dri) {
      if (body.length !== 2) throw broken('restart interval')
      interval = ((body[0] ?? 0) << 8) | (body[1] ?? 0)
    } else if (marker === MARKER.adobe) {
      if (!isAdobe(body)) continue
      colorTransform = body[11] !== 0
    } else if (marker === MARKER.sos) {
      if (frame === undefined) throw broken('a scan before the frame')
      const { steps, blocks } = readScan(frame, body)
      decoded += blocks
      if (decoded > PASS_LIMIT * frame.blocks)
        throw qrError('ERR_QR_PICTURE_SIZE', { limit: PASS_LIMIT, unit: 'passes over the pixels' })
      at = skipEntropy(bytes, at, interval === 0 ? 1 : Math.ceil(steps / interval))
    } else if (isIgnored(marker)) continue
    else throw broken('a segment or coding that is not read')
    kept.push(bytes.subarray(from, at))
  }
  if (decoded === 0) throw broken('no scan')
  kept.push(Uint8Array.of(0xff, MARKER.eoi))
  return { bytes: concatBytes(...kept), colorTransform: frame?.isRgb ? false : colorTransform }
}

/** Application data and comments. */
const isIgnored = (marker: number): boolean => (marker >= 0xe0 && marker <= 0xef) || marker === 0xfe

/** @returns where the marker's code is: any number of octets 0xff may come before it (B.1.1.2) */
function skipFill(bytes: Uint8Array, start: number): number {
  if (bytes[start] !== 0xff) throw broken(start >= bytes.length ? 'cut off' : 'no marker')
  let at = start
  while (bytes[at] === 0xff) at++
  return at
}

/** What a segment holds behind its length, which counts itself (B.1.1.4). */
function readBody(bytes: Uint8Array, at: number): Uint8Array {
  const length = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)
  if (length < 2 || at + length > bytes.length) throw broken('cut off')
  return bytes.subarray(at + 2, at + length)
}

/** A segment holds whole tables, one after another (B.2.4.1, B.2.4.2). */
function assertTables(body: Uint8Array, lengthOf: (body: Uint8Array, at: number) => number): void {
  let at = 0
  while (at < body.length) at += lengthOf(body, at)
  if (at !== body.length) throw broken('tables')
}

const quantizationLength = (body: Uint8Array, at: number): number => ((body[at] ?? 0) < 0x10 ? 65 : 129)

const huffmanLength = (body: Uint8Array, at: number): number =>
  17 + body.subarray(at + 1, at + 17).reduce((sum, codes) => sum + codes, 0)

const isAdobe = (body: Uint8Array): boolean =>
  body.length >= 12 && String.fromCharCode(...body.subarray(0, 5)) === 'Adobe'

/**
 * The coded pixels of a scan, with a marker between any two of its intervals: no more of these than there are
 * intervals, or a decoder that has all of its pixels would go on in the middle of what is left.
 *
 * @returns where the next segment begins
 */
function skipEntropy(bytes: Uint8Array, start: number, intervals: number): number {
  let restarts = 0
  for (let at = start; at + 1 < bytes.length; at++) {
    if (bytes[at] !== 0xff) continue
    const next = bytes[at + 1] ?? 0
    if (next >= 0xd0 && next <= 0xd7) {
      if (++restarts >= intervals) throw broken('restarts')
    } else if (next !== 0) return at
    at++
  }
  throw broken('cut off')
}
