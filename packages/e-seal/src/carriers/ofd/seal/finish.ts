import { verifySm2 } from '@xinyin/core'
import { finishDataSignature } from '../../../create/sign-data.ts'
import { finishSealSignature } from '../../../create/signature.ts'
import { SM2_WITH_SM3 } from '../../../seal/algorithm.ts'
import { normalizeValue } from '../../../signature/value.ts'
import type { OfdLimits } from '../package-index.ts'
import { type ByteSource, sourceOf } from '../source.ts'
import { type Archive, openArchive } from '../zip/archive.ts'
import { type ArchiveCopy, copyArchive } from '../zip/copy.ts'
import { readSource } from '../zip/stretch.ts'
import { sealingError } from './codes.ts'
import { collectCopy, streamCopy } from './output.ts'
import type { OnProgress } from './progress.ts'
import { faultOf, type OpenState, openState, type PreparedOfdSignature, refuseOther } from './state.ts'
import { type TimeStamping, timeStamperOf } from './time-stamp.ts'

/** What goes with the signature value when a document is finished. */
export interface FinishOptions {
  /** Gets a time stamp on the signature. */
  readonly timeStamp?: TimeStamping
  readonly limits?: OfdLimits
  readonly onProgress?: OnProgress
}

/**
 * The second step of sealing where the key is elsewhere: puts the signature value into its place, once it holds.
 *
 * @param document - the very document that was prepared
 * @param prepared - as `prepareOfdSeal` or `prepareOfdSignature` gave it out, through JSON or not
 * @param signature - over `toSign` with SM2: DER as `Signer` gives it, or r ‖ s as devices do
 * @returns the sealed OFD file
 * @throws SealError `ERR_OFD_STATE`, `ERR_OFD_OTHER_DOCUMENT`, `ERR_OFD_FOREIGN_SIGNATURE`; `ERR_ZIP_*`; and what the
 *   time stamper throws
 */
export async function finishOfdSeal(
  document: Uint8Array | Blob | ByteSource,
  prepared: PreparedOfdSignature,
  signature: Uint8Array,
  options: FinishOptions = {},
): Promise<Uint8Array> {
  const { source, copy } = await finishSource(document, prepared, signature, options)
  return collectCopy(source, copy, options.onProgress)
}

/**
 * {@link finishOfdSeal} for documents of any size: the sealed document comes piece by piece, and the source has to stay
 * as it is until the last of them.
 */
export async function finishOfdSealStream(
  document: Uint8Array | Blob | ByteSource,
  prepared: PreparedOfdSignature,
  signature: Uint8Array,
  options: FinishOptions = {},
): Promise<ReadableStream<Uint8Array>> {
  const { source, copy } = await finishSource(document, prepared, signature, options)
  return streamCopy(source, copy, options.onProgress)
}

async function finishSource(
  document: Uint8Array | Blob | ByteSource,
  prepared: PreparedOfdSignature,
  signature: Uint8Array,
  options: FinishOptions,
): Promise<{ source: ByteSource; copy: ArchiveCopy }> {
  const state = openState(prepared)
  if (!(signature instanceof Uint8Array)) throw new TypeError('signature: expected a Uint8Array')
  const source = sourceOf(document)
  const archive = await readSource(source, openArchive(source.size, options.limits?.zip))
  await refuseOther(state, source, archive)
  return { source, copy: await finishCopy(source, archive, state, signature, options.timeStamp) }
}

/**
 * Plans the sealed document, all of which is then known. The value is verified first: devices and services give one of
 * another key when they are set up wrongly, and nobody would see it before the document is at its reader.
 *
 * @throws SealError `ERR_OFD_FOREIGN_SIGNATURE`; and what the time stamper throws
 */
export async function finishCopy(
  source: ByteSource,
  archive: Archive,
  state: OpenState,
  signature: Uint8Array,
  timeStamp: TimeStamping | undefined,
): Promise<ArchiveCopy> {
  const timeStamper = timeStamperOf(timeStamp, state.ses)
  const { der } = normalizeValue(signature)
  if (!(await verifySm2(state.certificate.publicKey, state.toSign, der)))
    throw sealingError('ERR_OFD_FOREIGN_SIGNATURE')
  const value = await encodeValue(state, der, await timeStamper?.(der))
  const added = [...state.edit.added, { name: state.signedValueFile, bytes: value }]
  return copyArchive(source, archive, { ...state.edit, added }, { compression: state.compression })
}

async function encodeValue(
  { ses, sign, toSign: signedBytes, certificate, ...state }: OpenState,
  signature: Uint8Array,
  token: Uint8Array | undefined,
): Promise<Uint8Array> {
  const algorithm = SM2_WITH_SM3
  if (ses !== undefined) {
    const prepared = { form: ses, signedBytes, signerCertificate: certificate.raw, algorithm }
    return finishSealSignature(prepared, signature, token)
  }
  const data = state.edit.added.find(({ name }) => name === state.signatureFile)?.bytes
  if (sign === undefined || data === undefined) throw faultOf('signatureFile')
  try {
    return await finishDataSignature({ ...sign, signedBytes, algorithm }, data, signature, token)
  } catch (error) {
    // It signs other data than those that the state has by now, or what goes along is nothing that can be written.
    throw faultOf(error instanceof TypeError ? 'added' : 'sign', error)
  }
}
