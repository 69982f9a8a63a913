import { type Certificate, digestSm3, encodeBase64, equalBytes, parseCertificate } from '@xinyin/core'
import { parseCrl } from '@xinyin/core/revocation'
import type { PreparedDataSignature } from '../../../create/sign-data.ts'
import { createStateReader } from '../../../create/state-reader.ts'
import type { SealError } from '../../../errors.ts'
import { SES_VERSIONS, type SesForm } from '../../../seal/version.ts'
import type { ByteSource } from '../source.ts'
import { readExactly } from '../source.ts'
import type { Archive } from '../zip/archive.ts'
import type { ArchiveEdit } from '../zip/copy.ts'
import type { Compression } from '../zip/header-write.ts'
import { foldName } from '../zip/name.ts'
import { isPlainName } from '../zip/write.ts'
import { sealingError } from './codes.ts'

/**
 * A sealed document that lacks nothing but the signature value: plain JSON, to be kept in a database or a message while
 * the key is reached elsewhere. It holds the files that are added to the document and none of the others, and no secret.
 * Who changes it gets a document that does not verify, or none.
 */
export interface PreparedOfdSignature {
  readonly version: 1
  readonly type: 'Seal' | 'Sign'
  /** Base64 of the message to be signed with SM2 and SM3, under the id `1234567812345678`. */
  readonly toSign: string
  /** Base64 of e = SM3(Z ‖ message), 32 octets, for devices and services that sign digests. */
  readonly digest: string
  /** Base64 of the signer's certificate, DER. */
  readonly certificate: string
  /** `Seal` alone: to which text the signature is written. */
  readonly ses?: SesForm
  /** `Sign` alone: how the message is written, and the base64 of what goes along with it. */
  readonly sign?: {
    readonly form: SignForm
    /** Milliseconds since 1970. */
    readonly time: number
    readonly certificates: readonly string[]
    readonly crls: readonly string[]
  }
  /** By what the document is known again: its size and the base64 of the SM3 of its central directory. */
  readonly document: { readonly size: number; readonly directory: string }
  readonly compression: Compression
  readonly signatureFile: string
  readonly signedValueFile: string
  /** Names of files and the base64 of what they hold. */
  readonly replaced: Readonly<Record<string, string>>
  readonly added: Readonly<Record<string, string>>
}

/**
 * What a signature without a seal is over: `attributes` with the SM3 of the description and the time, or the SM3 alone as
 * `content` (GB/T 35275-2017, 8). Programs in use write either.
 */
export type SignForm = 'attributes' | 'content'

/** How the message of a signature without a seal is written. */
export type Signing = Pick<PreparedDataSignature, 'variant' | 'time' | 'certificates' | 'crls'>

/** The same, taken apart. */
export interface OpenState {
  readonly type: 'Seal' | 'Sign'
  readonly toSign: Uint8Array
  readonly certificate: Certificate
  readonly ses: SesForm | undefined
  readonly sign: Signing | undefined
  readonly document: { readonly size: number; readonly directory: Uint8Array }
  readonly compression: Compression
  readonly signatureFile: string
  readonly signedValueFile: string
  readonly edit: ArchiveEdit
}

export function writeState(state: OpenState, digestToSign: Uint8Array): PreparedOfdSignature {
  const { ses, sign, edit } = state
  const texts = (files: Iterable<readonly [string, Uint8Array]>) =>
    Object.fromEntries([...files].map(([name, bytes]) => [name, encodeBase64(bytes)]))
  return {
    version: 1,
    type: state.type,
    toSign: encodeBase64(state.toSign),
    digest: encodeBase64(digestToSign),
    certificate: encodeBase64(state.certificate.raw),
    ...(ses === undefined ? {} : { ses }),
    ...(sign === undefined ? {} : { sign: writeSigning(sign) }),
    document: { size: state.document.size, directory: encodeBase64(state.document.directory) },
    compression: state.compression,
    signatureFile: state.signatureFile,
    signedValueFile: state.signedValueFile,
    replaced: texts(edit.replaced),
    added: texts(edit.added.map(({ name, bytes }) => [name, bytes] as const)),
  }
}

/** @throws SealError `ERR_OFD_STATE`, with the member that is not as it was given out */
export function openState(state: PreparedOfdSignature): OpenState {
  if (typeof state !== 'object' || state === null) throw faultOf('-')
  const { type, ses, sign, compression, signatureFile, signedValueFile, document } = state
  if (state.version !== 1) throw faultOf('version')
  if (type !== 'Seal' && type !== 'Sign') throw faultOf('type')
  if (type === 'Seal' ? !isForm(ses) : ses !== undefined) throw faultOf('ses')
  if ((type === 'Sign') !== (sign !== undefined)) throw faultOf('sign')
  if (compression !== 'stored' && compression !== 'deflated') throw faultOf('compression')
  if (typeof signatureFile !== 'string') throw faultOf('signatureFile')
  if (typeof signedValueFile !== 'string') throw faultOf('signedValueFile')
  if (!Number.isSafeInteger(document?.size)) throw faultOf('document')
  return {
    type,
    toSign: reader.octets(state.toSign, 'toSign'),
    certificate: reader.read('certificate', () =>
      parseCertificate(reader.octets(state.certificate, 'certificate')),
    ),
    ses,
    sign: sign === undefined ? undefined : readSigning(sign),
    document: { size: document.size, directory: reader.octets(document.directory, 'document') },
    compression,
    signatureFile,
    signedValueFile,
    edit: {
      replaced: new Map(readFiles(state.replaced, 'replaced')),
      added: readFiles(state.added, 'added').map(([name, bytes]) => ({ name, bytes })),
    },
  }
}

const isForm = (ses: unknown): boolean => typeof ses === 'string' && Object.hasOwn(SES_VERSIONS, ses)

const writeSigning = ({ variant, time, certificates, crls }: Signing) => ({
  form: variant,
  time: time.getTime(),
  certificates: certificates.map(encodeBase64),
  crls: crls.map(encodeBase64),
})

function readSigning(sign: NonNullable<PreparedOfdSignature['sign']>): Signing {
  if (typeof sign !== 'object' || sign === null) throw faultOf('sign')
  const { form, time, certificates, crls } = sign
  const isWritten = form === 'attributes' || form === 'content'
  if (!isWritten || !Number.isSafeInteger(time) || !Array.isArray(certificates) || !Array.isArray(crls))
    throw faultOf('sign')
  const octets = (texts: readonly unknown[], parse: (der: Uint8Array) => unknown) =>
    texts.map((text) => {
      const der = reader.octets(text, 'sign')
      reader.read('sign', () => parse(der))
      return der
    })
  return {
    variant: form,
    time: new Date(time),
    certificates: octets(certificates, parseCertificate),
    crls: octets(crls, parseCrl),
  }
}

function readFiles(files: unknown, member: string): (readonly [string, Uint8Array])[] {
  if (typeof files !== 'object' || files === null) throw faultOf(member)
  return Object.entries(files).map(([name, text]) => [name, reader.octets(text, member)] as const)
}

export const faultOf = (member: string, cause?: unknown): SealError =>
  sealingError('ERR_OFD_STATE', { member }, cause)

const reader = /* @__PURE__ */ createStateReader(faultOf)

/** By what a document is known again: every content is in its central directory, by length and checksum. */
export async function recognize(source: ByteSource, archive: Archive): Promise<OpenState['document']> {
  const octets = await readExactly(source, archive.directory, source.size - archive.directory)
  return { size: source.size, directory: digestSm3(octets) }
}

/**
 * Refuses to go on with another document, or with files that it has no place for.
 *
 * @throws SealError `ERR_OFD_OTHER_DOCUMENT`, `ERR_OFD_STATE`
 */
export async function refuseOther(state: OpenState, source: ByteSource, archive: Archive): Promise<void> {
  const { size, directory } = await recognize(source, archive)
  if (size !== state.document.size || !equalBytes(directory, state.document.directory))
    throw sealingError('ERR_OFD_OTHER_DOCUMENT')
  const { edit, signedValueFile } = state
  if (![...edit.replaced.keys()].every((name) => archive.entries.has(name))) throw faultOf('replaced')
  const taken = new Set([...archive.entries.keys()].map(foldName))
  const addName = (name: string, member: string) => {
    if (!isPlainName(name) || taken.has(foldName(name))) throw faultOf(member)
    taken.add(foldName(name))
  }
  for (const { name } of edit.added) addName(name, 'added')
  addName(signedValueFile, 'signedValueFile')
}
