import { decodeBase64Url, decodeUtf8, TrustError } from '@xinyin/core'
import { type CryptoKey, compactDecrypt, type JWK } from 'jose'
import { SsoError } from '../errors.ts'
import { parseJsonObject } from './json.ts'

/** By what providers may encrypt for a portal's key (RFC 7518, 4.1): no passwords, no shared secrets, no RSA1_5. */
const KEY_ALGORITHMS = ['RSA-OAEP-256', 'ECDH-ES', 'ECDH-ES+A128KW', 'ECDH-ES+A256KW']
const CONTENT_ALGORITHMS = ['A128GCM', 'A256GCM', 'A128CBC-HS256', 'A256CBC-HS512']
const MAX_SIZE = 131_072

const refuse = (reason: string) => new SsoError('ERR_SSO_USER_INFO', { reason })

/** Five parts of canonical base64url, the second empty where the key is agreed and not sent (RFC 7516, 7.1). */
function checkForm(jwe: string): void {
  const parts = jwe.split('.')
  if (jwe.length > MAX_SIZE || parts.length !== 5) throw refuse('not a compact JWE')
  try {
    for (const part of parts) decodeBase64Url(part)
  } catch {
    throw refuse('not a compact JWE')
  }
}

/** A header that demands nothing unusual: what is packed could be a bomb (`zip`), and what is critical not understood. */
function checkHeader(header: string): void {
  try {
    const { zip, crit } = parseJsonObject(decodeUtf8(decodeBase64Url(header)))
    if (zip === undefined && crit === undefined) return
  } catch (error) {
    if (!(error instanceof TrustError)) throw error
  }
  throw refuse('header of the JWE')
}

/**
 * Decrypts what was encrypted for the portal (RFC 7516, 5.2). It says nothing of who wrote it: anybody can encrypt for a
 * public key, so that what is inside has to be signed.
 *
 * @throws SsoError `ERR_SSO_USER_INFO`
 */
export async function decryptJwe(jwe: string, key: CryptoKey | JWK): Promise<string> {
  checkForm(jwe)
  checkHeader(jwe.slice(0, jwe.indexOf('.')))
  try {
    const { plaintext } = await compactDecrypt(jwe, key, {
      keyManagementAlgorithms: KEY_ALGORITHMS,
      contentEncryptionAlgorithms: CONTENT_ALGORITHMS,
    })
    return decodeUtf8(plaintext)
  } catch {
    // Which of the reasons it was is for nobody to learn.
    throw refuse('it does not decrypt')
  }
}
