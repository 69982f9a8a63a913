import { readTruthJson } from '@xinyin/testkit'
import { decryptSm4Gcm, encryptSm4Gcm } from '../../src/gm/index.ts'
import {
  CoreError,
  decodeBase64Url,
  decodeHex,
  decodeUtf8,
  encodeHex,
  encodeUtf8,
  equalSecrets,
  hmac,
  joseScheme,
  parsePublicKey,
  signatureScheme,
} from '../../src/index.ts'
import { type JsonObject, parseStrictJsonObject } from '../../src/json/index.ts'
import { parseJwk } from '../../src/keys/index.ts'

interface Entry {
  readonly tcId: number
  readonly result: 'valid' | 'invalid' | 'acceptable'
  readonly [member: string]: unknown
}

interface Group {
  readonly tests: readonly Entry[]
  readonly [member: string]: unknown
}

/** A case whose outcome is not the stated one, and why that is right. */
interface Exception {
  readonly cases: readonly number[]
  readonly because: string
}

/** One file of Wycheproof: how its cases are run, and which of them end otherwise than stated. */
interface Suite {
  readonly file: string
  readonly exceptions: readonly Exception[]
  holds(group: Group, entry: Entry): Promise<boolean>
}

const hex = (value: unknown) => decodeHex(String(value))

const verifyWith =
  (oid: string, parameters?: Uint8Array): Suite['holds'] =>
  async ({ publicKeyDer }, { msg, sig }) =>
    signatureScheme({ oid, parameters })!.verify(parsePublicKey(hex(publicKeyDer)), hex(msg), hex(sig))

/** RSASSA-PSS-params of SHA-256, MGF1 with SHA-256, a salt of 32. */
const PSS = decodeHex(
  '3034a00f300d06096086480165030402010500a11c301a06092a864886f70d010108300d06096086480165030402010500a203020120',
)

const HMACS = { HS256: 'SHA-256', HS384: 'SHA-384', HS512: 'SHA-512' } as const

/** A compact JWS under the one key of its group, read as strictly as its parts allow. */
const verifyJws: Suite['holds'] = async (group, { jws }) => {
  const key = (group['public'] ?? group['private']) as JsonObject
  const parts = String(jws).split('.')
  const [header = '', payload = '', signature = ''] = parts
  if (parts.length !== 3) return false
  const { alg, crit, b64 } = parseStrictJsonObject(decodeUtf8(decodeBase64Url(header)))
  if (typeof alg !== 'string' || crit !== undefined || b64 !== undefined) return false
  decodeBase64Url(payload)
  const message = encodeUtf8(`${header}.${payload}`)
  if (key['kty'] === 'oct') {
    if (alg !== key['alg'] || !Object.hasOwn(HMACS, alg)) return false
    const mac = hmac(HMACS[alg as keyof typeof HMACS], decodeBase64Url(String(key['k'])), message)
    return equalSecrets(mac, decodeBase64Url(signature))
  }
  const { publicKey, algorithm } = parseJwk(key, { operation: 'verify' })
  const scheme = joseScheme(alg)
  if (scheme === undefined || (algorithm ?? alg) !== alg) return false
  return scheme.verify(publicKey, message, decodeBase64Url(signature))
}

export const WYCHEPROOF: readonly Suite[] = [
  { file: 'ecdsa_secp256r1_sha256', exceptions: [], holds: verifyWith('1.2.840.10045.4.3.2') },
  { file: 'ecdsa_secp384r1_sha384', exceptions: [], holds: verifyWith('1.2.840.10045.4.3.3') },
  {
    file: 'ecdsa_secp256r1_sha256_p1363',
    exceptions: [],
    holds: async ({ publicKeyDer }, { msg, sig }) =>
      joseScheme('ES256')!.verify(parsePublicKey(hex(publicKeyDer)), hex(msg), hex(sig)),
  },
  { file: 'rsa_signature_2048_sha256', exceptions: [], holds: verifyWith('1.2.840.113549.1.1.11') },
  { file: 'rsa_pss_2048_sha256_mgf1_32', exceptions: [], holds: verifyWith('1.2.840.113549.1.1.10', PSS) },
  {
    file: 'hmac_sm3',
    exceptions: [],
    holds: async ({ tagSize }, { key, msg, tag }) =>
      encodeHex(hmac('SM3', hex(key), hex(msg)).subarray(0, Number(tagSize) / 8)) === tag,
  },
  {
    file: 'sm4_gcm',
    exceptions: [],
    async holds(_, { key, iv, aad, msg, ct, tag }) {
      const parameters = { key: hex(key), iv: hex(iv), associatedData: hex(aad) }
      const plaintext = decryptSm4Gcm(parameters, hex(`${ct}${tag}`))
      return encodeHex(plaintext) === msg && encodeHex(encryptSm4Gcm(parameters, plaintext)) === `${ct}${tag}`
    },
  },
  {
    file: 'json_web_signature',
    exceptions: [
      {
        cases: [346, 350],
        because: 'the key says PS256 and the token PS384: a key is for its own algorithm',
      },
      {
        cases: [347, 351],
        because: 'the key says ES521, which is no name of an algorithm: RFC 7518 has ES512',
      },
      {
        cases: [367, 370],
        because: 'stated to be invalid, but octet for octet a token that is stated to be valid',
      },
      {
        cases: [372, 373],
        because: 'stated to be valid, with a character in it that base64url does not have',
      },
    ],
    holds: verifyJws,
  },
  {
    file: 'json_web_crypto',
    exceptions: [
      { cases: [48], because: 'takes one secret out of a set of them: sets are read of public keys only' },
      { cases: [50, 67], because: 'encrypted tokens (JWE): none are read' },
    ],
    holds: verifyJws,
  },
]

/** Runs a file and returns the cases that came out otherwise than stated. */
export async function disagreements({ file, holds }: Suite): Promise<{ count: number; wrong: number[] }> {
  const { testGroups } = readTruthJson<{ testGroups: readonly Group[] }>(`wycheproof/${file}_test.json`)
  const wrong: number[] = []
  let count = 0
  for (const group of testGroups) {
    for (const entry of group.tests) {
      count++
      // What cannot be read is refused as well as what does not hold; anything but a coded refusal is a failure.
      const held = await holds(group, entry).catch((error: unknown) => {
        if (error instanceof CoreError || error instanceof RangeError) return false
        throw error
      })
      // `acceptable` is what a strict reader refuses: the one case leaves out the NULL in DigestInfo (RFC 8017, 9.2,
      // note 2), and we compare encodings, as 8.2.2 does and OpenSSL and WebCrypto do.
      if (held !== (entry.result === 'valid')) wrong.push(entry.tcId)
    }
  }
  return { count, wrong }
}
