import {
  decodeBase64Url,
  decodeUtf8,
  encodeBase64Url,
  encodeUtf8,
  joseScheme,
  type Signer,
  TrustError,
} from '@xinyin/core'
import { encodeSequence, encodeUnsignedInteger } from '@xinyin/core/der'
import { canonicalizeJson, isJsonObject, type JsonValue, parseIJson } from '@xinyin/core/json'
import { SM2_WITH_SM3 } from '../../seal/algorithm.ts'
import { SM2_STATEMENT_PROFILE, signStatement } from '../../statement/jws.ts'
import { dataError } from './codes.ts'
import { type DataContent, digestData } from './content.ts'
import { type DataDescription, readDescription } from './description.ts'
import { type JwsPreparation, signingTime } from './preparation.ts'
import { faultOf, type OpenState } from './state.ts'

/** `typ` of a JWS over data, which keeps it apart from every other kind (RFC 8725, 3.11). Not registered. */
export const DATA_SEAL_TYPE = 'data-seal+jws'

/** What the JWS says of the data: the data itself is not in it. */
export interface DataClaims {
  readonly sm3: Uint8Array
  readonly description: DataDescription
}

/** A DER value of the right shape that no signature has, to be replaced. */
const NO_VALUE = encodeSequence(
  encodeUnsignedInteger(Uint8Array.of(1)),
  encodeUnsignedInteger(Uint8Array.of(1)),
)

/** What is to be signed for a JWS over data: header and claims (RFC 7515, 5.1). */
export async function prepareJws(content: DataContent, options: JwsPreparation) {
  const { certificate, intermediates = [], sm2 = SM2_STATEMENT_PROFILE, name, mediaType } = options
  const at = signingTime(options.at)
  const key: Signer = {
    publicKey: certificate.publicKey,
    algorithm: SM2_WITH_SM3,
    sign: async () => NO_VALUE,
  }
  const { sm3 } = await digestData(content)
  const claims: Record<string, JsonValue> = { digest: { algorithm: 'SM3', value: encodeBase64Url(sm3) } }
  if (name !== undefined) claims['name'] = name
  if (mediaType !== undefined) claims['mediaType'] = mediaType
  const signing = { key, certificates: [certificate, ...intermediates] as const, sm2 }
  const unsigned = await signStatement(canonicalizeJson(claims), DATA_SEAL_TYPE, at, signing)
  return { toSign: encodeUtf8(unsigned.slice(0, unsigned.lastIndexOf('.'))), sm2 }
}

/** @throws SealError `ERR_DATA_STATE` */
export async function finishJws(
  { toSign, certificate: { publicKey }, sm2 }: OpenState,
  signature: Uint8Array,
): Promise<string> {
  if (sm2 === undefined) throw faultOf('sm2')
  const key: Signer = { publicKey, algorithm: SM2_WITH_SM3, sign: async () => signature }
  const value = await joseScheme(sm2)?.sign(key, toSign)
  if (value === undefined) throw faultOf('sm2')
  return `${decodeUtf8(toSign)}.${encodeBase64Url(value)}`
}

/**
 * Reads the claims of a JWS over data.
 *
 * @throws SealError `ERR_DATA_JWS`; CoreError `ERR_BYTES_*`, `ERR_JSON_*`
 */
export function parseDataClaims(payload: Uint8Array): DataClaims {
  const value = parseIJson(decodeUtf8(payload), 4)
  if (!isJsonObject(value)) throw faultOfClaims('-')
  const { digest, ...others } = value
  const description = readDescription(others)
  if (description === undefined) throw faultOfClaims('name, mediaType')
  if (!isJsonObject(digest) || Object.keys(digest).sort().join() !== 'algorithm,value')
    throw faultOfClaims('digest')
  if (digest['algorithm'] !== 'SM3') throw faultOfClaims('digest.algorithm')
  return { sm3: readDigest(digest['value']), description }
}

function readDigest(value: JsonValue | undefined): Uint8Array {
  if (typeof value === 'string' && value.length === 43) {
    try {
      return decodeBase64Url(value)
    } catch (error) {
      if (!(error instanceof TrustError)) throw error
    }
  }
  throw faultOfClaims('digest.value')
}

const faultOfClaims = (member: string) => dataError('ERR_DATA_JWS', { member })
