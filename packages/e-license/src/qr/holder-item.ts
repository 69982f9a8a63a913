import { type CborValue, isCborArray, isCborBytes } from '@xinyin/core/cbor'
import type { Holder } from '../metadata/data.ts'
import { isHolderCodeType } from '../metadata/holder-code.ts'
import { HOLDER_DIGEST_BYTES } from './holder-digest-bytes.ts'
import { packCode, unpackCode } from './pack.ts'

/** A holder in a QR code: what is shown of one, and a digest of the code where the code itself is not there. */
export interface QrHolder {
  readonly holder: Partial<Holder>
  readonly digest: Uint8Array | undefined
}

/** Name, kind of code, and the code; or none of it, and its digest where there is one. */
export function packHolder(
  { name, code, codeType }: Partial<Holder>,
  digest: Uint8Array | undefined,
): CborValue {
  if (name === undefined || codeType === undefined)
    throw new TypeError('data: a holder has a name and a kind of code')
  const parts: CborValue[] = [name, Number(codeType)]
  if (code !== undefined) return [...parts, packCode(code)]
  return digest === undefined ? parts : [...parts, null, digest]
}

/** @returns nothing for what no holders are packed as */
export function readHolders(value: CborValue | undefined): readonly QrHolder[] | undefined {
  if (!isCborArray(value) || value.length === 0) return undefined
  const holders: QrHolder[] = []
  for (const packed of value) {
    const holder = readHolder(packed)
    if (holder === undefined) return undefined
    holders.push(holder)
  }
  return holders
}

function readHolder(value: CborValue): QrHolder | undefined {
  if (!isCborArray(value) || value.length < 2 || value.length > 4) return undefined
  const [name, kind, packed, digest] = value
  if (typeof name !== 'string' || typeof kind !== 'number') return undefined
  const codeType = String(kind).padStart(3, '0')
  if (!isHolderCodeType(codeType)) return undefined
  if (value.length === 2) return { holder: { name, codeType }, digest: undefined }
  if (value.length === 4) {
    const isDigest = packed === null && isCborBytes(digest) && digest.length === HOLDER_DIGEST_BYTES
    return isDigest ? { holder: { name, codeType }, digest } : undefined
  }
  const code = unpackCode(packed)
  return code === undefined ? undefined : { holder: { name, code, codeType }, digest: undefined }
}
