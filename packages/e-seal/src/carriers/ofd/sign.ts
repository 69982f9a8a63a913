import { equalBytes, type Signer } from '@xinyin/core'
import { isSm2WithSm3 } from '../../seal/algorithm.ts'
import { finishCopy } from './seal/finish.ts'
import { openPackage } from './seal/opened.ts'
import { collectCopy, streamCopy } from './seal/output.ts'
import { type OfdSigning, prepareSigning } from './seal/prepare.ts'
import { type TimeStamping, timeStamperOf } from './seal/time-stamp.ts'
import type { ByteSource } from './source.ts'
import type { ArchiveCopy } from './zip/copy.ts'

/** How a document is to be signed without a seal. */
export interface SignOfdOptions extends OfdSigning {
  /** Holds the key of the certificate. */
  readonly signer: Signer
  /** Gets a time stamp on the signature, by which it can be verified when its certificate has run out. */
  readonly timeStamp?: TimeStamping
}

/**
 * Signs an OFD document without a seal: a signature of `Type="Sign"`, which shows nowhere (GB/T 33190-2016, 18;
 * GB/T 35275-2017, 8). The package changes as by `sealOfd`.
 *
 * @param document - the OFD file
 * @returns the signed OFD file
 * @throws SealError `ERR_OFD_CLOSED`, `ERR_SIGNER_NOT_VALID`, `ERR_OFD_ENTRIES_PRESENT`, `ERR_OFD_FOREIGN_SIGNATURE`;
 *   those of `parseOfdPackage`; and what the time stamper throws
 * @throws RangeError, TypeError for a wrong call: a document that is not there, a key that is not SM2 or not that of the
 *   certificate
 * @example
 * ```ts
 * const signed = await signOfd(document, { signer, certificate, protect: 'continue' })
 * ```
 */
export async function signOfd(
  document: Uint8Array | Blob | ByteSource,
  options: SignOfdOptions,
): Promise<Uint8Array> {
  const { source, copy } = await signSource(document, options)
  return collectCopy(source, copy, options.onProgress)
}

/** {@link signOfd} for documents of any size, as `sealOfdStream` is. */
export async function signOfdStream(
  document: Uint8Array | Blob | ByteSource,
  options: SignOfdOptions,
): Promise<ReadableStream<Uint8Array>> {
  const { source, copy } = await signSource(document, options)
  return streamCopy(source, copy, options.onProgress)
}

async function signSource(
  document: Uint8Array | Blob | ByteSource,
  options: SignOfdOptions,
): Promise<{ source: ByteSource; copy: ArchiveCopy }> {
  const { signer, certificate, timeStamp } = options
  if (!isSm2WithSm3(signer.algorithm)) throw new TypeError('signer: documents are signed with SM2')
  if (!equalBytes(signer.publicKey.spki, certificate.publicKey.spki))
    throw new TypeError('certificate: not that of the signer')
  const timeStamper = timeStamperOf(timeStamp, undefined)
  const opened = await openPackage(document, options.limits)
  const state = await prepareSigning(opened, options)
  const signature = await signer.sign(state.toSign)
  const { source, archive } = opened
  return { source, copy: await finishCopy(source, archive, state, signature, timeStamper) }
}
