import type { LicenceData } from '../metadata/data.ts'
import type { QrSymbol } from '../qr/symbol/create.ts'
import { faceError } from './codes.ts'
import type { FaceLayout, FaceMark, FacePageLayout, FacePhoto } from './marks.ts'
import { drawOrnament } from './ornament.ts'
import { layoutParagraph } from './paragraph.ts'
import { placePicture, readPhoto } from './picture.ts'
import { placeSymbol } from './symbol.ts'
import { layoutRows, type SplitTable, splitTable } from './table.ts'
import type { FaceBox, FaceItem, FaceLanguage, FacePage, FaceTemplate, FaceWatermark } from './template.ts'
import { assertTemplate } from './template-check.ts'
import { layoutWatermark } from './watermark.ts'
import { fillWords, isShown, type WordsContext } from './words.ts'

/** What stands on a face beside the licence's data. */
export interface FaceOptions {
  /** Of labels and dates; `zh-CN` when absent. */
  readonly language?: FaceLanguage
  /** Pictures by the names that the template has for them: JPEG or PNG. */
  readonly pictures?: Readonly<Record<string, Uint8Array>>
  /** The QR code of the licence, as `createQrSymbol` of `@xinyin/e-license/qr-symbol` makes it. */
  readonly qr?: QrSymbol
  /** Words across every page, for what the licence may be used; instead of those of the template. */
  readonly watermark?: FaceWatermark
}

/** A page of the template that is to be filled, with the tables on it. */
interface Instance {
  readonly page: FacePage
  readonly tables: ReadonlyMap<FaceItem, SplitTable>
  /** Of a page that goes on with a table: which, and where in it. */
  readonly rest: { readonly split: SplitTable; readonly at: number } | undefined
}

/**
 * Lays a licence's data out.
 *
 * @throws LicenceError `ERR_FACE_TEMPLATE` for a template that is none, `ERR_FACE_FIELD`, `ERR_FACE_OVERFLOW`,
 *   `ERR_FACE_PICTURE`; SealError `ERR_PICTURE_*` for a picture that is broken; RangeError for a QR code that is none
 * @example
 * ```ts
 * const layout = layoutFace(CONSTRUCTION_PERMIT_FACE, data, { watermark: { text: '仅限办理竣工验收使用' } })
 * const page = renderFaceSvg(layout)
 * ```
 */
export function layoutFace(template: FaceTemplate, data: LicenceData, options: FaceOptions = {}): FaceLayout {
  assertTemplate(template)
  const language = options.language ?? 'zh-CN'
  const instances = paginate(template, { data, language, page: 0, pages: 0 })
  const pictures = new Map(
    Object.entries(options.pictures ?? {}).map(([name, bytes]) => [name, readPhoto(name, bytes)]),
  )
  let seal: FaceLayout['seal']
  const watermark = options.watermark ?? template.watermark
  const pages = instances.map((instance, i): FacePageLayout => {
    const context = { data, language, page: i + 1, pages: instances.length }
    const box = sealBoxOf(instance.page)
    if (box !== undefined) seal ??= { page: i + 1, box }
    const { width, height } = instance.page
    const across = watermark && layoutWatermark(watermark, instance.page, context)
    return { width, height, marks: layoutPage(instance, context, pictures, options.qr), watermark: across }
  })
  return { pages, seal, pictures }
}

const sealBoxOf = (page: FacePage): FaceBox | undefined =>
  page.items.find((item) => item.kind === 'seal')?.box

/** The pages that a licence takes: how long its tables are decides. */
function paginate({ pages }: FaceTemplate, context: WordsContext): Instance[] {
  const instances: Instance[] = []
  for (const [number, page] of pages.entries()) {
    if (page.continues === true) continue
    const next = pages[number + 1]
    const further = next?.continues === true ? next : undefined
    const rest = further?.items.find((item) => item.kind === 'rest')?.box[3]
    const tables = new Map<FaceItem, SplitTable>()
    for (const [i, item] of page.items.entries())
      if (item.kind === 'table' && isShown(item.when, context))
        tables.set(item, splitTable(item, rest, context, nameOf(number, i)))
    instances.push({ page, tables, rest: undefined })
    for (const split of tables.values())
      for (const at of split.further.keys())
        if (further !== undefined) instances.push({ page: further, tables: new Map(), rest: { split, at } })
  }
  return instances
}

/** By its place in the template, as JSON has it. */
const nameOf = (page: number, item: number) => `pages[${page}].items[${item}]`

function layoutPage(
  { page, tables, rest }: Instance,
  context: WordsContext,
  pictures: ReadonlyMap<string, FacePhoto>,
  qr: QrSymbol | undefined,
): FaceMark[] {
  const marks: FaceMark[] = []
  for (const [i, item] of page.items.entries()) {
    const part = nameOf(context.page - 1, i)
    if ('when' in item && !isShown(item.when, context)) continue
    for (const mark of layoutItem(item, part)) marks.push(mark)
  }
  return marks

  function layoutItem(item: FaceItem, part: string): readonly FaceMark[] {
    switch (item.kind) {
      case 'text':
        return layoutParagraph(fillWords(item.text, context), item.box, item, part)
      case 'table': {
        const split = tables.get(item)
        return split === undefined ? [] : layoutRows(split, split.first, item.box, part)
      }
      case 'rest':
        return rest === undefined
          ? []
          : layoutRows(rest.split, rest.split.further[rest.at] ?? [], item.box, part)
      case 'picture': {
        const photo = pictures.get(item.picture)
        if (photo !== undefined) return [placePicture(item, photo)]
        if (item.optional === true) return []
        throw faceError('ERR_FACE_PICTURE', { picture: item.picture, reason: 'not given' })
      }
      case 'qr':
        return qr === undefined ? [] : [placeSymbol(item, qr)]
      case 'seal':
        return []
      default:
        return [drawOrnament(item)]
    }
  }
}
