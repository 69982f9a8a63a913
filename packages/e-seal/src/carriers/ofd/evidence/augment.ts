import { addTimeStamp } from '@xinyin/core/cms'
import { evidenceError } from '../../../evidence/codes.ts'
import type { TimeStamper } from '../../../evidence/time-stamper.ts'
import { encodeSealSignature } from '../../../signature/encode.ts'
import { parseSignedValue, type SignedValue } from '../../../signature/signed-value.ts'
import type { OfdLimits } from '../package-index.ts'
import { readLater } from '../reading.ts'
import { type OpenedPackage, openPackage } from '../seal/opened.ts'
import { collectCopy } from '../seal/output.ts'
import { parseSignatureFile, type SignatureFile } from '../signature-file.ts'
import type { ListedSignature } from '../signature-list.ts'
import type { ByteSource } from '../source.ts'
import { copyArchive } from '../zip/copy.ts'
import type { PackageOptions } from '../zip/write.ts'

/** Which signatures get a time stamp, and from whom. */
export interface AugmentOfdOptions extends PackageOptions {
  readonly timeStamper: TimeStamper
  /** IDs of the signatures; all unless given. */
  readonly signatures?: readonly string[]
  readonly limits?: OfdLimits
}

/**
 * Puts time stamps on signatures that were made without: into their signed values, which no signature of their own
 * covers. All other entries of the package keep their octets.
 *
 * A later signature may cover the signed value of an earlier one. That one has to be left as it is, as do those that have
 * no place for a stamp; evidence beside the document proves their time as well (`createOfdEvidence`).
 *
 * @param document - the OFD file
 * @returns the OFD file with the stamps
 * @throws SealError `ERR_EVIDENCE_SIGNATURE`, `ERR_EVIDENCE_STAMPED`, `ERR_EVIDENCE_NO_ROOM`, `ERR_EVIDENCE_COVERED`,
 *   before anything is stamped, and those of `parseOfdPackage`; what the `timeStamper` throws
 */
export async function augmentOfd(
  document: Uint8Array | Blob | ByteSource,
  options: AugmentOfdOptions,
): Promise<Uint8Array> {
  const opened = await openPackage(document, options.limits)
  const described = await describe(opened)
  const ready: { readonly file: string; readonly value: SignedValue }[] = []
  for (const one of chosen(described, options.signatures)) {
    const { signedValueFile: file } = one.file
    refuseCovered(one, described)
    const value = parseSignedValue(await opened.read(file), one.listed.type)
    refuseFull(one.listed.id, value)
    ready.push({ file, value })
  }
  const replaced = new Map<string, Uint8Array>()
  for (const { file, value } of ready) {
    const token = await options.timeStamper(value.signature.signature)
    replaced.set(file, withTimeStamp(value, token))
  }
  const copy = await copyArchive(opened.source, opened.archive, { replaced, added: [] }, options)
  return collectCopy(opened.source, copy)
}

interface Described {
  readonly listed: ListedSignature
  readonly file: SignatureFile
}

async function describe({ listed, read, readXml, archive }: OpenedPackage): Promise<Described[]> {
  const described: Described[] = []
  for (const one of listed) {
    const bytes = await read(one.file)
    const file = await readLater(read, parseSignatureFile(bytes, one.file, readXml, archive.entries))
    described.push({ listed: one, file })
  }
  return described
}

function chosen(described: readonly Described[], ids: readonly string[] | undefined): readonly Described[] {
  const unknown = ids?.find((id) => !described.some(({ listed }) => listed.id === id))
  if (unknown !== undefined)
    throw evidenceError('ERR_EVIDENCE_SIGNATURE', { signature: unknown.slice(0, 40) })
  return ids === undefined ? described : described.filter(({ listed }) => ids.includes(listed.id))
}

function refuseCovered({ listed, file }: Described, all: readonly Described[]): void {
  const by = all.find((other) =>
    other.file.references.some((reference) => reference.file === file.signedValueFile),
  )
  if (by !== undefined)
    throw evidenceError('ERR_EVIDENCE_COVERED', { signature: shown(listed.id), by: shown(by.listed.id) })
}

function refuseFull(id: string, { signature }: SignedValue): void {
  const facts = { signature: shown(id), form: signature.form }
  if (signature.timeStamp !== undefined) throw evidenceError('ERR_EVIDENCE_STAMPED', facts)
  if (signature.form === 'GM/T 0031-2014') throw evidenceError('ERR_EVIDENCE_NO_ROOM', facts)
}

const shown = (id: string) => id.slice(0, 40)

/** The signed value with the stamp in it; all that is signed stays as it arrived. */
function withTimeStamp(value: SignedValue, timeStamp: Uint8Array): Uint8Array {
  return value.type === 'Seal'
    ? encodeSealSignature({ ...value.signature, timeStamp })
    : addTimeStamp(value.signature.raw, timeStamp)
}
