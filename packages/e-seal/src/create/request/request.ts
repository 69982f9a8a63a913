import type { Certificate } from '@xinyin/core'
import type { SealPicture } from '../../seal/seal.ts'

/** What is asked of a seal maker 制章申请. */
export interface SealRequest {
  /** Identifier of the request, 32 hexadecimal digits: no request is dealt with twice. */
  readonly request: string
  readonly createdAt: Date
  /** Name of the seal 印章名称. */
  readonly name: string
  /** Kind of seal, as the maker counts them. */
  readonly type: number
  readonly picture: SealPicture
  readonly validFrom: Date
  readonly validTo: Date
  /** Certificates of those who are to sign with the seal; one of them signed the request. */
  readonly signers: readonly Certificate[]
  /** Who asks, in words for the maker's clerk: an office, not a person. */
  readonly applicant: string | undefined
  /** Identifier of the seal that this one is to take the place of. */
  readonly renews: string | undefined
}

/** What the text of a request may take. */
export const REQUEST_LIMITS = {
  /** Octets of the whole signed request: the largest picture in base64, twice. */
  maxBytes: 16 * 1024 * 1024,
  /** Certificates of signers; each of their paths is looked at. */
  signers: 50,
  /** Characters of a name, and of who asks. */
  name: 400,
  /** Octets of a picture. */
  picture: 8 * 1024 * 1024,
} as const

/** Of requests; there is no other yet. */
export const REQUEST_VERSION = 1
