import type { OfdIndex, OfdLimits } from './package-index.ts'
import { openOfdPackage } from './package-open.ts'
import type { ZipDeviation } from './zip/deviation.ts'

/** An OFD package (GB/T 33190-2016, 7). */
export interface OfdPackage extends OfdIndex {
  /** Every file by its name: path below the root, `/` between its parts. */
  readonly files: ReadonlyMap<string, Uint8Array>
  /** What is not as the standard has it but was read all the same. */
  readonly deviations: readonly ZipDeviation[]
}

/**
 * Reads an OFD package: every file, and what its index files name. Nothing is verified.
 *
 * @param bytes - the OFD file
 * @throws SealError `ERR_ZIP_*` when the archive is broken or could be read in two ways, `ERR_XML_*` for an index
 *   file, `ERR_OFD_FILE_MISSING`, `ERR_OFD_ELEMENT`, `ERR_OFD_LOCATION`, `ERR_OFD_LIMIT`
 */
export function parseOfdPackage(bytes: Uint8Array, limits: OfdLimits = {}): OfdPackage {
  return openOfdPackage(bytes, limits).ofd
}
