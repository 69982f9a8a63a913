import type { Certificate } from '@xinyin/core'
import type { RevocationMaterial } from '@xinyin/core/revocation'
import { joinMaterial } from './material.ts'

/** What evidence proves, once the stamps over its pieces have been verified. */
export interface Proofs {
  /** They fill gaps in paths. */
  readonly certificates: readonly Certificate[]
  /** Lists and answers, of which nothing is proven but what they say. */
  readonly material: RevocationMaterial
  /** The lists and answers that were there at each of the times that stamps prove, earliest first. */
  archived(): readonly { readonly at: Date; readonly material: RevocationMaterial }[]
  /** The earliest time at which a piece or a signature value is proven to have been there. */
  existedAt(piece: Uint8Array): Date | undefined
  /** Time stamps that are said to be over a signature value. */
  tokensFor(value: Uint8Array): readonly Uint8Array[]
}

/**
 * With certificates, lists and answers that came in the document itself. They are like those beside it: nobody signed
 * that they belong there.
 */
export function addPieces(
  proofs: Proofs,
  { certificates, material }: Pick<Proofs, 'certificates' | 'material'>,
): Proofs {
  return {
    ...proofs,
    certificates: [...proofs.certificates, ...certificates],
    material: joinMaterial(proofs.material, material),
  }
}
