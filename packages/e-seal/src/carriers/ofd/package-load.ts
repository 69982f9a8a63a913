import type { OfdPackage } from './package.ts'
import type { OfdLimits } from './package-index.ts'

/**
 * Reads an OFD package as `parseOfdPackage` does, and loads the parser of XML where a file of it is not plain.
 *
 * @throws SealError as `parseOfdPackage`
 */
export async function loadOfdPackage(bytes: Uint8Array, limits: OfdLimits = {}): Promise<OfdPackage> {
  return (await import('./package-reading.ts')).readPackage(bytes, limits)
}
