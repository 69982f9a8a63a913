import { encodeBase64Url } from '../../bytes/base64.ts'
import { encodeUtf8 } from '../../bytes/utf8.ts'
import { type DigestName, digest } from '../../crypto/digest.ts'
import type { PublicKey } from '../../crypto/key.ts'
import { subjectPublicKey } from '../../crypto/pkcs8.ts'
import { type PrivateKey, secretOf } from '../../crypto/private-key.ts'
import { RSA_PARTS, rsaPartsOf } from '../../crypto/rsa-private-key.ts'
import { openDer, parseDer } from '../../der/read.ts'
import { readIntegerBytes } from '../../der/value.ts'
import { writeNumber } from '../../gm/number.ts'
import { assertProfile, curveName, type Sm2JwkProfile } from './curve.ts'

export interface JwkExportOptions {
  /** How an SM2 key is written; such a key takes it. */
  readonly sm2?: Sm2JwkProfile
}

/** The members of a JWK, all of them text. */
export type JwkMembers = Readonly<Record<string, string>>

/**
 * Writes a key as a JSON Web Key (RFC 7517): a private key with its private parts, a public one without. `kid`, `use`
 * and the like are the caller's to add; to publish a key, hand in `key.publicKey`.
 *
 * @throws TypeError for SM2 without a profile
 * @example
 * ```ts
 * const published = { ...exportJwk(signer.publicKey), use: 'sig', kid: jwkThumbprint(signer.publicKey) }
 * ```
 */
export function exportJwk(key: PublicKey | PrivateKey, { sm2 }: JwkExportOptions = {}): JwkMembers {
  assertProfile(sm2)
  const isPrivate = 'publicKey' in key
  const members = publicMembers(isPrivate ? key.publicKey : key, sm2)
  const alg = key.kind === 'SM2' && sm2?.alg !== undefined ? { alg: sm2.alg } : {}
  return { ...members, ...alg, ...(isPrivate ? privateMembers(key) : {}) }
}

/** The members that make the key what it is, in the order in which a thumbprint takes them (RFC 7638, 3.2). */
function publicMembers(key: PublicKey, sm2: Sm2JwkProfile | undefined): JwkMembers {
  if (key.kind === 'DSA') throw new TypeError('key: there is no JWK of a DSA key')
  const octets = subjectPublicKey(key)
  if (key.kind === 'RSA') {
    const fields = openDer(parseDer(octets))
    const n = encodeUnsigned(readIntegerBytes(fields.next()))
    return { e: encodeUnsigned(readIntegerBytes(fields.next())), kty: 'RSA', n }
  }
  const crv = curveName(key.kind, sm2)
  if (key.point === undefined) return { crv, kty: 'OKP', x: encodeBase64Url(octets) }
  const middle = (octets.length + 1) / 2
  const [x, y] = [octets.subarray(1, middle), octets.subarray(middle)]
  return { crv, kty: 'EC', x: encodeBase64Url(x), y: encodeBase64Url(y) }
}

/** `Base64urlUInt` of the content of a positive INTEGER. */
const encodeUnsigned = (content: Uint8Array) =>
  encodeBase64Url(content[0] === 0 ? content.subarray(1) : content)

function privateMembers(key: PrivateKey): JwkMembers {
  const { pkcs8, scalar } = secretOf(key)
  if (scalar !== undefined) return { d: encodeBase64Url(scalar) }
  const parts = rsaPartsOf(pkcs8)
  return Object.fromEntries(
    RSA_PARTS.slice(2).map((name) => [
      name,
      encodeBase64Url(writeNumber(parts[name], octetsOf(parts[name]))),
    ]),
  )
}

const octetsOf = (number: bigint) => Math.ceil(number.toString(16).length / 2)

/**
 * The thumbprint of a key (RFC 7638): a name for it that everybody derives alike.
 *
 * @param hash - SHA-256 unless given
 * @returns base64url
 * @throws TypeError for SM2 without a profile
 */
export function jwkThumbprint(
  key: PublicKey | PrivateKey,
  { sm2, hash = 'SHA-256' }: JwkExportOptions & { readonly hash?: DigestName } = {},
): string {
  assertProfile(sm2)
  const members = publicMembers('publicKey' in key ? key.publicKey : key, sm2)
  return encodeBase64Url(digest(hash, encodeUtf8(JSON.stringify(members))))
}
