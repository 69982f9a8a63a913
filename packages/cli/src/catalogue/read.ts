import { decodeUtf8 } from '@xinyin/core'
import { EXAMPLE_CATALOGUE, type LicenceCatalogue, parseCatalogue } from '@xinyin/e-license/catalogue'
import { readFile } from '../files/read.ts'

const MAX_CATALOGUE = 64 * 1024 * 1024

/** A catalogue of licence types; a byte order mark may stand before it. */
export async function readCatalogue(file: string): Promise<LicenceCatalogue> {
  const bytes = await readFile(file, MAX_CATALOGUE)
  const isMarked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
  return parseCatalogue(decodeUtf8(isMarked ? bytes.subarray(3) : bytes))
}

/** The catalogue in a file, or the examples of the library. */
export const readCatalogueOr = (file: string | undefined): Promise<LicenceCatalogue> =>
  file === undefined ? Promise.resolve(EXAMPLE_CATALOGUE) : readCatalogue(file)
