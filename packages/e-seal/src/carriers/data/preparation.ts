import type { Certificate, Sm2JoseProfile } from '@xinyin/core'
import type { Seal } from '../../seal/seal.ts'
import type { DataDescription } from './description.ts'
import type { DataSealForm } from './form.ts'

interface Preparation extends DataDescription {
  /** The signer's certificate, with a key for SM2. */
  readonly certificate: Certificate
  /** Claimed time of signing; now unless given. */
  readonly at?: Date
}

/** How data is sealed with an electronic seal. */
export interface SesPreparation extends Preparation {
  readonly form?: 'ses'
  /** The seal, or its DER as in a `.esl` file. It has to name the certificate. */
  readonly seal: Uint8Array | Seal
}

/** How data is signed by a message of GB/T 35275. */
export interface CmsPreparation extends Preparation {
  readonly form: 'cms'
  /** Authorities between the certificate and its root, to go along. */
  readonly intermediates?: readonly Certificate[]
}

/** How data is signed by a JWS. */
export interface JwsPreparation extends Preparation {
  readonly form: 'jws'
  /** Authorities between the certificate and its root, to go along. */
  readonly intermediates?: readonly Certificate[]
  /** What the parties call SM2 in JOSE, for which no name is registered: `SM2` with r ‖ s unless given. */
  readonly sm2?: Sm2JoseProfile
}

export type DataSealPreparation = SesPreparation | CmsPreparation | JwsPreparation

export const formOf = ({ form = 'ses' }: { readonly form?: DataSealForm | undefined }): DataSealForm => {
  if (form !== 'ses' && form !== 'cms' && form !== 'jws')
    throw new TypeError('form: expected ses, cms or jws')
  return form
}

/** Times in signatures have whole seconds. */
export function signingTime(at: Date = new Date()): Date {
  if (Number.isNaN(at.getTime())) throw new RangeError('at: not a valid time')
  return new Date(Math.floor(at.getTime() / 1000) * 1000)
}
