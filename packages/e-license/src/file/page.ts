import { escapeXml } from '@xinyin/e-seal/ofd'
import { decimal } from '../face/decimal.ts'
import type {
  FacePageLayout,
  PathMark,
  PictureMark,
  SymbolMark,
  TextMark,
  WatermarkMark,
} from '../face/marks.ts'
import { pathDataOf } from '../face/path-data.ts'
import type { FaceFont } from '../face/template.ts'
import { sum } from '../face/text.ts'
import type { Run } from '../face/words.ts'
import { NAMESPACE, WORDS_TAG } from './namespace.ts'
import type { Serial } from './serial.ts'

/** Identifiers of what pages refer to. */
export interface PageResources {
  readonly fontIds: ReadonlyMap<FaceFont, number>
  readonly pictureIds: ReadonlyMap<string, number>
  readonly symbolId: number | undefined
}

/** The text objects that show one item. */
export interface TaggedRun {
  readonly run: Run
  readonly page: number
  readonly objects: number[]
}

/** A page's content file (GB/T 33190-2016, 7.7), and which of its objects show which item. */
export interface WrittenPage {
  readonly xml: string
  readonly tags: readonly TaggedRun[]
}

/** The box of a page in mm, its upper left corner the origin. */
export const boxOf = ({ width, height }: Pick<FacePageLayout, 'width' | 'height'>): string =>
  `0 0 ${decimal(width)} ${decimal(height)}`

export function writePage(
  { width, height, marks, watermark }: FacePageLayout,
  pageId: number,
  resources: PageResources,
  serial: Serial,
  documentBox: string,
): WrittenPage {
  const box = boxOf({ width, height })
  const layer = serial.next()
  const tags = new Map<Run, TaggedRun>()
  const words: Run = { text: '', element: WORDS_TAG }
  const objects = marks.map((mark) => {
    const id = serial.next()
    if (mark.kind === 'path') return writePath(mark, id, box)
    if (mark.kind === 'picture') return writePicture(mark, id, resources)
    if (mark.kind === 'symbol') return writeSymbol(mark, id, resources)
    // What the template says itself is tagged, too, so that whatever is not tagged was added.
    const { run } = mark
    const key = run.element === undefined ? words : run
    const tag = tags.get(key) ?? { run: key, page: pageId, objects: [] }
    tag.objects.push(id)
    tags.set(key, tag)
    return writeText(mark, id, resources)
  })
  const above = watermark === undefined ? '' : writeWatermark(watermark, resources, serial)
  // As large as the document says: whoever needs the size alone then need not read the page.
  const area = box === documentBox ? '' : `<ofd:Area><ofd:PhysicalBox>${box}</ofd:PhysicalBox></ofd:Area>`
  const xml = [
    `<ofd:Page ${NAMESPACE}>${area}`,
    `<ofd:Content><ofd:Layer ID="${layer}" Type="Body">${objects.join('')}</ofd:Layer>${above}</ofd:Content></ofd:Page>`,
  ].join('')
  return { xml, tags: [...tags.values()] }
}

/** A path object (9.1), in coordinates of the page: its boundary is the page. */
function writePath(path: PathMark, id: number, box: string): string {
  const { stroke, fill } = path
  const line = stroke === undefined ? ' Stroke="false"' : ` LineWidth="${decimal(stroke.width)}"`
  const colours = [
    fill === undefined ? '' : `<ofd:FillColor Value="${rgb(fill)}"/>`,
    stroke === undefined ? '' : `<ofd:StrokeColor Value="${rgb(stroke.colour)}"/>`,
  ]
  return [
    `<ofd:PathObject ID="${id}" Boundary="${box}"${line}${fill === undefined ? '' : ' Fill="true"'}>`,
    `${colours.join('')}<ofd:AbbreviatedData>${pathDataOf(path)}</ofd:AbbreviatedData></ofd:PathObject>`,
  ].join('')
}

/** An image object (10): its picture is a unit square, and what is beyond its boundary does not show. */
function writePicture({ name, place, clip }: PictureMark, id: number, { pictureIds }: PageResources): string {
  const [left, top, width, height] = place
  const matrix = [width, 0, 0, height, left - clip[0], top - clip[1]].map(decimal).join(' ')
  const resource = pictureIds.get(name) ?? 0
  return `<ofd:ImageObject ID="${id}" Boundary="${clip.map(decimal).join(' ')}" CTM="${matrix}" ResourceID="${resource}"/>`
}

function writeSymbol({ box }: SymbolMark, id: number, { symbolId = 0 }: PageResources): string {
  const [, , side] = box.map(decimal)
  return `<ofd:ImageObject ID="${id}" Boundary="${box.map(decimal).join(' ')}" CTM="${side} 0 0 ${side} 0 0" ResourceID="${symbolId}"/>`
}

/** A text object (11.2): one line, its boundary taller and wider than its characters, which other fonts may need. */
function writeText(mark: TextMark, id: number, resources: PageResources): string {
  const { x, baseline, advances, size, upright } = mark
  const length = sum(advances)
  const [width, height] = upright ? [size * 1.25, length + size * 0.5] : [length + size * 0.25, size * 1.5]
  const boundary = [x, baseline - size, width, height].map(decimal).join(' ')
  return textObject(mark, id, `Boundary="${boundary}"`, size, resources)
}

function textObject(
  { text, advances, upright, font, size, bold, colour }: TextMark,
  id: number,
  place: string,
  baseline: number,
  { fontIds }: PageResources,
): string {
  const weight = bold ? ' Weight="700"' : ''
  const steps = writeSteps(advances)
  const still = advances.length > 1 ? `g ${advances.length - 1} 0` : ''
  const along = steps === '' ? '' : upright ? ` DeltaX="${still}" DeltaY="${steps}"` : ` DeltaX="${steps}"`
  return [
    `<ofd:TextObject ID="${id}" ${place} Font="${fontIds.get(font) ?? 0}" Size="${decimal(size)}"${weight}>`,
    `<ofd:FillColor Value="${rgb(colour)}"/>`,
    `<ofd:TextCode X="0" Y="${decimal(baseline)}"${along}>${escapeXml(text)}</ofd:TextCode></ofd:TextObject>`,
  ].join('')
}

/** Offsets from each character to the next; `g 3 4.5` stands for three of 4.5 mm (11.3). */
function writeSteps(advances: readonly number[]): string {
  const steps = advances.slice(0, -1).map(decimal)
  const parts: string[] = []
  for (let at = 0; at < steps.length; ) {
    let end = at
    while (end < steps.length && steps[end] === steps[at]) end++
    parts.push(end - at > 2 ? `g ${end - at} ${steps[at]}` : steps.slice(at, end).join(' '))
    at = end
  }
  return parts.join(' ')
}

/** Turned text in a layer above the others; each object's boundary is what holds it. */
function writeWatermark(
  { words, places, angle, opacity }: WatermarkMark,
  resources: PageResources,
  serial: Serial,
): string {
  const layer = serial.next()
  const turn = (angle * Math.PI) / 180
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)]
  const [length, rise, fall] = [sum(words.advances), words.size, words.size * 0.5]
  const corners = [
    [0, -rise],
    [length, -rise],
    [length, fall],
    [0, fall],
  ].map(([x = 0, y = 0]) => [x * cos + y * sin, y * cos - x * sin] as const)
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)]
  const [left, top, right, bottom] = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
  // Six digits: at the end of a long line, a rounded sine is seen.
  const matrix = [
    ...[cos, -sin, sin, cos].map((value) => value.toFixed(6)),
    decimal(-left),
    decimal(-top),
  ].join(' ')
  const objects = places.map(([x, y]) => {
    const boundary = [x + left, y + top, right - left, bottom - top].map(decimal).join(' ')
    const place = `Boundary="${boundary}" CTM="${matrix}" Alpha="${Math.round(opacity * 255)}"`
    return textObject(words, serial.next(), place, 0, resources)
  })
  return `<ofd:Layer ID="${layer}" Type="Foreground">${objects.join('')}</ofd:Layer>`
}

/** `#9e1b1e` as `158 27 30`, which without a colour space is RGB (8.3.2). */
function rgb(colour: string): string {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)).join(' ')
}
