import { SealError } from '../../../errors.ts'
import { malformedZip, viewOf } from './record.ts'

/** Extra fields that hold times, owners or a mark, and nothing that a reader of OFD would show (APPNOTE, 4.5.2). */
const HARMLESS = new Set([0x000a, 0x5455, 0x5855, 0x7855, 0x7875, 0xcafe])

const ZIP64 = 0x0001

/** Extra fields that change the name, the sizes or the meaning of the content. */
const REFUSED = new Map([
  [ZIP64, 'ZIP64'],
  [0x0017, 'encryption'],
  [0x6375, 'Unicode comment'],
  [0x7075, 'Unicode path'],
  [0x9901, 'encryption'],
])

/**
 * Takes the ZIP64 field off the front of a local header's extra fields. Writers that stream put one there before
 * they know how small the entry will be.
 *
 * @returns the unpacked and packed sizes, or `undefined` when there is no such field
 */
export function readLocalZip64(extra: Uint8Array): readonly [bytes: number, packedBytes: number] | undefined {
  const view = viewOf(extra)
  if (extra.length < 20 || view.getUint16(0, true) !== ZIP64 || view.getUint16(2, true) !== 16)
    return undefined
  return [Number(view.getBigUint64(4, true)), Number(view.getBigUint64(12, true))]
}

/** Length of the field that {@link readLocalZip64} reads, with its header. */
export const LOCAL_ZIP64_BYTES = 20

/**
 * Goes through extra fields, which must fill their space exactly.
 *
 * @returns whether one was of a kind that is neither known to be harmless nor refused
 * @throws SealError `ERR_ZIP_UNSUPPORTED`, `ERR_ZIP_STRUCTURE`
 */
export function inspectExtra(extra: Uint8Array, entry: string, offset: number): boolean {
  const view = viewOf(extra)
  let unknown = false
  for (let at = 0; at < extra.length; ) {
    if (at + 4 > extra.length) throw malformedZip('extra field', offset)
    const kind = view.getUint16(at, true)
    const feature = REFUSED.get(kind)
    if (feature !== undefined) throw new SealError('ERR_ZIP_UNSUPPORTED', { feature, entry })
    if (!HARMLESS.has(kind)) unknown = true
    at += 4 + view.getUint16(at + 2, true)
    if (at > extra.length) throw malformedZip('extra field', offset)
  }
  return unknown
}
