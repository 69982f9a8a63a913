import type { Name } from '@xinyin/core'
import type { SealPicture } from '../../seal/seal.ts'
import type { SigningClock } from '../../verify/moments.ts'
import type { OfdDocument } from './document.ts'
import type { FileKind } from './file-kind.ts'
import type { StampAnnotation } from './signature-file.ts'

/** What a sealed OFD holds. Trust it only when the report's verdict is `passed`. */
export interface OfdSubject {
  readonly documents: readonly OfdDocument[]
  readonly signatures: readonly OfdSignature[]
  /** What each file of the package is, and so what a change to one that is not covered can change. */
  readonly kinds: ReadonlyMap<string, FileKind>
}

/** What is not held by a signature, because it came after it or may have. */
export interface OfdAddition {
  /** IDs of other signatures that it does not hold. */
  readonly signatures: readonly string[]
  /** Names of all files that it does not cover, but for its own. */
  readonly files: readonly string[]
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
  /** It was made at this time at the latest, as a time stamp proves. */
  readonly provenAt: Date | undefined
  /** By which clock it was judged when it was made. */
  readonly clock: SigningClock
  /** Names of its own files: the description, the signed value, and the copy of the seal where there is one. */
  readonly files: readonly string[]
  readonly stamps: readonly StampAnnotation[]
  /** Names of the files that it covers. */
  readonly covered: readonly string[]
  /** Names of the files that it should cover but does not. */
  readonly uncovered: readonly string[]
  /** Octets of its signed value that nobody known has signed; `undefined` where it cannot be read. */
  readonly unsigned: number | undefined
  readonly after: OfdAddition
  readonly picture: SealPicture | undefined
}
