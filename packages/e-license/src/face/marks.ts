import type { QrSymbol } from '../qr/symbol/create.ts'
import type { FaceBox, FaceFont, FacePage, FacePoint } from './template.ts'
import type { Run } from './words.ts'

/** One piece of text at its place: all of one item, or of what the template says itself, on one line. */
export interface TextMark {
  readonly kind: 'text'
  readonly text: string
  /** Where the first character begins, mm; of upright text, its left edge. */
  readonly x: number
  /** The line on which the characters stand, mm; of upright text, that of the first. */
  readonly baseline: number
  /** From each character's beginning to the next one's, mm; as many as there are characters. */
  readonly advances: readonly number[]
  /** How much of an advance is space, mm. */
  readonly spacing: number
  /** Written downwards. */
  readonly upright: boolean
  readonly font: FaceFont
  readonly size: number
  readonly bold: boolean
  readonly colour: string
  /** What it is of: all lines of one item have the same one. */
  readonly run: Run
}

/** Lines through points, or curves. */
export interface Figure {
  readonly points: readonly FacePoint[]
  readonly closed?: boolean
  /** After the first point, each three are two that draw a curve and the one where it ends (Bézier). */
  readonly curved?: boolean
}

/** Figures that are filled or stroked. */
export interface PathMark {
  readonly kind: 'path'
  readonly figures: readonly Figure[]
  readonly stroke?: { readonly width: number; readonly colour: string } | undefined
  readonly fill?: string | undefined
}

/** A picture of pixels: where its own edges are, and the box beyond which it is cut off. */
export interface PictureMark {
  readonly kind: 'picture'
  readonly name: string
  readonly place: FaceBox
  readonly clip: FaceBox
}

/** A QR code, with the light margin around it. */
export interface SymbolMark {
  readonly kind: 'symbol'
  readonly symbol: QrSymbol
  readonly box: FaceBox
}

export type FaceMark = TextMark | PathMark | PictureMark | SymbolMark

/** Words across the page, each beginning at a point and rising from there. */
export interface WatermarkMark {
  /** From the point 0, 0. */
  readonly words: TextMark
  readonly places: readonly FacePoint[]
  /** Degrees, against the clock. */
  readonly angle: number
  /** 0 to 1. */
  readonly opacity: number
}

/** One page with everything at its place, in the order in which it is drawn. */
export interface FacePageLayout extends Pick<FacePage, 'width' | 'height'> {
  readonly marks: readonly FaceMark[]
  readonly watermark: WatermarkMark | undefined
}

/** A picture that was given for a face. */
export interface FacePhoto {
  readonly data: Uint8Array
  readonly format: 'png' | 'jpeg'
  /** Pixels. */
  readonly width: number
  readonly height: number
}

/** A face with everything at its place: what is written to OFD and drawn as SVG alike. */
export interface FaceLayout {
  readonly pages: readonly FacePageLayout[]
  /** Where the authority's seal goes: page from 1, and the box on it in mm. */
  readonly seal: { readonly page: number; readonly box: FaceBox } | undefined
  /** By the names that picture marks have. */
  readonly pictures: ReadonlyMap<string, FacePhoto>
}
