import { type Certificate, decodeBase64, encodeBase64, parseCertificate } from '@xinyin/core'
import type { JsonObject, JsonValue } from '@xinyin/core/json'
import { sdJwtError } from './codes.ts'

const LIMIT = 10

/**
 * The certificates in a header: the signer's first, each issued by the next (RFC 7515, 4.1.6). They are trusted for
 * nothing; a path to an anchor is still to be found.
 *
 * @throws LicenceError `ERR_LICENCE_ISSUER_CERTIFICATE`; CoreError of `parseCertificate` and of the
 * first one's key
 */
export function parseX5c(header: JsonObject): readonly [Certificate, ...Certificate[]] {
  const texts: JsonValue | undefined = Object.hasOwn(header, 'x5c') ? header['x5c'] : undefined
  if (!Array.isArray(texts) || texts.length > LIMIT) throw sdJwtError('ERR_LICENCE_ISSUER_CERTIFICATE')
  const [leaf, ...others] = texts.map((text: JsonValue) => {
    if (typeof text !== 'string') throw sdJwtError('ERR_LICENCE_ISSUER_CERTIFICATE')
    return parseCertificate(decodeBase64(text))
  })
  if (leaf === undefined) throw sdJwtError('ERR_LICENCE_ISSUER_CERTIFICATE')
  // A key is read when it is asked for; that of the signer is needed, and a bad one said to be so here.
  leaf.publicKey
  return [leaf, ...others]
}

/** The header that carries certificates. Roots are left out: a verifier has its own or should not trust this one. */
export function encodeX5c(certificates: readonly Certificate[]): JsonObject {
  return { x5c: certificates.slice(0, LIMIT).map(({ raw }) => encodeBase64(raw)) }
}
