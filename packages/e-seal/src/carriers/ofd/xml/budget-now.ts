import { readNow } from '../reading.ts'
import { budgetReading } from './budget.ts'
import type { XmlElement } from './element.ts'
import { parseFullXml } from './full.ts'
import type { XmlLimits } from './limits.ts'

/** Reads one of the XML files of a package. @throws SealError `ERR_XML_*` */
export type ReadXml = (bytes: Uint8Array, file: string) => XmlElement

const NO_FILES: ReadonlyMap<string, Uint8Array> = /* @__PURE__ */ new Map()

/** A reader for the XML files of one package that lies in memory: many files within their limits are a burden too. */
export function budgetXml(limits: Partial<XmlLimits> = {}): ReadXml {
  const readXml = budgetReading(limits)
  return (bytes, file) => readNow(NO_FILES, readXml(bytes, file), parseFullXml)
}
