import type { PackageEntry } from '@xinyin/e-seal/ofd'
import type { FacePageLayout, TextMark } from '../face/marks.ts'
import type { FaceFont } from '../face/template.ts'
import { subsetFont } from '../font/subset.ts'
import type { Serial } from './serial.ts'

/** Names of the typefaces as readers look them up, in Chinese systems and in others. */
const FONT_NAMES: Readonly<Record<FaceFont, readonly [name: string, family: string]>> = {
  song: ['宋体', 'SimSun'],
  hei: ['黑体', 'SimHei'],
  kai: ['楷体', 'KaiTi'],
  fang: ['仿宋', 'FangSong'],
}

/**
 * Fonts to be put into a document, by the typefaces that they are: files of TrueType or OpenType. Of collections (`.ttc`,
 * `.otc`) the face for simplified Chinese is taken, by the `SC` in its PostScript name, or else the first one. Where one
 * font stands for several typefaces, it is put in once.
 */
export type FaceFonts = Readonly<Partial<Record<FaceFont, Uint8Array | CollectedFont>>>

/** A face of a collection. */
export interface CollectedFont {
  readonly file: Uint8Array
  /** PostScript name of the face, as `NotoSerifCJKsc-Regular`. */
  readonly face: string
}

/** The fonts of a document (GB/T 33190-2016, 11.1), and the files that hold their glyphs. */
export interface WrittenFonts {
  readonly fontXml: string
  readonly fontIds: ReadonlyMap<FaceFont, number>
  readonly fontFiles: readonly PackageEntry[]
}

/** One file, and what is shown with it. */
interface SharedFont {
  readonly whole: Uint8Array
  readonly face: string | undefined
  readonly uses: FaceFont[]
  text: string
}

export function writeFonts(pages: readonly FacePageLayout[], given: FaceFonts, serial: Serial): WrittenFonts {
  const texts = textsOf(pages)
  const names = new Map<FaceFont, string>()
  const fontFiles = share(texts, given).map(({ whole, face, uses, text }): PackageEntry => {
    const bytes = subsetFont(whole, text, face)
    const name = `font_${uses[0]}.${isOpenType(bytes) ? 'otf' : 'ttf'}`
    for (const font of uses) names.set(font, name)
    return { name: `Res/${name}`, bytes }
  })
  const fontIds = new Map<FaceFont, number>()
  const elements = [...texts.keys()].map((font) => {
    const id = serial.next()
    fontIds.set(font, id)
    const [name, family] = FONT_NAMES[font]
    const start = `<ofd:Font ID="${id}" FontName="${name}" FamilyName="${family}"`
    const file = names.get(font)
    return file === undefined ? `${start}/>` : `${start}><ofd:FontFile>${file}</ofd:FontFile></ofd:Font>`
  })
  return { fontXml: elements.join(''), fontIds, fontFiles }
}

/** What is shown in each typeface, in the order in which they occur. */
function textsOf(pages: readonly FacePageLayout[]): Map<FaceFont, string> {
  const texts = new Map<FaceFont, string>()
  const add = ({ font, text }: TextMark) => texts.set(font, (texts.get(font) ?? '') + text)
  for (const { marks, watermark } of pages) {
    if (watermark !== undefined) add(watermark.words)
    for (const mark of marks) if (mark.kind === 'text') add(mark)
  }
  return texts
}

function share(texts: ReadonlyMap<FaceFont, string>, given: FaceFonts): SharedFont[] {
  const shared: SharedFont[] = []
  for (const [font, text] of texts) {
    const own = given[font]
    if (own === undefined) continue
    const [whole, face] = own instanceof Uint8Array ? [own] : [own.file, own.face]
    const same = shared.find((other) => other.whole === whole && other.face === face)
    if (same === undefined) shared.push({ whole, face, uses: [font], text })
    else {
      same.uses.push(font)
      same.text += text
    }
  }
  return shared
}

/** `OTTO`: outlines of PostScript. */
const isOpenType = ([a, b, c, d]: Uint8Array): boolean => a === 0x4f && b === 0x54 && c === 0x54 && d === 0x4f
