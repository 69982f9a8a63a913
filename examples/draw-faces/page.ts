import { encodeBase64 } from '@xinyin/core'
import { childrenOf, escapeXml, type XmlElement } from '@xinyin/e-seal/ofd'
import type { Box, DrawnDocument, DrawnPage, StampOnPage } from './document.ts'
import { boxOf } from './document.ts'

/** What stands in for a typeface that this machine lacks. */
const FAMILIES: Readonly<Record<string, string>> = {
  宋体: "SimSun, 'Songti SC', 'Noto Serif CJK SC', serif",
  黑体: "SimHei, 'Heiti SC', 'Noto Sans CJK SC', sans-serif",
  楷体: "KaiTi, 'Kaiti SC', 'Noto Serif CJK SC', serif",
  仿宋: "FangSong, STFangsong, 'Noto Serif CJK SC', serif",
}

/** A page of an OFD as SVG, by what its content file says: texts, paths, pictures, and the stamps above them. */
export function drawPage(document: DrawnDocument, page: DrawnPage): string {
  const { x, y, width, height } = page.box
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}mm" height="${height}mm" viewBox="${x} ${y} ${width} ${height}">`,
    `<style>${[...document.fonts].map(([id, { file }]) => (file === undefined ? '' : loadFont(id, file))).join('')}</style>`,
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="#fff"/>`,
    drawElement(page.content, document),
    ...page.stamps.map(drawStamp),
    '</svg>',
  ].join('\n')
}

/** What a document holds of a font goes before what this machine has. */
const loadFont = (id: string, file: Uint8Array): string =>
  `@font-face{font-family:font-${id};src:url(data:font/otf;base64,${encodeBase64(file)})}`

function drawElement(element: XmlElement, document: DrawnDocument): string {
  if (element.name === 'TextObject') return placed(element, drawText(element, document))
  if (element.name === 'PathObject') return placed(element, drawPath(element))
  if (element.name === 'ImageObject') return clipped(element, drawImage(element, document))
  return element.children.map((child) => drawElement(child, document)).join('\n')
}

/** In the object's own coordinates: from the corner of its boundary, by its matrix where it has one. */
function placed({ attributes }: XmlElement, drawn: string, clip = ''): string {
  const { x, y } = boxOf(attributes.get('Boundary')) ?? { x: 0, y: 0 }
  const matrix = attributes.get('CTM')
  const inner = matrix === undefined ? drawn : `<g transform="matrix(${matrix})">${drawn}</g>`
  const alpha = Number(attributes.get('Alpha') ?? 255) / 255
  return `<g transform="translate(${x} ${y})"${clip}${alpha < 1 ? ` opacity="${alpha.toFixed(3)}"` : ''}>${inner}</g>`
}

/** What is beyond the boundary of a picture does not show. */
function clipped(element: XmlElement, drawn: string): string {
  const { width, height } = boxOf(element.attributes.get('Boundary')) ?? { width: 0, height: 0 }
  const id = `clip-${element.attributes.get('ID')}`
  const path = `<clipPath id="${id}"><rect width="${width}" height="${height}"/></clipPath>`
  return path + placed(element, drawn, ` clip-path="url(#${id})"`)
}

function drawText(element: XmlElement, { fonts }: DrawnDocument): string {
  const { attributes } = element
  const id = attributes.get('Font') ?? ''
  const { name = '', file } = fonts.get(id) ?? {}
  const family = file === undefined ? (FAMILIES[name] ?? 'serif') : `font-${id}`
  const style = [
    `font-family="${family}" font-size="${attributes.get('Size')}" font-weight="${attributes.get('Weight') ?? 400}"`,
    `fill="${colourOf(element, 'FillColor') ?? '#000'}"`,
  ].join(' ')
  return childrenOf(element, 'TextCode')
    .map(
      (code) =>
        `<text xml:space="preserve" ${style}>${drawCode(code, Number(attributes.get('Size')))}</text>`,
    )
    .join('')
}

/** Where each character stands, and the next one would. */
function placesOf({ text, attributes }: XmlElement): { xs: number[]; ys: number[] } {
  const [right, down] = [stepsOf(attributes.get('DeltaX')), stepsOf(attributes.get('DeltaY'))]
  const xs = [Number(attributes.get('X') ?? 0)]
  const ys = [Number(attributes.get('Y') ?? 0)]
  for (const [i] of [...text].entries()) {
    xs.push((xs[i] ?? 0) + (right[i] ?? 0))
    ys.push((ys[i] ?? 0) + (down[i] ?? 0))
  }
  return { xs, ys }
}

/**
 * Typefaces of Chinese documents have letters of half a character's width, and those that stand in for them have wider ones:
 * words of letters and digits are made as wide as the document has them.
 */
function drawCode(code: XmlElement, size: number): string {
  const { xs, ys } = placesOf(code)
  const characters = [...code.text]
  const spans: string[] = []
  const isNarrow = (i: number) => /[!-~]/.test(characters[i] ?? '') && ys[i] === ys[i + 1]
  for (let from = 0; from < characters.length; ) {
    const word = isNarrow(from)
    let to = from + 1
    while (to < characters.length && isNarrow(to) === word) to++
    const end = to < characters.length ? xs[to] : (xs[to - 1] ?? 0) + size / 2
    const width = round((end ?? 0) - (xs[from] ?? 0))
    const across = word ? String(round(xs[from] ?? 0)) : xs.slice(from, to).map(round).join(' ')
    const fit = word ? ` textLength="${width}" lengthAdjust="spacingAndGlyphs"` : ''
    const down = word ? String(round(ys[from] ?? 0)) : ys.slice(from, to).map(round).join(' ')
    spans.push(
      `<tspan x="${across}" y="${down}"${fit}>${escapeXml(characters.slice(from, to).join(''))}</tspan>`,
    )
    from = to
  }
  return spans.join('')
}

const round = (length: number) => Number(length.toFixed(4))

/** Distances between characters; `g 3 4.5` stands for three of 4.5 mm. */
function stepsOf(text = ''): number[] {
  const parts = text.trim().split(/\s+/)
  const steps: number[] = []
  for (let i = 0; i < parts.length; i++) {
    if (parts[i] === 'g') {
      steps.push(...new Array<number>(Number(parts[i + 1])).fill(Number(parts[i + 2])))
      i += 2
    } else steps.push(Number(parts[i]))
  }
  return steps
}

/** Letters for the same things in OFD and SVG: curves of three points, the end of a figure, its start. */
const COMMANDS: Readonly<Record<string, string>> = { B: 'C', C: 'Z', S: 'M' }

function drawPath(element: XmlElement): string {
  const data = (childrenOf(element, 'AbbreviatedData')[0]?.text ?? '').replace(
    /[BCS]/g,
    (letter) => COMMANDS[letter] ?? letter,
  )
  const { attributes } = element
  const isStroked = (attributes.get('Stroke') ?? 'true') === 'true'
  const stroke = isStroked ? (colourOf(element, 'StrokeColor') ?? '#000') : 'none'
  const fill = attributes.get('Fill') === 'true' ? (colourOf(element, 'FillColor') ?? 'none') : 'none'
  return `<path d="${data}" stroke="${stroke}" stroke-width="${attributes.get('LineWidth') ?? 0.353}" fill="${fill}"/>`
}

/** A picture is a unit square, which its matrix stretches. */
function drawImage({ attributes }: XmlElement, { pictures }: DrawnDocument): string {
  const picture = pictures.get(attributes.get('ResourceID') ?? '')
  if (picture === undefined) throw new Error(`no picture ${attributes.get('ResourceID')}`)
  const type = picture[0] === 0xff ? 'jpeg' : 'png'
  return `<image width="1" height="1" preserveAspectRatio="none" href="data:image/${type};base64,${encodeBase64(picture)}"/>`
}

function colourOf(element: XmlElement, name: string): string | undefined {
  const value = childrenOf(element, name)[0]?.attributes.get('Value')
  return value === undefined ? undefined : `rgb(${value.trim().split(/\s+/).join(',')})`
}

function drawStamp({ picture, box, clip }: StampOnPage, index: number): string {
  const type = picture.type.toLowerCase() === 'svg' ? 'svg+xml' : picture.type.toLowerCase()
  const part: Box = clip ?? { x: 0, y: 0, width: box.width, height: box.height }
  return [
    `<clipPath id="stamp-${index}"><rect x="${part.x}" y="${part.y}" width="${part.width}" height="${part.height}"/></clipPath>`,
    // Ink lets through what it is stamped on.
    `<g transform="translate(${box.x} ${box.y})" clip-path="url(#stamp-${index})" style="mix-blend-mode:multiply">`,
    `<image width="${box.width}" height="${box.height}" preserveAspectRatio="none" href="data:image/${type};base64,${encodeBase64(picture.data)}"/></g>`,
  ].join('')
}
