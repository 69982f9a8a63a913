import { type Certificate, equalBytes, type Signer } from '@xinyin/core'
import { findCertificate } from '../../create/signature.ts'
import { isSm2WithSm3 } from '../../seal/algorithm.ts'
import { parseSeal } from '../../seal/parse.ts'
import { signatureError } from '../../signature/codes.ts'
import { finishCopy } from './seal/finish.ts'
import { openPackage } from './seal/opened.ts'
import { collectCopy, streamCopy } from './seal/output.ts'
import { type OfdSealing, prepareSealing } from './seal/prepare.ts'
import { type TimeStamping, timeStamperOf } from './seal/time-stamp.ts'
import type { ByteSource } from './source.ts'
import type { ArchiveCopy } from './zip/copy.ts'

/** How a document is to be sealed. */
export interface SealOfdOptions extends OfdSealing {
  /** Holds the key of a certificate that the seal names. */
  readonly signer: Signer
  /** The signer's certificate; may be left out when the seal holds it. */
  readonly certificate?: Certificate
  /** Gets a time stamp on the signature, by which it can be verified when its certificate has run out. */
  readonly timeStamp?: TimeStamping
}

/**
 * Seals an OFD document (GB/T 33190-2016, 18; GB/T 38540-2020, 7).
 *
 * Every file keeps its octets in the archive as they are, compressed or not, but for `OFD.xml`, which gets the path of
 * the list of signatures when it has none, and that list. Adding to a signed document is possible while no signature
 * covers what has to change. The form of the signature is that of the seal.
 *
 * @param document - the OFD file
 * @returns the sealed OFD file
 * @throws SealError `ERR_OFD_CLOSED`, `ERR_OFD_TEXT_NOT_FOUND`, `ERR_OFD_TEXT_AMBIGUOUS`, `ERR_OFD_ENTRIES_PRESENT`,
 *   `ERR_OFD_FOREIGN_SIGNATURE`; those of `createSealSignature`, `parseOfdPackage` and `parseSeal`; and what the time
 *   stamper throws
 * @throws RangeError, TypeError for a wrong call: a page that is not there, a stamp without size, a foreign key
 * @example
 * ```ts
 * const sealed = await sealOfd(document, {
 *   seal,
 *   signer,
 *   stamps: [{ page: 1, near: '（盖章）' }],
 *   ridingSeam: { edge: 'right' },
 *   timeStamp: { url: 'https://tsa.example/' },
 * })
 * ```
 */
export async function sealOfd(
  document: Uint8Array | Blob | ByteSource,
  options: SealOfdOptions,
): Promise<Uint8Array> {
  const { source, copy } = await sealSource(document, options)
  return collectCopy(source, copy, options.onProgress)
}

/**
 * {@link sealOfd} for documents of any size. When it returns, the document is sealed, and what can fail is only reading
 * the source; the sealed document then comes piece by piece, and the source has to stay as it is until the last of them.
 * Neither document is held in memory.
 *
 * @example
 * ```ts
 * const file = await openFile('drawings.ofd')
 * const sealed = await sealOfdStream(file, { seal, signer, onProgress: ({ done, total }) => show(done / total) })
 * await writeFile('drawings-sealed.ofd', sealed)
 * ```
 */
export async function sealOfdStream(
  document: Uint8Array | Blob | ByteSource,
  options: SealOfdOptions,
): Promise<ReadableStream<Uint8Array>> {
  const { source, copy } = await sealSource(document, options)
  return streamCopy(source, copy, options.onProgress)
}

async function sealSource(
  document: Uint8Array | Blob | ByteSource,
  options: SealOfdOptions,
): Promise<{ source: ByteSource; copy: ArchiveCopy }> {
  const { signer, timeStamp } = options
  const seal = options.seal instanceof Uint8Array ? parseSeal(options.seal) : options.seal
  if (!isSm2WithSm3(signer.algorithm)) throw new TypeError('signer: seals are used with SM2')
  const certificate = options.certificate ?? findCertificate(seal, signer.publicKey)
  if (certificate === undefined) throw signatureError('ERR_SIGNER_NOT_LISTED')
  if (!equalBytes(signer.publicKey.spki, certificate.publicKey.spki))
    throw new TypeError('certificate: not that of the signer')
  const timeStamper = timeStamperOf(timeStamp, seal.form)
  const opened = await openPackage(document, options.limits)
  const state = await prepareSealing(opened, { ...options, seal }, certificate)
  const signature = await signer.sign(state.toSign)
  const { source, archive } = opened
  return { source, copy: await finishCopy(source, archive, state, signature, timeStamper) }
}
