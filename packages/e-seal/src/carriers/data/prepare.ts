import { encodeBase64, verifySm2 } from '@xinyin/core'
import { sm2Digest } from '@xinyin/core/gm'
import type { TimeStamper } from '../../evidence/time-stamper.ts'
import { normalizeValue } from '../../signature/value.ts'
import { finishCms, prepareCms } from './cms.ts'
import { dataError } from './codes.ts'
import type { DataContent } from './content.ts'
import { assertDescription } from './description.ts'
import type { DataSealForm, DataSealValue } from './form.ts'
import { finishJws, prepareJws } from './jws.ts'
import {
  type CmsPreparation,
  type DataSealPreparation,
  formOf,
  type JwsPreparation,
  type SesPreparation,
} from './preparation.ts'
import { finishSes, prepareSes } from './ses.ts'
import { openState, type PreparedDataSeal, writeProfile } from './state.ts'

/**
 * The first step of sealing data where the key is elsewhere: everything but the signature value.
 *
 * @param content - bytes, or a stream of any size, which is read once
 * @returns plain JSON: hand `toSign` or `digest` to who holds the key, and keep the rest for `finishDataSeal`
 * @throws SealError `ERR_SIGNER_NOT_LISTED`, `ERR_SEAL_NOT_VALID`, `ERR_SEAL_NOT_YET_MADE`, `ERR_SIGNER_NOT_VALID`
 * @throws TypeError, RangeError for a wrong call: a certificate whose key is not for SM2, a name that is none
 * @example
 * ```ts
 * const prepared = await prepareDataSeal(content, { seal, certificate, name: '批复.txt' })
 * const signature = await device.signDigest(prepared.digest)
 * const value = await finishDataSeal(prepared, signature)
 * ```
 */
export function prepareDataSeal(
  content: DataContent,
  options: SesPreparation,
): Promise<PreparedDataSeal<'ses'>>
export function prepareDataSeal(
  content: DataContent,
  options: CmsPreparation,
): Promise<PreparedDataSeal<'cms'>>
export function prepareDataSeal(
  content: DataContent,
  options: JwsPreparation,
): Promise<PreparedDataSeal<'jws'>>
export function prepareDataSeal(content: DataContent, options: DataSealPreparation): Promise<PreparedDataSeal>
export async function prepareDataSeal(
  content: DataContent,
  options: DataSealPreparation,
): Promise<PreparedDataSeal> {
  const form = formOf(options)
  const { certificate } = options
  assertDescription(options)
  if (certificate.publicKey.kind !== 'SM2') throw new TypeError('certificate: expected a key for SM2')
  const { toSign, ...rest } = await prepareForm(content, options)
  const { sm2, message } = { sm2: undefined, message: undefined, ...rest }
  const digest = sm2Digest(certificate.publicKey, toSign, sm2?.userId === undefined ? {} : sm2)
  return {
    version: 1,
    form,
    toSign: encodeBase64(toSign),
    digest: encodeBase64(digest),
    certificate: encodeBase64(certificate.raw),
    ...('ses' in rest ? { ses: rest.ses } : {}),
    ...(message === undefined ? {} : { message: encodeBase64(message) }),
    ...(sm2 === undefined ? {} : { sm2: writeProfile(sm2) }),
  }
}

function prepareForm(content: DataContent, options: DataSealPreparation) {
  if (options.form === 'cms') return prepareCms(content, options)
  return options.form === 'jws' ? prepareJws(content, options) : prepareSes(content, options)
}

/** What goes with the signature value when a seal over data is finished. */
export interface FinishDataSealOptions {
  /** Gets a time stamp on the signature; a JWS has no place for one. */
  readonly timeStamper?: TimeStamper
}

/**
 * The second step: puts the signature value into its place, once it holds.
 *
 * @param prepared - as `prepareDataSeal` gave it out, through JSON or not
 * @param signature - over `toSign` with SM2: DER as `Signer` gives it, or r ‖ s as devices do
 * @returns DER, or for a JWS its compact form
 * @throws SealError `ERR_DATA_STATE`, `ERR_DATA_FOREIGN_SIGNATURE`; and what the time stamper throws
 * @throws TypeError for a time stamp on a JWS, or on a signature in the form of 2014
 */
export async function finishDataSeal<Form extends DataSealForm>(
  prepared: PreparedDataSeal<Form>,
  signature: Uint8Array,
  options?: FinishDataSealOptions,
): Promise<DataSealValue<Form>>
export async function finishDataSeal(
  prepared: PreparedDataSeal,
  signature: Uint8Array,
  { timeStamper }: FinishDataSealOptions = {},
): Promise<DataSealValue> {
  const state = openState(prepared)
  if (!(signature instanceof Uint8Array)) throw new TypeError('signature: expected a Uint8Array')
  assertTimeStamper(state, timeStamper)
  const { der } = normalizeValue(signature)
  const { userId } = state.sm2 ?? {}
  const { publicKey } = state.certificate
  if (!(await verifySm2(publicKey, state.toSign, der, userId === undefined ? {} : { userId })))
    throw dataError('ERR_DATA_FOREIGN_SIGNATURE')
  if (state.form === 'jws') return finishJws(state, der)
  const timeStamp = await timeStamper?.(der)
  return state.form === 'cms' ? finishCms(state, der, timeStamp) : finishSes(state, der, timeStamp)
}

/** Before anything is signed, or a stamp is asked for in vain. */
export function assertTimeStamper(
  { form, ses }: Pick<PreparedDataSeal, 'form'> & { readonly ses?: string | undefined },
  timeStamper: TimeStamper | undefined,
): void {
  if (timeStamper === undefined) return
  if (form === 'jws') throw new TypeError('timeStamper: a JWS has no place for a time stamp')
  if (ses === 'GM/T 0031-2014')
    throw new TypeError('timeStamper: a signature of GM/T 0031-2014 has no place for a time stamp')
}
