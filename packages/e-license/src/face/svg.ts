import { encodeBase64 } from '@xinyin/core'
import { escapeXml } from '@xinyin/e-seal/ofd'
import { QUIET_ZONE } from '../qr/symbol/quiet-zone.ts'
import { decimal } from './decimal.ts'
import type {
  FaceLayout,
  FaceMark,
  FacePageLayout,
  PathMark,
  PictureMark,
  SymbolMark,
  TextMark,
  WatermarkMark,
} from './marks.ts'
import type { FaceFont } from './template.ts'

/** What stands in for a typeface where it is not installed. */
const FAMILIES: Readonly<Record<FaceFont, string>> = {
  song: "SimSun, 'Songti SC', 'Noto Serif CJK SC', serif",
  hei: "SimHei, 'Heiti SC', 'Noto Sans CJK SC', sans-serif",
  kai: "KaiTi, 'Kaiti SC', 'Noto Serif CJK SC', serif",
  fang: "FangSong, 'STFangsong', 'Noto Serif CJK SC', serif",
}

/**
 * Draws a page of a face as SVG, for screens. What counts is the OFD; both are drawn from the same layout. It holds no
 * scripts and fetches nothing: pictures are inside it.
 *
 * @param page - from 1
 * @throws RangeError for a page that there is not
 */
export function renderFaceSvg(layout: FaceLayout, page = 1): string {
  const found = layout.pages[page - 1]
  if (found === undefined) throw new RangeError(`page: 1 to ${layout.pages.length}`)
  return [...openSvg(found, page), ...drawPage(found, page, layout), '</svg>'].join('\n')
}

/**
 * Draws all pages of a face as one HTML document, for screens and browsers' printing: each page is an SVG of its size,
 * whose text can be selected and found.
 *
 * @param title - of the document
 */
export function renderFaceHtml(layout: FaceLayout, { title }: { readonly title: string }): string {
  const { width = 210, height = 297 } = layout.pages[0] ?? {}
  return [
    '<!DOCTYPE html>',
    `<html lang="zh-CN"><head><meta charset="utf-8"><title>${escapeXml(title)}</title>`,
    `<style>@page{size:${decimal(width)}mm ${decimal(height)}mm;margin:0}body{margin:0}svg{display:block;max-width:100%;height:auto;break-after:page}</style>`,
    '</head><body>',
    ...layout.pages.map((_, i) => renderFaceSvg(layout, i + 1)),
    '</body></html>',
  ].join('\n')
}

function openSvg({ width, height }: FacePageLayout, page: number): string[] {
  const [wide, high] = [decimal(width), decimal(height)]
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${wide}mm" height="${high}mm" viewBox="0 0 ${wide} ${high}" data-page="${page}">`,
    '<rect width="100%" height="100%" fill="#ffffff"/>',
  ]
}

function drawPage({ marks, watermark }: FacePageLayout, page: number, layout: FaceLayout): string[] {
  const drawn = marks.map((mark, i) => drawMark(mark, `p${page}-${i}`, layout))
  return watermark === undefined ? drawn : [...drawn, ...drawWatermark(watermark)]
}

function drawMark(mark: FaceMark, id: string, { pictures }: FaceLayout): string {
  if (mark.kind === 'text') return drawText(mark)
  if (mark.kind === 'path') return drawPath(mark)
  return mark.kind === 'symbol' ? drawSymbol(mark) : drawPicture(mark, id, pictures)
}

function drawPath({ figures, stroke, fill }: PathMark): string {
  const data = figures
    .map(({ points, closed, curved }) => {
      const steps = points.map(([x, y], i) => {
        const letter = i === 0 ? 'M' : curved !== true ? 'L' : i % 3 === 1 ? 'C' : ' '
        return `${letter}${decimal(x)} ${decimal(y)}`
      })
      return steps.join('') + (closed === true ? 'Z' : '')
    })
    .join('')
  const line =
    stroke === undefined ? '' : ` stroke="${stroke.colour}" stroke-width="${decimal(stroke.width)}"`
  return `<path d="${data}" fill="${fill ?? 'none'}"${line}/>`
}

function drawText(mark: TextMark): string {
  const { font, size, bold, colour } = mark
  const weight = bold ? ' font-weight="700"' : ''
  const style = `font-family="${FAMILIES[font]}" font-size="${decimal(size)}"${weight} fill="${colour}"`
  return `<text ${style}>${mark.upright ? drawColumn(mark) : drawLine(mark)}</text>`
}

function drawColumn({ text, x, baseline, advances }: TextMark): string {
  let at = baseline
  const places = advances.map((advance) => {
    at += advance
    return decimal(at - advance)
  })
  const across = advances.map(() => decimal(x))
  return `<tspan x="${across.join(' ')}" y="${places.join(' ')}">${escapeXml(text)}</tspan>`
}

/** Space between letters, by their size, that another typeface may take up. */
const NARROW = 0.25

/**
 * Where a typeface is missing, another one with wider letters stands in: words of letters and digits are set as a whole
 * and made as wide as the layout has them.
 */
function drawLine({ text, x, baseline, advances, size, spacing }: TextMark): string {
  const characters = [...text]
  const isWord = (i: number) => spacing < size * NARROW && /[!-~]/.test(characters[i] ?? '')
  const down = decimal(baseline)
  const spans: string[] = []
  let left = x
  for (let from = 0; from < characters.length; ) {
    const word = isWord(from)
    const places: string[] = []
    let at = left
    let to = from
    while (to < characters.length && isWord(to) === word) {
      places.push(decimal(at))
      at += advances[to++] ?? 0
    }
    const piece = escapeXml(characters.slice(from, to).join(''))
    const end = at - (to < characters.length ? spacing : 0)
    const width = word ? ` textLength="${decimal(end - left)}" lengthAdjust="spacingAndGlyphs"` : ''
    spans.push(`<tspan x="${word ? places[0] : places.join(' ')}" y="${down}"${width}>${piece}</tspan>`)
    left = at
    from = to
  }
  return spans.join('')
}

/** In modules, each stretch of dark ones in a row as a line. */
function drawSymbol({ symbol: { size, modules }, box: [x, y, side] }: SymbolMark): string {
  const scale = side / (size + 2 * QUIET_ZONE)
  let data = ''
  for (let row = 0; row < size; row++)
    for (let from = 0; from < size; from++) {
      if (modules[row * size + from] !== 1) continue
      let to = from
      while (to < size && modules[row * size + to] === 1) to++
      data += `M${from} ${row}h${to - from}v1H${from}z`
      from = to
    }
  const corner = scale * QUIET_ZONE
  return [
    `<rect x="${decimal(x)}" y="${decimal(y)}" width="${decimal(side)}" height="${decimal(side)}" fill="#ffffff"/>`,
    `<path transform="translate(${decimal(x + corner)} ${decimal(y + corner)}) scale(${scale.toFixed(6)})" d="${data}" shape-rendering="crispEdges"/>`,
  ].join('')
}

function drawPicture(
  { name, place, clip }: PictureMark,
  id: string,
  pictures: FaceLayout['pictures'],
): string {
  const photo = pictures.get(name)
  if (photo === undefined) return ''
  const box = ([x, y, width, height]: readonly number[]) =>
    `x="${decimal(x ?? 0)}" y="${decimal(y ?? 0)}" width="${decimal(width ?? 0)}" height="${decimal(height ?? 0)}"`
  const href = `data:image/${photo.format};base64,${encodeBase64(photo.data)}`
  return [
    `<clipPath id="${id}"><rect ${box(clip)}/></clipPath>`,
    `<image ${box(place)} preserveAspectRatio="none" clip-path="url(#${id})" href="${href}"/>`,
  ].join('')
}

function drawWatermark({ words, places, angle, opacity }: WatermarkMark): string[] {
  const drawn = drawText(words)
  return [
    `<g opacity="${decimal(opacity)}" aria-hidden="true">`,
    ...places.map(
      ([x, y]) =>
        `<g transform="translate(${decimal(x)} ${decimal(y)}) rotate(${decimal(-angle)})">${drawn}</g>`,
    ),
    '</g>',
  ]
}
