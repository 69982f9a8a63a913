import { encodeBase64Url } from '../bytes/base64.ts'
import { decodeUtf8, encodeUtf8 } from '../bytes/utf8.ts'
import type { Sm2JoseProfile } from '../crypto/jose.ts'
import type { PrivateKey } from '../crypto/private-key.ts'
import type { JsonObject } from '../json/parse.ts'
import { completeLimits } from '../limits.ts'
import type { Signer } from '../ports.ts'
import { decodeBase64UrlInTurns, encodeBase64UrlInTurns, encodedLength } from '../turns/base64.ts'
import { jwsError } from './codes.ts'
import { DEFAULT_JWS_LIMITS, type Jws, type JwsLimits, parseJws } from './parse.ts'
import { SM2_JWS_PROFILE, signingScheme } from './scheme.ts'

const DOT = 0x2e
/** Characters of a signature: four times what RSA of 16,384 bits takes. */
const MAX_SIGNATURE = 16 * 1024

/**
 * Takes a compact JWS of megabytes apart, as {@link parseJws} does, but gives way to others meanwhile. The octets must not
 * change until then, nor until the signature was verified: `signed` lies in them.
 *
 * @throws CoreError as {@link parseJws}; what is no base64url is `ERR_BYTES_BASE64`, a dot too many among it
 * @throws RangeError for limits that are none
 */
export async function parseJwsInTurns(jws: Uint8Array, limits: Partial<JwsLimits> = {}): Promise<Jws> {
  const { maxBytes, maxHeaderBytes } = completeLimits(DEFAULT_JWS_LIMITS, limits)
  if (jws.length > maxBytes) throw jwsError('ERR_JWS_SIZE', { limit: maxBytes, unit: 'bytes' })
  const first = jws.subarray(0, maxHeaderBytes + 1).indexOf(DOT)
  const end = jws.subarray(-MAX_SIGNATURE)
  const second = jws.length - end.length + end.lastIndexOf(DOT)
  if (first < 0 && jws.length > maxHeaderBytes)
    throw jwsError('ERR_JWS_SIZE', { limit: maxHeaderBytes, unit: 'header' })
  if (!end.includes(DOT) || second <= first) throw jwsError('ERR_JWS_FORM')
  // The rules for header and signature are in one place: what stands between them is read here.
  const around = parseJws(`${decodeUtf8(jws.subarray(0, first))}..${decodeUtf8(jws.subarray(second + 1))}`, {
    maxHeaderBytes,
  })
  return {
    ...around,
    signed: jws.subarray(0, second),
    payload: await decodeBase64UrlInTurns(jws.subarray(first + 1, second)),
  }
}

/**
 * Signs megabytes as a compact JWS, as `signJws` does, but gives way to others meanwhile. The payload must not change
 * until then.
 *
 * @returns the octets of the text
 * @throws TypeError for a key that signs by no JOSE algorithm, and a header that names one
 */
export async function signJwsInTurns(
  header: JsonObject,
  payload: Uint8Array,
  key: PrivateKey | Signer,
  sm2: Sm2JoseProfile = SM2_JWS_PROFILE,
): Promise<Uint8Array> {
  if (Object.hasOwn(header, 'alg')) throw new TypeError('header: the algorithm is that of the key')
  const scheme = signingScheme(key, sm2)
  const head = encodeUtf8(`${encodeBase64Url(encodeUtf8(JSON.stringify({ alg: scheme.alg, ...header })))}.`)
  const length = head.length + encodedLength(payload.length)
  const jws = new Uint8Array(length + MAX_SIGNATURE)
  jws.set(head)
  await encodeBase64UrlInTurns(payload, jws.subarray(head.length, length))
  const signature = await scheme.sign(key, jws.subarray(0, length))
  const tail = encodeUtf8(`.${encodeBase64Url(signature)}`)
  jws.set(tail, length)
  return jws.subarray(0, length + tail.length)
}
