import type { SealTolerance } from '../seal/tolerance.ts'
import type { PictureFormat } from './formats/format.ts'

/** What a picture says of itself. Nothing of it is drawn. */
export interface Picture {
  readonly format: PictureFormat
  /** Of pictures that consist of pixels. */
  readonly pixels: { readonly width: number; readonly height: number } | undefined
  /** In mm, where the picture says it: by the density of its pixels, or by the size of a drawing. */
  readonly size: { readonly width: number; readonly height: number } | undefined
  /** Whether what is behind it can show through; drawings always let it. */
  readonly transparent: boolean
  /** Pictures that follow each other, or pages; only the first is a seal's picture. */
  readonly frames: number
  /** What is not as it should be but does not hinder showing it. */
  readonly deviations: readonly PictureDeviation[]
  /** What a picture that is a package has otherwise than the standard of packages; there only where it has something. */
  readonly tolerances?: readonly SealTolerance[]
}

/**
 * - `trailing-bytes`: more data after the end, or a length in the header that is not that of the data
 * - `unfinished`: the mark of the end is missing
 * - `several-frames`: it moves, or has more pages than one
 * - `font-dependent`: a drawing with text, which looks different with other fonts
 */
export type PictureDeviation = 'trailing-bytes' | 'unfinished' | 'several-frames' | 'font-dependent'

/** What a picture may take. */
export interface PictureLimits {
  /** Default 8 MiB. */
  readonly maxBytes: number
  /** Of one side, in pixels; default 20,000. */
  readonly maxSide: number
  /** Default 40 million. */
  readonly maxPixels: number
  /** Chunks, blocks, segments, elements or files that it consists of; default 20,000. */
  readonly maxParts: number
}

export const DEFAULT_PICTURE_LIMITS: PictureLimits = {
  maxBytes: 8 * 1024 * 1024,
  maxSide: 20_000,
  maxPixels: 40_000_000,
  maxParts: 20_000,
}
