import { type Certificate, encodeBase64, encodeHex, equalBytes, randomBytes, type Signer } from '@xinyin/core'
import type { SealPicture } from '../../seal/seal.ts'
import { signStatement } from '../../statement/jws.ts'
import { writeTime } from '../../statement/members.ts'
import { parseSealRequestContent } from './parse.ts'
import { REQUEST_VERSION } from './request.ts'

/** What an office asks of a seal maker. Times are cut to whole seconds. */
export interface NewSealRequest {
  /** Name of the seal: `杭州市城乡建设委员会电子证照专用章`. */
  readonly name: string
  /** Kind of seal, as the maker counts them; 1 unless given. */
  readonly type?: number
  readonly picture: SealPicture
  readonly validFrom: Date
  readonly validTo: Date
  /** Certificates of those who are to sign with the seal, that of `signer` among them; 50 at most. */
  readonly signers: readonly Certificate[]
  /** One of those who are to sign with the seal: he shows that he holds the key. */
  readonly signer: Signer
  /** Certificates between his and the root. */
  readonly chain?: readonly Certificate[]
  /** Who asks, in words for the maker's clerk. */
  readonly applicant?: string
  /** Identifier of the seal that this one is to take the place of. */
  readonly renews?: string
  /** Now unless given. */
  readonly createdAt?: Date
}

/**
 * Asks a seal maker for a seal 制章申请: what the seal is to be, signed with the key that is to sign with it.
 *
 * No standard has a form for this [?]. It is a JWS (RFC 7515) of the type `seal-request+jws` with the signer's certificate
 * in `x5c` and JSON of version 1 in it, so that the maker needs no other channel to know that who asks holds the key.
 *
 * @returns a JWS in compact form
 * @throws TypeError where none of the certificates is that of the signer, or his key is not SM2
 * @throws SealError `ERR_STATEMENT_MEMBER` for what no maker could read: an empty name, times that are none
 * @example
 * ```ts
 * const request = await createSealRequest({
 *   name: '示例市住房和城乡建设局电子证照专用章', picture, validFrom, validTo,
 *   signers: [certificate], signer,
 * })
 * ```
 */
export function createSealRequest(options: NewSealRequest): Promise<string> {
  const { signer, signers, chain = [], picture, applicant, renews, createdAt = new Date() } = options
  const own = signers.find(({ publicKey }) => equalBytes(publicKey.spki, signer.publicKey.spki))
  if (own === undefined) throw new TypeError('signers: none is that of the signer')
  if (signer.publicKey.kind !== 'SM2') throw new TypeError('signer: seals are used with SM2')
  const content = JSON.stringify({
    version: REQUEST_VERSION,
    request: encodeHex(randomBytes(16)),
    createdAt: writeTime(createdAt),
    name: options.name,
    type: options.type ?? 1,
    picture: { ...picture, data: encodeBase64(picture.data) },
    validFrom: writeTime(options.validFrom),
    validTo: writeTime(options.validTo),
    signers: signers.map(({ raw }) => encodeBase64(raw)),
    applicant,
    renews,
  })
  parseSealRequestContent(content)
  return signStatement(content, 'seal-request+jws', createdAt, { key: signer, certificates: [own, ...chain] })
}
