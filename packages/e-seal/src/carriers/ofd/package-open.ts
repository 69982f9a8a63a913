import type { OfdPackage } from './package.ts'
import { type OfdLimits, readIndex } from './package-index.ts'
import { readNow } from './reading.ts'
import { budgetReading, type ReadingXml } from './xml/budget.ts'
import { parseFullXml } from './xml/full.ts'
import { parseZip } from './zip/read.ts'

/** Reads a package, and gives the reader for its other XML files, which draw on the same budget. */
export function openOfdPackage(
  bytes: Uint8Array,
  limits: OfdLimits = {},
): { ofd: OfdPackage; readXml: ReadingXml } {
  const { files, deviations } = parseZip(bytes, limits.zip)
  const readXml = budgetReading(limits.xml)
  return { ofd: { files, deviations, ...readNow(files, readIndex(readXml, limits), parseFullXml) }, readXml }
}
