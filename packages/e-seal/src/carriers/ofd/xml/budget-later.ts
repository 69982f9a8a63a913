import { readNow } from '../reading.ts'
import { budgetReading } from './budget.ts'
import type { ReadXml } from './budget-now.ts'
import type { ParseXml } from './full.ts'
import type { XmlLimits } from './limits.ts'

const NO_FILES: ReadonlyMap<string, Uint8Array> = /* @__PURE__ */ new Map()

/** Thrown to ourselves where a file is not plain. */
const NOT_PLAIN = /* @__PURE__ */ Symbol('a file that the parser has to read')

const notPlain: ParseXml = () => {
  throw NOT_PLAIN
}

/**
 * Lets something read XML files at once that may have to be read by the parser, which few packages need: where one is met
 * that is not plain, the parser is loaded, and all is read again.
 *
 * @param use - may be called twice; the reader throws SealError `ERR_XML_*`
 */
export async function withXmlReader<T>(limits: Partial<XmlLimits>, use: (readXml: ReadXml) => T): Promise<T> {
  try {
    return use(readerOf(limits, notPlain))
  } catch (error) {
    if (error !== NOT_PLAIN) throw error
  }
  const { parseFullXml } = await import('./full.ts')
  return use(readerOf(limits, parseFullXml))
}

function readerOf(limits: Partial<XmlLimits>, parse: ParseXml): ReadXml {
  const readXml = budgetReading(limits)
  return (bytes, file) => readNow(NO_FILES, readXml(bytes, file), parse)
}
