/** A rectangle in mm from the top left corner of the page: x, y, width, height. */
export type FaceBox = readonly [x: number, y: number, width: number, height: number]

/** A place in mm from the top left corner of the page. */
export type FacePoint = readonly [x: number, y: number]

/** Typefaces by their Chinese names: 宋体, 黑体, 楷体, 仿宋. Readers have them; they can be embedded, too. */
export type FaceFont = 'song' | 'hei' | 'kai' | 'fang'

/** Languages that labels and dates of a face can be in. What the licence says itself stays as it is. */
export type FaceLanguage = 'zh-CN' | 'en'

/** Words with `{name}` for fields: in one language, or in both. See {@link FaceTemplate}. */
export type FaceWords = string | Readonly<Record<FaceLanguage, string>>

/** What every part of a page may say. */
interface FacePart {
  /** Shown only where the licence has this item: a name of a field, with `!` in front where it must not have it. */
  readonly when?: string
}

/** How text looks. Lengths are in mm. */
export interface FaceStyle {
  readonly font?: FaceFont
  /** Height of a full-width character. */
  readonly size?: number
  readonly bold?: boolean
  /** `#rrggbb`; black when absent. */
  readonly colour?: string
  /** `start` when absent; `spread` draws each line out to the width of its box. */
  readonly align?: 'start' | 'centre' | 'end' | 'spread'
  /** `middle` when absent. For vertical text, where its columns stand. */
  readonly vertical?: 'top' | 'middle' | 'bottom'
  /** Space after each character. */
  readonly spacing?: number
  /** Distance of lines by the size of characters; 1.5 when absent. */
  readonly leading?: number
  /** To which size text may be made smaller where it is too long; half of `size` when absent. */
  readonly least?: number
  /** What happens to text that is too long even then: refused unless this says that it may be cut short. */
  readonly overflow?: 'error' | 'ellipsis'
}

/** Text in a box: broken into lines, and made smaller where it is too long. */
export interface FaceText extends FacePart, FaceStyle {
  readonly kind: 'text'
  readonly box: FaceBox
  readonly text: FaceWords
  readonly font: FaceFont
  readonly size: number
  /** Written from top to bottom, in columns from right to left. */
  readonly upright?: boolean
}

/** A cell of a table. What it does not say of its style, the table says. */
export interface FaceCell extends FaceStyle {
  readonly width: number
  readonly text: FaceWords
}

/** A row of a table. The widths of its cells make up the table's. */
export interface FaceRow extends FacePart {
  readonly height: number
  /** Grows with its text instead of making that smaller. */
  readonly grows?: boolean
  /** Stands there once for each holder or issuer, whose fields are `{holder.name}`, `{issuer.name}` and so on. */
  readonly each?: 'holders' | 'issuers'
  readonly cells: readonly FaceCell[]
}

export interface FaceTable extends FacePart, FaceStyle {
  readonly kind: 'table'
  readonly box: FaceBox
  /** Stands above the rows, and above those on each further page. */
  readonly header?: FaceRow
  /** With what is left of them on the pages that follow, where there are `rest` boxes for it. */
  readonly rows: readonly FaceRow[]
  readonly font: FaceFont
  readonly size: number
  /** From the edge of a cell to its text; 2 when absent. */
  readonly padding?: number
  /** Widths of the lines, mm; none are drawn when absent. */
  readonly border?: { readonly inner: number; readonly outer: number; readonly colour: string }
}

/** Where a table goes on that did not end on the page before. */
export interface FaceRest {
  readonly kind: 'rest'
  readonly box: FaceBox
}

/** A picture that comes with the licence, such as the holder's photo: JPEG or PNG. */
export interface FacePicture extends FacePart {
  readonly kind: 'picture'
  readonly box: FaceBox
  /** By which name it is given when the face is made: `photo`. */
  readonly picture: string
  /** Leaves its place empty where none is given, which is refused otherwise. */
  readonly optional?: boolean
  /** `cover` (default) fills the box and cuts off what is beyond it; `contain` shows all of the picture. */
  readonly fit?: 'cover' | 'contain'
}

/** The QR code of the licence. Its place stays empty where none is given. */
export interface FaceSymbol extends FacePart {
  readonly kind: 'qr'
  /** With the light margin of four modules that ISO/IEC 18004 asks for. */
  readonly box: FaceBox
}

/** Where the authority's seal goes. One template has one place for it. */
export interface FaceSeal {
  readonly kind: 'seal'
  readonly box: FaceBox
}

/** Lines through points. */
export interface FacePath extends FacePart {
  readonly kind: 'path'
  readonly figures: readonly { readonly points: readonly FacePoint[]; readonly closed?: boolean }[]
  readonly stroke?: { readonly width: number; readonly colour: string }
  readonly fill?: string
}

/** A rectangle, stroked or filled. */
export interface FaceFrame extends FacePart {
  readonly kind: 'frame'
  readonly box: FaceBox
  readonly stroke?: { readonly width: number; readonly colour: string }
  readonly fill?: string
}

/** Guilloche 团花底纹: a closed curve of a wheel that rolls within a wheel. */
export interface FaceRosette extends FacePart {
  readonly kind: 'rosette'
  readonly centre: FacePoint
  readonly radius: number
  /** No multiple of seven: the wheel would meet its own trace. */
  readonly petals: number
  readonly colour: string
}

/** Guilloche in a band: waves that cross each other. */
export interface FaceWaves extends FacePart {
  readonly kind: 'waves'
  readonly box: FaceBox
  readonly lines: number
  readonly colour: string
}

/** A square meander 回纹 in each corner of a box. */
export interface FaceCorners extends FacePart {
  readonly kind: 'corners'
  readonly box: FaceBox
  readonly size: number
  readonly width: number
  readonly colour: string
}

export type FaceItem =
  | FaceText
  | FaceTable
  | FaceRest
  | FacePicture
  | FaceSymbol
  | FaceSeal
  | FacePath
  | FaceFrame
  | FaceRosette
  | FaceWaves
  | FaceCorners

export interface FacePage {
  /** mm. */
  readonly width: number
  readonly height: number
  /** Comes only, and as often as needed, where a table of the page before goes on in its `rest`. */
  readonly continues?: boolean
  /** Drawn in order. */
  readonly items: readonly FaceItem[]
}

/** Words across every page 水印, above all else but let through by it. */
export interface FaceWatermark {
  readonly text: FaceWords
  /** 6 mm unless given. */
  readonly size?: number
  /** Degrees by which it rises to the right; 30 unless given. */
  readonly angle?: number
  /** 0.05 to 0.4; 0.18 unless given. */
  readonly opacity?: number
  /** `#rrggbb`; grey unless given. */
  readonly colour?: string
  /** Between its beginnings on one line, and between its lines, mm. */
  readonly gap?: readonly [across: number, down: number]
}

/**
 * How the face 照面 of a licence type looks: what a designer gives, with no code in it, as JSON or in a program.
 *
 * Fields: `{name}`, `{number}`, `{identifier}`, `{typeCode}`, `{issuers}`, `{issuerCodes}`, `{holders}`,
 * `{holderCodes}`, `{holderCodeTypes}`, `{issuedOn}`, `{validFrom}`, `{validUntil}`, `{period}`, `{sealName}`,
 * `{purpose}`, `{copyMaker}`, `{copyMadeOn}`, `{copyUntil}`, `{page}`, `{pages}`, and `{KZ_…}` for extension items; in a row
 * for each holder or issuer `{row}`, `{holder.name}`, `{holder.code}`, `{holder.codeType}`, `{issuer.name}` and
 * `{issuer.code}`. A `?` at the end, `{KZ_BZ?}`, allows one to be absent, and `:date`, `{KZ_CSRQ:date}`, writes
 * a day as dates are written.
 */
export interface FaceTemplate {
  readonly pages: readonly FacePage[]
  readonly watermark?: FaceWatermark
}
