import type { LicenceData } from '../metadata/data.ts'
import { faceError } from './codes.ts'
import { fillFields } from './fields.ts'
import {
  assertTemplate,
  type FaceBox,
  type FaceFont,
  type FacePath,
  type FaceTemplate,
  type FaceText,
} from './template.ts'
import { advancesOf, breakLines, type Measure, sum } from './text.ts'

/** One line of text at its place. */
export interface FaceLine {
  readonly text: string
  /** Where the first character begins, mm. */
  readonly x: number
  /** The line on which the characters stand, mm. */
  readonly baseline: number
  /** From each character's beginning to the next one's, mm; as many as there are characters. */
  readonly advances: readonly number[]
  readonly font: FaceFont
  readonly size: number
  readonly bold: boolean
  readonly colour: string
}

/** A face with everything at its place: what is written to OFD and drawn as SVG alike. */
export interface FaceLayout {
  readonly page: FaceTemplate['page']
  readonly paths: readonly FacePath[]
  readonly lines: readonly FaceLine[]
  readonly seal: FaceBox
}

/** How far a text may be made smaller before it is refused. */
const SMALLEST = 0.5
const STEP = 0.95

/** Share of a character's height above the line on which it stands: of the Chinese typefaces named. */
const ASCENT = 0.86

/**
 * Lays a licence's data out.
 *
 * @throws LicenceError `ERR_FACE_FIELD`, `ERR_FACE_OVERFLOW`; TypeError for a template that is none
 */
export function layoutFace(template: FaceTemplate, data: LicenceData): FaceLayout {
  assertTemplate(template)
  const lines = template.texts.flatMap((text, i) => layoutText(text, fillFields(text.text, data), i + 1))
  return { page: template.page, paths: template.paths, lines, seal: template.seal }
}

function layoutText(style: FaceText, text: string, number: number): FaceLine[] {
  if (text.trim() === '') return []
  const [x, y, width, height] = style.box
  const { measure, texts } = fit(style, text, number)
  const { size } = measure
  const pitch = size * (style.leading ?? 1.5)
  const slack = height - ((texts.length - 1) * pitch + size)
  const top = y + { top: 0, middle: slack / 2, bottom: slack }[style.vertical ?? 'middle']
  return texts.flatMap((line, i): FaceLine[] => {
    if (line === '') return []
    const advances = advancesOf(line, measure)
    const rest = width - sum(advances)
    return [
      {
        text: line,
        x: x + { start: 0, centre: rest / 2, end: rest }[style.align ?? 'start'],
        baseline: top + i * pitch + size * ASCENT,
        advances,
        font: style.font,
        size,
        bold: style.bold ?? false,
        colour: style.colour ?? '#000000',
      },
    ]
  })
}

/** The largest size, from the one asked for downwards, at which the text stays in its box. */
function fit(style: FaceText, text: string, box: number): { measure: Measure; texts: string[] } {
  const [, , width, height] = style.box
  for (let scale = 1; scale >= SMALLEST; scale *= STEP) {
    const measure = { size: style.size * scale, spacing: (style.spacing ?? 0) * scale }
    const texts = breakLines(text, width, measure)
    const used = (texts.length - 1) * measure.size * (style.leading ?? 1.5) + measure.size
    if (used <= height + 1e-6) return { measure, texts }
  }
  throw faceError('ERR_FACE_OVERFLOW', { box })
}
