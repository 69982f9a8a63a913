import { type Certificate, encodeBase64, parseCertificate, type Sm2JoseProfile } from '@xinyin/core'
import { createStateReader } from '../../create/state-reader.ts'
import type { SealError } from '../../errors.ts'
import type { SesForm } from '../../seal/version.ts'
import { dataError } from './codes.ts'
import type { DataSealForm } from './form.ts'

/**
 * A seal that lacks nothing but its signature value: plain JSON, to be kept in a database or a message while the key is
 * reached elsewhere. It holds no secret. Who changes it gets no seal, for the signature would not hold.
 */
export interface PreparedDataSeal<Form extends DataSealForm = DataSealForm> {
  readonly version: 1
  readonly form: Form
  /** Base64 of the message to be signed with SM2 and SM3, under the id `1234567812345678` unless a profile says otherwise. */
  readonly toSign: string
  /** Base64 of e = SM3(Z ‖ message), 32 octets, for devices and services that sign digests. */
  readonly digest: string
  /** Base64 of the signer's certificate, DER. */
  readonly certificate: string
  /** `ses` alone: to which text the signature is written. */
  readonly ses?: SesForm
  /** `cms` alone: base64 of the message with an empty signature value. */
  readonly message?: string
  /** `jws` alone: how SM2 is called and written; the user id in base64. */
  readonly sm2?: { readonly alg: string; readonly encoding: 'DER' | 'raw'; readonly userId?: string }
}

/** The same, taken apart. */
export interface OpenState {
  readonly form: DataSealForm
  readonly toSign: Uint8Array
  readonly certificate: Certificate
  readonly ses: SesForm | undefined
  readonly message: Uint8Array | undefined
  readonly sm2: Sm2JoseProfile | undefined
}

/** @throws SealError `ERR_DATA_STATE`, with the member that is not as it was given out */
export function openState(state: PreparedDataSeal): OpenState {
  if (typeof state !== 'object' || state === null) throw faultOf('-')
  const { form, ses, message, sm2 } = state
  if (state.version !== 1) throw faultOf('version')
  if (form !== 'ses' && form !== 'cms' && form !== 'jws') throw faultOf('form')
  if ((form === 'cms') !== (message !== undefined)) throw faultOf('message')
  if ((form === 'jws') !== (sm2 !== undefined)) throw faultOf('sm2')
  if ((form === 'ses') !== (ses !== undefined)) throw faultOf('ses')
  return {
    form,
    toSign: reader.octets(state.toSign, 'toSign'),
    certificate: reader.read('certificate', () => {
      const certificate = parseCertificate(reader.octets(state.certificate, 'certificate'))
      if (certificate.publicKey.kind !== 'SM2') throw faultOf('certificate')
      return certificate
    }),
    ses,
    message: message === undefined ? undefined : reader.octets(message, 'message'),
    sm2: sm2 === undefined ? undefined : readProfile(sm2),
  }
}

function readProfile({ alg, encoding, userId }: NonNullable<PreparedDataSeal['sm2']>): Sm2JoseProfile {
  if (typeof alg !== 'string' || (encoding !== 'DER' && encoding !== 'raw')) throw faultOf('sm2')
  return { alg, encoding, ...(userId === undefined ? {} : { userId: reader.octets(userId, 'sm2') }) }
}

export const writeProfile = ({
  alg,
  encoding,
  userId,
}: Sm2JoseProfile): NonNullable<PreparedDataSeal['sm2']> => ({
  alg,
  encoding,
  ...(userId === undefined ? {} : { userId: encodeBase64(userId) }),
})

export const faultOf = (member: string, cause?: unknown): SealError =>
  dataError('ERR_DATA_STATE', { member }, cause)

const reader = /* @__PURE__ */ createStateReader(faultOf)
