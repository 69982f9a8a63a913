import type { Certificate } from '@xinyin/core'
import { sm2Digest } from '@xinyin/core/gm'
import { prepareDataSignature } from '../../../create/sign-data.ts'
import { prepareSealSignature } from '../../../create/signature.ts'
import { SM2_WITH_SM3 } from '../../../seal/algorithm.ts'
import { parseSeal } from '../../../seal/parse.ts'
import type { Seal } from '../../../seal/seal.ts'
import type { StampAnnotation } from '../signature-file.ts'
import type { ByteSource } from '../source.ts'
import { createLayout } from './layout.ts'
import { type OpenedPackage, openPackage } from './opened.ts'
import { type Places, placeSeal } from './place.ts'
import { type PlannedSignature, planSignature, type SigningOptions } from './plan.ts'
import { type OpenState, type PreparedOfdSignature, recognize, type SignForm, writeState } from './state.ts'

/** How a document is to be sealed, apart from the key. */
export interface OfdSealing extends SigningOptions, Places {
  /** The seal, or its DER as in a `.esl` file. */
  readonly seal: Uint8Array | Seal
}

/**
 * The first step of sealing an OFD document where the key is elsewhere: everything but the signature value.
 *
 * @param document - the OFD file
 * @param options - as for `sealOfd`, with the certificate of the key in place of the signer
 * @returns plain JSON: hand `toSign` or `digest` to who holds the key, and keep all of it for `finishOfdSeal`
 * @throws as `sealOfd`
 * @example
 * ```ts
 * const prepared = await prepareOfdSeal(document, { seal, certificate, stamps: [{ page: 1, near: '（盖章）' }] })
 * const signature = await device.signDigest(prepared.digest)
 * const sealed = await finishOfdSeal(document, prepared, signature)
 * ```
 */
export async function prepareOfdSeal(
  document: Uint8Array | Blob | ByteSource,
  options: OfdSealing & { readonly certificate: Certificate },
): Promise<PreparedOfdSignature> {
  const { certificate } = options
  if (certificate.publicKey.kind !== 'SM2') throw new TypeError('certificate: expected a key for SM2')
  const opened = await openPackage(document, options.limits)
  const state = await prepareSealing(opened, options, certificate)
  return writeState(state, sm2Digest(certificate.publicKey, state.toSign))
}

/** How a document is to be signed without a seal, apart from the key. */
export interface OfdSigning extends SigningOptions {
  /** That of the key; it goes along. */
  readonly certificate: Certificate
  /** What is signed; `attributes` unless given. */
  readonly form?: SignForm
  /** Authorities between the signer and the root, which go along. */
  readonly certificates?: readonly Certificate[]
  /** Revocation lists that go along, DER. */
  readonly crls?: readonly Uint8Array[]
}

/**
 * The first step of signing an OFD document without a seal where the key is elsewhere, as {@link prepareOfdSeal} is.
 *
 * @throws as `signOfd`
 */
export async function prepareOfdSignature(
  document: Uint8Array | Blob | ByteSource,
  options: OfdSigning,
): Promise<PreparedOfdSignature> {
  const opened = await openPackage(document, options.limits)
  const state = await prepareSigning(opened, options)
  return writeState(state, sm2Digest(options.certificate.publicKey, state.toSign))
}

/** Everything of a signed document but the signature value. */
export async function prepareSigning(opened: OpenedPackage, options: OfdSigning): Promise<OpenState> {
  const { certificate, form, certificates, crls } = options
  if (certificate.publicKey.kind !== 'SM2') throw new TypeError('certificate: expected a key for SM2')
  const planned = await planSignature(opened, { type: 'Sign', method: SM2_WITH_SM3 }, options)
  const { signedBytes, ...sign } = await prepareDataSignature({
    data: planned.data,
    certificate,
    time: planned.time,
    ...(form === undefined ? {} : { variant: form }),
    ...(certificates === undefined ? {} : { certificates }),
    ...(crls === undefined ? {} : { crls }),
  })
  return {
    ...(await stateOf(opened, planned, options)),
    type: 'Sign',
    toSign: signedBytes,
    certificate,
    ses: undefined,
    sign,
  }
}

/** What states of either type have in common. */
async function stateOf(
  { source, archive }: OpenedPackage,
  { names, edit }: PlannedSignature,
  { compression = 'stored' }: SigningOptions,
): Promise<Pick<OpenState, 'document' | 'compression' | 'signatureFile' | 'signedValueFile' | 'edit'>> {
  const { signatureFile, signedValueFile } = names
  return { document: await recognize(source, archive), compression, signatureFile, signedValueFile, edit }
}

/** Everything of a sealed document but the signature value. */
export async function prepareSealing(
  opened: OpenedPackage,
  options: OfdSealing,
  certificate: Certificate,
): Promise<OpenState> {
  const seal = options.seal instanceof Uint8Array ? parseSeal(options.seal) : options.seal
  const content = {
    type: 'Seal',
    method: SM2_WITH_SM3,
    seal: seal.raw,
    stamps: (id: string) => stampsOf(opened, options, seal, id),
  } as const
  const planned = await planSignature(opened, content, options)
  const { data, time } = planned
  const propertyInfo = `/${planned.names.signatureFile}`
  const { form, signedBytes } = prepareSealSignature({ seal, certificate, data, propertyInfo, time })
  const common = await stateOf(opened, planned, options)
  return { ...common, type: 'Seal', toSign: signedBytes, certificate, ses: form, sign: undefined }
}

async function stampsOf(
  opened: OpenedPackage,
  options: OfdSealing,
  seal: Seal,
  id: string,
): Promise<StampAnnotation[]> {
  const target = opened.index.documents[options.document ?? 0]
  if (target === undefined) throw new Error('unreachable: the document was found before')
  const placed = await placeSeal(options, seal.info.picture, createLayout(opened, target))
  return placed.map(({ page, box, clip }, i) => ({
    id: `${id}-${i + 1}`,
    page: target.pages[page - 1]?.id ?? '',
    box,
    clip,
  }))
}
