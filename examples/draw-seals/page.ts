import type { SealPicture } from '@xinyin/e-seal'
import type { SealFont } from '@xinyin/e-seal/picture'
import { type Box, boxOf, type SealedDocument, type StampOnPage } from './document.ts'
import { drawText } from './text.ts'
import { type Element, find } from './xml.ts'

/** A page with its stamps as SVG: texts, paths, and stamps with the parts of them that show. */
export function drawPage({ pages }: SealedDocument, index: number, font: SealFont): SealPicture {
  const page = pages[index]
  if (page === undefined) throw new RangeError('index: no such page')
  const { x, y, width, height } = page.box
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}mm" height="${height}mm" viewBox="${x} ${y} ${width} ${height}">`,
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="#fff"/>`,
    drawElement(page.content, font),
    ...page.stamps.map(drawStamp),
    '</svg>',
  ]
  return { type: 'svg', data: new TextEncoder().encode(svg.join('')), width, height }
}

function drawElement(element: Element, font: SealFont): string {
  if (element.name === 'TextObject')
    return placed(element, drawText(element, font, colourOf(element, 'FillColor') ?? '#000'))
  if (element.name === 'PathObject') return placed(element, drawPath(element))
  return element.children.map((child) => drawElement(child, font)).join('')
}

/** In the object's own coordinates: from the corner of its boundary, by its matrix where it has one. */
function placed(element: Element, drawn: string): string {
  const box = boxOf(element.attributes['Boundary'])
  const matrix = element.attributes['CTM'] === undefined ? '' : ` matrix(${element.attributes['CTM']})`
  return `<g transform="translate(${box?.x ?? 0} ${box?.y ?? 0})${matrix}">${drawn}</g>`
}

/** Letters for the same things in OFD and SVG: curves of three points, the end of a figure, its start. */
const COMMANDS: Readonly<Record<string, string>> = { B: 'C', C: 'Z', S: 'M' }

function drawPath(element: Element): string {
  const data = (find(element, 'AbbreviatedData')?.text ?? '').replace(
    /[BCS]/g,
    (letter) => COMMANDS[letter] ?? letter,
  )
  const { Stroke = 'true', Fill = 'false', LineWidth = '0.353' } = element.attributes
  const stroke = Stroke === 'true' ? (colourOf(element, 'StrokeColor') ?? '#000') : 'none'
  const fill = Fill === 'true' ? (colourOf(element, 'FillColor') ?? 'none') : 'none'
  return `<path d="${data.trim()}" stroke="${stroke}" stroke-width="${LineWidth}" fill="${fill}"/>`
}

function colourOf(element: Element, name: string): string | undefined {
  const value = element.children.find((child) => child.name === name)?.attributes['Value']
  return value === undefined ? undefined : `rgb(${value.trim().split(/\s+/).join(',')})`
}

function drawStamp({ picture, box, clip }: StampOnPage, index: number): string {
  const type = picture.type.toLowerCase() === 'svg' ? 'svg+xml' : picture.type.toLowerCase()
  const href = `data:image/${type};base64,${Buffer.from(picture.data).toString('base64')}`
  const part: Box = clip ?? { x: 0, y: 0, width: box.width, height: box.height }
  // What shows of the picture is cut out in its own coordinates.
  return [
    `<clipPath id="stamp-${index}"><rect x="${part.x}" y="${part.y}" width="${part.width}" height="${part.height}"/></clipPath>`,
    // Ink lets through what it is stamped on.
    `<g transform="translate(${box.x} ${box.y})" clip-path="url(#stamp-${index})" style="mix-blend-mode:multiply">`,
    `<image width="${box.width}" height="${box.height}" preserveAspectRatio="none" href="${href}"/></g>`,
  ].join('')
}
