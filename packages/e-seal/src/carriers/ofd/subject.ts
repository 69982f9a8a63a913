import type { Name } from '@xinyin/core'
import type { SealPicture } from '../../seal/seal.ts'
import type { OfdDocument } from './document.ts'
import type { StampAnnotation } from './signature-file.ts'

/** What a sealed OFD holds. Trust it only when the report's verdict is `passed`. */
export interface OfdSubject {
  readonly documents: readonly OfdDocument[]
  readonly signatures: readonly OfdSignature[]
}

/** One signature. What could not be read is `undefined`. */
export interface OfdSignature {
  readonly id: string
  readonly type: 'Seal' | 'Sign'
  /** Which document of the package it belongs to, from 0. */
  readonly document: number
  readonly sealName: string | undefined
  readonly sealId: string | undefined
  readonly signer: Name | undefined
  readonly maker: Name | undefined
  /** As the signer claims it. */
  readonly time: Date | undefined
  /** Names of its own files: the description, the signed value, and the copy of the seal where there is one. */
  readonly files: readonly string[]
  readonly stamps: readonly StampAnnotation[]
  /** Names of the files that it covers. */
  readonly covered: readonly string[]
  /** Names of the files that it should cover but does not. */
  readonly uncovered: readonly string[]
  readonly picture: SealPicture | undefined
}
