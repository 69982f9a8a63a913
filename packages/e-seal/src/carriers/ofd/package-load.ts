import type { OfdPackage } from './package.ts'
import { type OfdLimits, readIndex } from './package-index.ts'
import { readLater } from './reading.ts'
import { budgetReading } from './xml/budget.ts'
import { parseZip } from './zip/read.ts'

/**
 * Reads an OFD package as `parseOfdPackage` does, and loads the parser of XML where a file of it is not plain.
 *
 * @throws SealError as `parseOfdPackage`
 */
export async function loadOfdPackage(bytes: Uint8Array, limits: OfdLimits = {}): Promise<OfdPackage> {
  const { files, deviations } = parseZip(bytes, limits.zip)
  const index = await readLater(async (file) => files.get(file), readIndex(budgetReading(limits.xml), limits))
  return { files, deviations, ...index }
}
