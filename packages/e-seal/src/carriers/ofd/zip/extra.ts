import { zipError } from './codes.ts'
import { printable } from './name.ts'
import { malformedZip, viewOf } from './record.ts'

/**
 * Extra fields that hold times, owners or a mark, and nothing that a reader of OFD would show (APPNOTE, 4.5.2), with
 * the lengths that they can have: in a longer one another archive could hide.
 */
const HARMLESS: ReadonlyMap<number, { readonly least: number; readonly most: number }> = new Map([
  [0x000a, { least: 32, most: 32 }],
  [0x5455, { least: 1, most: 13 }],
  [0x5855, { least: 8, most: 12 }],
  [0x7855, { least: 0, most: 4 }],
  [0x7875, { least: 3, most: 24 }],
  [0xcafe, { least: 0, most: 0 }],
])

/** The room that one header's fields of unknown kinds may take together. */
const MAX_UNKNOWN_BYTES = 64

const ZIP64 = 0x0001

/** Extra fields that change the name, the sizes or the meaning of the content. */
const REFUSED = new Map([
  [ZIP64, 'ZIP64'],
  [0x0017, 'encryption'],
  [0x6375, 'Unicode comment'],
  [0x7075, 'Unicode path'],
  [0x9901, 'encryption'],
])

/** What extra fields say. */
export interface ExtraFields {
  /** Whether one was of a kind that is neither known to be harmless nor refused. */
  readonly unknown: boolean
  /** The sizes in a ZIP64 field of a local header. Writers that stream put one there before they know how small it will be. */
  readonly zip64: { readonly bytes: number; readonly packedBytes: number } | undefined
}

/** Length of the ZIP64 field of a local header, which holds both sizes (APPNOTE, 4.5.3). */
const LOCAL_ZIP64_BYTES = 16

/**
 * Goes through extra fields, which must fill their space exactly, be of the length of their kind, and hold nothing
 * that looks like a record of an archive: readers search for those, and would find one there.
 *
 * @param entry - whose they are, for errors
 * @param header - in which of the two headers they are
 * @throws SealError `ERR_ZIP_UNSUPPORTED`, `ERR_ZIP_STRUCTURE`
 */
export function inspectExtra(
  extra: Uint8Array,
  entry: string,
  offset: number,
  header: 'local' | 'central' = 'central',
): ExtraFields {
  if (extra.length === 0) return { unknown: false, zip64: undefined }
  const view = viewOf(extra)
  const unsupported = (feature: string) =>
    zipError('ERR_ZIP_UNSUPPORTED', { feature, entry: printable(entry) })
  if (holdsRecord(extra)) throw unsupported('record in an extra field')
  const kinds = new Set<number>()
  let unknown = 0
  let zip64: ExtraFields['zip64']
  for (let at = 0; at < extra.length; ) {
    if (at + 4 > extra.length) throw malformedZip('extra field', offset)
    const kind = view.getUint16(at, true)
    const bytes = view.getUint16(at + 2, true)
    const isSizes = kind === ZIP64 && header === 'local' && bytes === LOCAL_ZIP64_BYTES && !kinds.has(ZIP64)
    const refused = isSizes ? undefined : REFUSED.get(kind)
    if (refused !== undefined) throw unsupported(refused)
    const known = HARMLESS.get(kind)
    if (isSizes && at + 4 + bytes <= extra.length)
      zip64 = {
        bytes: Number(view.getBigUint64(at + 4, true)),
        packedBytes: Number(view.getBigUint64(at + 12, true)),
      }
    else if (known === undefined) unknown += 4 + bytes
    else if (bytes < known.least || bytes > known.most || kinds.has(kind)) throw unsupported('extra field')
    if (unknown > MAX_UNKNOWN_BYTES) throw unsupported('long extra field')
    kinds.add(kind)
    at += 4 + bytes
    if (at > extra.length) throw malformedZip('extra field', offset)
  }
  return { unknown: unknown > 0, zip64 }
}

/** Second halves of the signatures of records (APPNOTE, 4.3), each after `PK`. */
const RECORD_MARKS = new Set([0x0201, 0x0403, 0x0505, 0x0605, 0x0606, 0x0706, 0x0806, 0x0807])

/** Whether the signature of a record stands anywhere in these octets. */
export function holdsRecord(octets: Uint8Array): boolean {
  const view = viewOf(octets)
  for (let at = 0; at + 4 <= view.byteLength; at++)
    if (view.getUint16(at, true) === 0x4b50 && RECORD_MARKS.has(view.getUint16(at + 2, true))) return true
  return false
}
