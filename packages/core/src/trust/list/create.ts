import { encodeBase64Url } from '../../bytes/base64.ts'
import { encodeHex } from '../../bytes/hex.ts'
import { equalBytes } from '../../bytes/sequence.ts'
import { encodeUtf8 } from '../../bytes/utf8.ts'
import { digest } from '../../crypto/digest.ts'
import type { Sm2JoseProfile } from '../../crypto/jose.ts'
import type { PrivateKey } from '../../crypto/private-key.ts'
import type { Signer } from '../../ports.ts'
import type { Check } from '../../report.ts'
import type { Certificate } from '../../x509/certificate.ts'
import { failedTwice, lookForTwice } from './checks/entries.ts'
import { checkScope } from './checks/scope.ts'
import { type TRUST_LIST_CODES, trustListError } from './codes.ts'
import { encodeTrustList } from './encode.ts'
import { encodeSigningInput, listScheme, SM2_LIST_PROFILE } from './jws.ts'
import type { TrustList } from './list.ts'
import { parseTrustListContent } from './parse.ts'

/** A list in the making: without publishers and announced keys there are none. */
export type TrustListContent = Omit<TrustList, 'publishers' | 'nextSigners'> &
  Partial<Pick<TrustList, 'publishers' | 'nextSigners'>>

/**
 * Makes a list that a reader will take: written, read again, and held against what does not depend on who reads.
 *
 * Times are cut to whole seconds.
 *
 * @example
 * ```ts
 * const list = createTrustList({
 *   territory: 'CN-33', sequence: 1, operator: '某省大数据局', name: '某省信任列表',
 *   issuedAt: new Date('2026-06-01T00:00:00Z'), nextUpdate: new Date('2026-07-01T00:00:00Z'),
 *   entities: [{
 *     name: '某市城乡建设委员会', address: '某市某路 1 号', contact: 'mailto:ca@example.gov.cn',
 *     information: 'https://example.gov.cn/',
 *     services: [{
 *       name: '建设工程证照', role: 'licence-issuer', certificates: [certificate],
 *       status: 'granted', since: new Date('2026-06-01T00:00:00Z'),
 *       licenceTypes: ['11100000000013338W009'], regions: ['3301'], history: [],
 *     }],
 *   }],
 * })
 * const jws = await signTrustList(list, { key, certificates: [signerCertificate] })
 * ```
 * @throws CoreError `ERR_TRUST_LIST_MEMBER`, `_HISTORY`, `_DUPLICATE`, `_ROLE`, `_TWICE`, `_REGION`, `_UNLIMITED`, …
 */
export function createTrustList(content: TrustListContent): TrustList {
  const list = parseTrustListContent(encodeTrustList({ publishers: [], nextSigners: [], ...content }))
  const found = lookForTwice(list)
  refuse('raw' in found ? failedTwice(found.role, encodeHex(digest('SHA-256', found.raw))) : found)
  refuse(checkScope(list, undefined))
  return list
}

function refuse({ status, code, facts }: Check): void {
  if (status === 'passed') return
  // Both checks have codes of trust lists only.
  throw trustListError(code as keyof typeof TRUST_LIST_CODES, facts)
}

/** Who signs a list. */
export interface TrustListSigning {
  readonly key: PrivateKey | Signer
  /** The signer's certificate, then those above it, without the anchor. */
  readonly certificates: readonly [Certificate, ...Certificate[]]
  /** When it is signed: `issuedAt` of the list unless given. */
  readonly signedAt?: Date
  /** SM2 in the header; `SM2` with r ‖ s unless given. */
  readonly sm2?: Sm2JoseProfile
}

/**
 * Signs a list with SM2 or ES256, by the kind of the key.
 *
 * @returns a JWS in compact form
 * @throws TypeError where the key is not that of the first certificate, or of another kind
 */
export async function signTrustList(list: TrustList, signing: TrustListSigning): Promise<string> {
  const { key, certificates, signedAt = list.issuedAt, sm2 = SM2_LIST_PROFILE } = signing
  const { publicKey } = key
  if (!equalBytes(publicKey.spki, certificates[0].publicKey.spki)) {
    throw new TypeError('certificates: the first is not that of the key')
  }
  const scheme = listScheme(publicKey, sm2)
  const input = encodeSigningInput(encodeTrustList(list), scheme.alg, certificates, signedAt)
  return `${input}.${encodeBase64Url(await scheme.sign(key, encodeUtf8(input)))}`
}
