import type { OfdPackage } from './package.ts'
import { type OfdLimits, readIndex } from './package-index.ts'
import { readLater } from './reading.ts'
import { budgetReading } from './xml/budget.ts'
import { parseZip } from './zip/read.ts'

/** What `loadOfdPackage` does, loaded with the first package that is read so. */
export async function readPackage(bytes: Uint8Array, limits: OfdLimits): Promise<OfdPackage> {
  const { files, deviations } = parseZip(bytes, limits.zip)
  const index = await readLater(async (file) => files.get(file), readIndex(budgetReading(limits.xml), limits))
  return { files, deviations, ...index }
}
