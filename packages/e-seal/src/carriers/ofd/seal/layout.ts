import { ofdError } from '../codes.ts'
import type { OfdDocument } from '../document.ts'
import { resolveLocation } from '../location.ts'
import { childrenOf } from '../xml/element.ts'
import { parseXml } from '../xml/parse.ts'
import { readXmlOf } from '../xml/read.ts'
import type { Glyph } from './glyph.ts'
import type { OpenedPackage } from './opened.ts'
import { readPageLayout } from './page.ts'
import type { Layout } from './place.ts'
import type { Size } from './seam.ts'

const SIZE_ELEMENT = Array.from('PhysicalBox', (letter) => letter.charCodeAt(0))

/**
 * Sizes and texts of a document's pages, read when they are asked for.
 *
 * A page is as large as it says itself, else as the document says (GB/T 33190-2016, 7.5 and 7.7). Its upper left corner
 * is taken to be the origin, whatever the first two numbers of its box are [?].
 */
export function createLayout(opened: OpenedPackage, target: OfdDocument): Layout {
  const sizes = new Map<number, Size>()
  const templates = createTemplates(opened, target)
  const contentOf = async (page: number) => {
    const { file } = target.pages[page - 1] as { file: string }
    return { file, bytes: await opened.read(file) }
  }
  return {
    count: target.pages.length,
    async sizeOf(page) {
      const known = sizes.get(page)
      if (known !== undefined) return known
      const { file, bytes } = await contentOf(page)
      // Most pages do not say it, which is found out without reading them as XML.
      const own = includes(bytes, SIZE_ELEMENT) ? readPageLayout(bytes, file).size : undefined
      const size = own ?? target.pageBox
      if (size === undefined)
        throw ofdError('ERR_OFD_ELEMENT', { file: target.root, element: 'PageArea', reason: 'missing' })
      sizes.set(page, size)
      return size
    },
    async glyphsOf(page) {
      const { file, bytes } = await contentOf(page)
      const content = readPageLayout(bytes, file, { glyphs: true })
      const glyphs = [...content.glyphs]
      for (const id of content.templates) for (const glyph of await templates(id)) glyphs.push(glyph)
      return glyphs
    },
  }
}

/** The texts of template pages by their IDs, each read once. */
function createTemplates(
  opened: OpenedPackage,
  target: OfdDocument,
): (id: string) => Promise<readonly Glyph[]> {
  let files: Promise<ReadonlyMap<string, string>> | undefined
  const known = new Map<string, readonly Glyph[]>()
  return async (id) => {
    files ??= readTemplates(opened, target.root)
    const file = (await files).get(id)
    if (file === undefined) return []
    const glyphs = known.get(file) ?? readPageLayout(await opened.read(file), file, { glyphs: true }).glyphs
    known.set(file, glyphs)
    return glyphs
  }
}

async function readTemplates(opened: OpenedPackage, file: string): Promise<ReadonlyMap<string, string>> {
  const root = parseXml(await opened.read(file), file, opened.limits.xml)
  const reader = readXmlOf(file, root, 'Document')
  const templates = childrenOf(reader.optional(root, 'CommonData'), 'TemplatePage')
  return new Map(
    templates.map((template) => [
      reader.requiredAttribute(template, 'ID'),
      resolveLocation(reader.requiredAttribute(template, 'BaseLoc'), file),
    ]),
  )
}

function includes(bytes: Uint8Array, wanted: readonly number[]): boolean {
  const [first = 0] = wanted
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (wanted.every((octet, i) => bytes[at + i] === octet)) return true
  }
  return false
}
