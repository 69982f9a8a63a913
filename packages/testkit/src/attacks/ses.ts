import { encodeUtf8 } from '@xinyin/core'
import {
  children,
  encodeBitString,
  encodeContext,
  encodeGeneralizedTime,
  encodeOctetString,
  encodeOid,
  encodeSequence,
  encodeTime,
  parseDer,
} from '@xinyin/core/der'
import type { SesForm } from '@xinyin/e-seal'
import type { RealmMember } from '../realm.ts'

/** The elements of a structure, DER. */
export type Parts = readonly Uint8Array[]

export const partsOf = (der: Uint8Array): Uint8Array[] => children(parseDer(der)).map(({ raw }) => raw)

/** The parts with one of them exchanged; a negative place counts from the end. */
export const exchange = (parts: Parts, at: number, by: Uint8Array): Uint8Array[] => {
  const changed = [...parts]
  changed[at < 0 ? parts.length + at : at] = by
  return changed
}

const isFirst = (form: SesForm) => form === 'GM/T 0031-2014'

/** A `SES_Signature` taken apart. */
export interface SignatureParts {
  /** Elements of `TBS_Sign`: version, seal, time, digest of the data, place, and what may follow. */
  readonly toSign: Parts
  readonly isStamped: boolean
}

export function openSignature(der: Uint8Array, form: SesForm): SignatureParts {
  const parts = partsOf(der)
  return {
    toSign: partsOf(parts[0] ?? new Uint8Array(0)),
    isStamped: !isFirst(form) && parts.length > 4,
  }
}

/** A `SES_Signature` put together; what is signed is signed already. */
export function closeSignature(
  form: SesForm,
  signed: { toSign: Uint8Array; certificate: Uint8Array; algorithm: string; signature: Uint8Array },
  timeStamp?: Uint8Array,
): Uint8Array {
  const signature = encodeBitString(signed.signature)
  if (isFirst(form)) return encodeSequence(signed.toSign, signature)
  const stamp = timeStamp === undefined ? [] : [encodeContext(0, encodeBitString(timeStamp))]
  const whose = [encodeOctetString(signed.certificate), encodeOid(signed.algorithm)]
  return encodeSequence(signed.toSign, ...whose, signature, ...stamp)
}

/** The time of a signature, as the form has it. */
export const signingTime = (form: SesForm, time: Date): Uint8Array =>
  isFirst(form)
    ? encodeBitString(encodeUtf8(`${time.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`))
    : encodeGeneralizedTime(time)

/** A date of a seal, as the form has it. */
export const sealDate = (form: SesForm, date: Date): Uint8Array =>
  isFirst(form) ? encodeTime(date) : encodeGeneralizedTime(date)

/** How a seal is made anew. */
export interface Remaking {
  /** Elements of `SES_SealInfo`: header, identifier, property, picture, and what may follow. */
  readonly info?: (parts: Parts) => Parts
  /** Who signs it; nobody, so that it keeps the signature of before, unless given. */
  readonly maker?: RealmMember
  readonly algorithm?: string
  /** Stamps the maker's signature, where the seal had a stamp. */
  readonly timeStamp?: (signature: Uint8Array) => Promise<Uint8Array>
}

/** A seal with some of it changed, signed by somebody or by nobody. */
export async function remakeSeal(der: Uint8Array, form: SesForm, how: Remaking): Promise<Uint8Array> {
  const [info = new Uint8Array(0), ...rest] = partsOf(der)
  const changed = encodeSequence(...(how.info ?? ((parts: Parts) => parts))(partsOf(info)))
  if (how.maker === undefined) return encodeSequence(changed, ...rest)
  const { signer, certificate } = how.maker
  const whose = [encodeOctetString(certificate.raw), encodeOid(how.algorithm ?? signer.algorithm)]
  const message = isFirst(form) ? encodeSequence(changed, ...whose) : changed
  const signature = await signer.sign(message)
  const value = encodeBitString(signature)
  if (isFirst(form)) return encodeSequence(changed, encodeSequence(...whose, value))
  const token = rest.length > 3 ? await how.timeStamp?.(signature) : undefined
  const stamp = token === undefined ? [] : [encodeContext(0, encodeBitString(token))]
  return encodeSequence(changed, ...whose, value, ...stamp)
}
