import {
  type Check,
  decodeBase64Url,
  decodeUtf8,
  failed,
  failedBy,
  passed,
  skipped,
  TrustError,
} from '@xinyin/core'
import { compactDecrypt } from 'jose'
import { SsoError } from '../errors.ts'
import { type DecryptionKey, isJwk, KEY_ALGORITHMS, readableKey } from './decryption-key.ts'
import { type JsonObject, parseJsonObject } from './json.ts'

const CONTENT_ALGORITHMS = ['A128GCM', 'A256GCM', 'A128CBC-HS256', 'A256CBC-HS512']
const MAX_SIZE = 131_072

/** What is in an envelope: the check by which it is opened, and the code that tells why it is not. */
export interface Contents {
  readonly id: 'user-info.encryption' | 'response.encryption'
  readonly code: 'ERR_SSO_USER_INFO' | 'ERR_SSO_RESPONSE_ENCRYPTION'
}

type Refuse = (reason: string) => SsoError

/** Whether a text is what a JWE looks like, and no JWS. */
export const isEnvelope = (text: string): boolean => text.split('.', 6).length === 5

/** Five parts of canonical base64url, the second empty where the key is agreed and not sent (RFC 7516, 7.1). */
function checkForm(jwe: string, refuse: Refuse): void {
  if (jwe.length > MAX_SIZE || !isEnvelope(jwe)) throw refuse('not a compact JWE')
  try {
    for (const part of jwe.split('.')) decodeBase64Url(part)
  } catch {
    throw refuse('not a compact JWE')
  }
}

function readHeader(jwe: string, refuse: Refuse): JsonObject {
  try {
    return parseJsonObject(decodeUtf8(decodeBase64Url(jwe.slice(0, jwe.indexOf('.')))))
  } catch (error) {
    if (!(error instanceof TrustError)) throw error
    throw refuse('header of the JWE')
  }
}

/**
 * A header that demands nothing unusual: what is packed could be a bomb (`zip`), and what is critical not understood. Algorithms
 * are ours to choose, not the header's (RFC 8725, 3.1), and a key that says which it is for is for no other.
 */
function checkHeader({ alg, enc, zip, crit }: JsonObject, key: DecryptionKey, refuse: Refuse): void {
  if (zip !== undefined || crit !== undefined) throw refuse('header of the JWE')
  const isAmong = (name: unknown, names: readonly unknown[]) => names.includes(name)
  const agreed = isJwk(key) && key.alg !== undefined ? [key.alg] : KEY_ALGORITHMS
  if (!isAmong(alg, KEY_ALGORITHMS) || !isAmong(alg, agreed)) throw refuse('alg of the JWE')
  if (!isAmong(enc, CONTENT_ALGORITHMS)) throw refuse('enc of the JWE')
}

async function decryptJwe(jwe: string, key: DecryptionKey, refuse: Refuse): Promise<string> {
  checkForm(jwe, refuse)
  checkHeader(readHeader(jwe, refuse), key, refuse)
  try {
    const { plaintext } = await compactDecrypt(jwe, readableKey(key), {
      keyManagementAlgorithms: KEY_ALGORITHMS,
      contentEncryptionAlgorithms: CONTENT_ALGORITHMS,
    })
    return decodeUtf8(plaintext)
  } catch {
    // Which of the reasons it was is for nobody to learn.
    throw refuse('it does not decrypt')
  }
}

/**
 * Takes a message out of its envelope, by decrypting what was encrypted for the portal (RFC 7516, 5.2). Nothing is read that was
 * to be encrypted and is not, or was not to be and is.
 *
 * It says nothing of who wrote it: anybody can encrypt for a public key, so that what is inside has to be signed.
 *
 * @param key - the portal's, where encryption was agreed on
 * @param isEncrypted - whether the message is an envelope
 */
export async function openEnvelope(
  message: string,
  isEncrypted: boolean,
  key: DecryptionKey | undefined,
  { id, code }: Contents,
): Promise<{ readonly text: string | undefined; readonly check: Check }> {
  const refuse = (reason: string) => ({ text: undefined, check: failed(id, code, { reason }) })
  if (key === undefined)
    return isEncrypted ? refuse('encrypted') : { text: message, check: skipped(id, 'decryptionKey') }
  if (!isEncrypted) return refuse('not encrypted')
  try {
    const text = await decryptJwe(message, key, (reason) => new SsoError(code, { reason }))
    return { text, check: passed(id) }
  } catch (error) {
    return { text: undefined, check: failedBy(id, error) }
  }
}
