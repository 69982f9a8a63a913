import type { Edges, Matrix, Outline } from './geometry.ts'
import type { Paint } from './paint.ts'

/** Where on its page something is drawn (GB/T 33190-2016, 7.7, 15, 18): templates are layers of the kind that their order says. */
export type LayerKind = 'Background' | 'Body' | 'Foreground' | 'annotation'

/** What every mark says of itself. Lengths are in mm of the page, from the corner where its physical box counts from. */
export interface MarkOrigin {
  /** The object's identifier; empty where it has none. */
  readonly id: string
  /** The part of the package that it stands in. */
  readonly source: string
  readonly layer: LayerKind
  /** From the object's own coordinates to the page. */
  readonly matrix: Matrix
  /** The object's `Boundary` (8.5). Paths, pictures and composites show within it; readers do not cut text off at it. */
  readonly boundary: Edges
  /** Only what is in all of these shows; of each, what is in any of its outlines. */
  readonly clips: readonly (readonly Outline[])[]
  /** What of it is not understood, by name; see {@link Unsupported}. */
  readonly unsupported: readonly Unsupported[]
}

/**
 * What the tree cannot tell of an object, so that nobody may take the object as known.
 * - `path-data`: numbers of a path do not count up, or its letters are none
 * - `colour`: a value that its colour space does not have, or a colour space that is not there
 * - `pattern`, `shading`: a fill that is no single colour
 * - `matrix`: numbers that are no matrix
 * - `deltas`: fewer offsets than characters
 * - `glyphs`: characters that stand for other glyphs (`CGTransform`)
 * - `clip`: a clip by text, or by a path that is not understood
 * - `composite`: a unit that is not there, or deeper than eight
 * - `image-mask`, `blend-mode`: what vendors and the standard have and nobody uses
 * - `place`: a character whose place is no number; it has no cell
 */
export type Unsupported =
  | 'path-data'
  | 'colour'
  | 'pattern'
  | 'shading'
  | 'matrix'
  | 'deltas'
  | 'glyphs'
  | 'clip'
  | 'composite'
  | 'image-mask'
  | 'blend-mode'
  | 'place'

/** The cell of one character: where it is, whatever glyph a font has for it. */
export interface GlyphCell {
  readonly character: string
  /** The middle. */
  readonly x: number
  readonly y: number
  /** Half of width and height of the box around it, which stands level. */
  readonly halfWidth: number
  readonly halfHeight: number
}

/** One text object (11.2). */
export interface GlyphsMark extends MarkOrigin {
  readonly kind: 'glyphs'
  /** All of its text, in the order in which it is stored. */
  readonly text: string
  readonly cells: readonly GlyphCell[]
  /** Around all cells. */
  readonly box: Edges
  /** Identifier of its font. */
  readonly font: string
  /** Height of a character in mm of the page, across its line. */
  readonly size: number
  readonly fill: Paint | undefined
  readonly stroke: Paint | undefined
  /** Of the stroke, mm of the page. */
  readonly lineWidth: number
  /** Degrees by which characters, and the line, are turned (11.2); 0 for what is usual. */
  readonly charDirection: number
  readonly readDirection: number
}

/** One path object (9.1). */
export interface PathMark extends MarkOrigin {
  readonly kind: 'path'
  readonly outline: Outline
  readonly rule: 'NonZero' | 'Even-Odd'
  readonly fill: Paint | undefined
  readonly stroke: Paint | undefined
  readonly lineWidth: number
}

/** One picture (10): the unit square through its matrix. */
export interface ImageMark extends MarkOrigin {
  readonly kind: 'image'
  readonly outline: Outline
  readonly resource: string
  /** 0 lets everything through, 1 nothing. */
  readonly alpha: number
}

/** A composite object (13): what its unit draws. Where that is not known it has no marks, and `unsupported` says so. */
export interface GroupMark extends MarkOrigin {
  readonly kind: 'group'
  readonly outline: Outline
  readonly alpha: number
  readonly marks: readonly Mark[]
}

export type Mark = GlyphsMark | PathMark | ImageMark | GroupMark

/** One page as it is drawn. */
export interface RenderedPage {
  readonly id: string
  /** The sheet (`PhysicalBox`). */
  readonly physical: Edges
  /** What shows of it: the sheet within its `ApplicationBox`. */
  readonly box: Edges
  /** In the order in which they are drawn. */
  readonly marks: readonly Mark[]
}
