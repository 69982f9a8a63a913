import type { NameEncoding } from './name.ts'

/** What the central directory says of an entry, after the local header said the same. */
export interface ZipEntry {
  readonly name: string
  readonly encoding: NameEncoding
  /** 0 stored, 8 deflated. */
  readonly method: 0 | 8
  readonly flags: number
  readonly crc: number
  readonly packedBytes: number
  readonly bytes: number
  readonly directory: boolean
  /** Where the local header begins, as the central directory says it. */
  readonly offset: number
  /** Version of ZIP needed to unpack it. */
  readonly version: number
  /** DOS time in the low, date in the high half. */
  readonly time: number
  readonly nameOctets: Uint8Array
}
