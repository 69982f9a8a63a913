import { ofdError } from './codes.ts'
import { type Box, parseBox } from './document.ts'
import { resolveLocation } from './location.ts'
import { askParser, type Reading } from './reading.ts'
import { DEFAULT_XML_LIMITS } from './xml/limits.ts'
import { elementTexts, includesText } from './xml/scan.ts'

/** What a page says of itself that verdicts hang on (GB/T 33190-2016, 7.7). */
export interface PageContent {
  /** Resource files that it names (`PageRes`), as in the package. */
  readonly resources: readonly string[]
  /** Its own size (`Area/PhysicalBox`), where it says one. */
  readonly box: Box | undefined
}

const HEAD_BYTES = 160
const LATIN1 = new TextDecoder('latin1')
const ENCODING = /<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["']/

/** A page that has a document type is rare, and is then read as XML: it may stand in a comment. */
const ODD_PAGE = {
  ...DEFAULT_XML_LIMITS,
  maxBytes: 16 * 1024 * 1024,
  maxElements: 200_000,
  maxEvents: 1_000_000,
}

/**
 * Looks into a page, without reading it as XML: pages are most of what a document holds.
 *
 * A page in another encoding than UTF-8 would be another one to each reader, and one with a document type would be what
 * its entities say, wherever they lie.
 *
 * @throws SealError `ERR_XML_ENCODING`, `ERR_XML_FORBIDDEN`, `ERR_XML_MALFORMED`, `ERR_XML_LIMIT`, `ERR_OFD_LOCATION`,
 *   `ERR_OFD_ELEMENT`
 */
export function* readPageContent(bytes: Uint8Array, file: string): Reading<PageContent> {
  const head = LATIN1.decode(bytes.subarray(0, HEAD_BYTES))
  const encoding = ENCODING.exec(head)?.[1]
  const isOther = encoding !== undefined && !/^(utf-?8|us-ascii|ascii)$/i.test(encoding)
  // Every UTF-16 or UTF-32 text that XML can begin with has a zero or a mark among its first two octets.
  const isWide = [bytes[0], bytes[1]].some((octet) => octet === 0 || octet === 0xff || octet === 0xfe)
  if (isOther || isWide) throw ofdError('ERR_XML_ENCODING', { file })
  if (includesText(bytes, '<!DOCTYPE', 1)) (yield* askParser())(bytes, file, ODD_PAGE)
  const resources = elementTexts(bytes, 'PageRes', 4).map((path) => {
    if (path === undefined)
      throw ofdError('ERR_OFD_ELEMENT', { file, element: 'PageRes', reason: 'not plain' })
    return path
  })
  return {
    resources: resources.filter((path) => path !== '').map((path) => resolveLocation(path, file)),
    // Not by the B, of which every curve of an ornament has one.
    box: parseBox(elementTexts(bytes, 'PhysicalBox', 1)[0]),
  }
}
