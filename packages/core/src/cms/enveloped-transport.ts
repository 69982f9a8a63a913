import { DIGEST_OIDS, SHA1_OID } from '../crypto/digest-oid.ts'
import type { AlgorithmIdentifier, PublicKey } from '../crypto/key.ts'
import { type PrivateKey, secretOf } from '../crypto/private-key.ts'
import { modulusLength } from '../crypto/rsa-verify.ts'
import { decryptSm2, encryptSm2 } from '../crypto/sm2-encryption.ts'
import { type DerNode, openDer, parseDer } from '../der/read.ts'
import { contextTag } from '../der/tag.ts'
import { readOctetString } from '../der/value.ts'
import { encodeContext, encodeNull, encodeOid, encodeSequence } from '../der/write.ts'
import { readAlgorithmIdentifier } from '../x509/algorithm.ts'
import { cmsError } from './codes.ts'

const OAEP = '1.2.840.113549.1.1.7'
const MGF1 = '1.2.840.113549.1.1.8'
const SPECIFIED = '1.2.840.113549.1.1.9'

/** `1.2.156.10197.1.301.3` encrypts with SM2 (GM/T 0006-2012); BouncyCastle also knows it by the name with SM3 in it. */
const SM2_ENCRYPTION = ['1.2.156.10197.1.301.3', '1.2.156.10197.1.301.3.2.1']

/** OAEP does not rest on collisions, so that SHA-1, which is what nothing said stands for, is read; it is never written. */
const HASHES: ReadonlyMap<string, string> = /* @__PURE__ */ new Map([
  [SHA1_OID, 'SHA-1'],
  [DIGEST_OIDS['SHA-256'], 'SHA-256'],
  [DIGEST_OIDS['SHA-384'], 'SHA-384'],
  [DIGEST_OIDS['SHA-512'], 'SHA-512'],
])

/** A content key on its way to one recipient. */
export interface TransportedKey {
  /** DER `AlgorithmIdentifier`. */
  readonly algorithm: Uint8Array
  readonly encryptedKey: Uint8Array
}

const own = (bytes: Uint8Array) => Uint8Array.from(bytes)

/** Encrypts a content key for the holder of an RSA key (RSAES-OAEP with SHA-256, RFC 3560) or an SM2 key (GB/T 35275). */
export async function transportKey(publicKey: PublicKey, key: Uint8Array): Promise<TransportedKey> {
  if (publicKey.kind === 'SM2') {
    const encryptedKey = await encryptSm2(publicKey, key, { encoding: 'DER' })
    return { algorithm: encodeSequence(encodeOid(SM2_ENCRYPTION[0] ?? '')), encryptedKey }
  }
  const { subtle } = globalThis.crypto
  const scheme = { name: 'RSA-OAEP', hash: 'SHA-256' }
  const imported = await subtle.importKey('spki', own(publicKey.spki), scheme, false, ['encrypt'])
  const hash = encodeSequence(encodeOid(DIGEST_OIDS['SHA-256']), encodeNull())
  const mask = encodeSequence(encodeOid(MGF1), hash)
  const parameters = encodeSequence(encodeContext(0, hash), encodeContext(1, mask))
  return {
    algorithm: encodeSequence(encodeOid(OAEP), parameters),
    encryptedKey: new Uint8Array(await subtle.encrypt(scheme, imported, own(key))),
  }
}

/** Gives the content key back. What it throws says more than an attacker should hear. */
export type OpenKey = (privateKey: PrivateKey, encryptedKey: Uint8Array) => Promise<Uint8Array>

/**
 * How a content key that came under this algorithm is decrypted.
 *
 * PKCS #1 v1.5 is refused: whoever may ask often enough whether a message decrypts learns what is in it
 * (Bleichenbacher's attack).
 *
 * @throws CoreError `ERR_CMS_ENVELOPE_ALGORITHM`
 */
export function keyTransport(algorithm: AlgorithmIdentifier, { kind }: PrivateKey): OpenKey {
  const { oid, parameters } = algorithm
  if (kind === 'SM2' && SM2_ENCRYPTION.includes(oid))
    return (privateKey, encryptedKey) => decryptSm2(privateKey, encryptedKey, { encoding: 'DER' })
  if (kind === 'RSA' && oid === OAEP && parameters !== undefined) {
    const hash = readOaepHash(parseDer(parameters))
    if (hash !== undefined) return (privateKey, encryptedKey) => decryptOaep(hash, privateKey, encryptedKey)
  }
  throw cmsError('ERR_CMS_ENVELOPE_ALGORITHM', { algorithm: oid })
}

async function decryptOaep(
  hash: string,
  privateKey: PrivateKey,
  encryptedKey: Uint8Array,
): Promise<Uint8Array> {
  // RFC 8017, 7.1.2, step 1 (b): platforms take an encrypted key that lost the zeros in front.
  if (encryptedKey.length !== modulusLength(privateKey.publicKey)) throw cmsError('ERR_CMS_DECRYPT')
  const { subtle } = globalThis.crypto
  const scheme = { name: 'RSA-OAEP', hash }
  const imported = await subtle.importKey('pkcs8', own(secretOf(privateKey).pkcs8), scheme, false, [
    'decrypt',
  ])
  return new Uint8Array(await subtle.decrypt(scheme, imported, own(encryptedKey)))
}

/** `RSAES-OAEP-params` (RFC 4055, 4.1) with one hash for both uses and no label; nothing for any other. */
function readOaepHash(node: DerNode): string | undefined {
  const fields = openDer(node)
  const [hash, mask, source] = [0, 1, 2].map((number) => {
    const tagged = fields.optional(contextTag(number))
    return tagged && readAlgorithmIdentifier(parseDer(tagged.content))
  })
  fields.end()
  const hashOid = hash?.oid ?? SHA1_OID
  const maskHash = mask?.parameters && readAlgorithmIdentifier(parseDer(mask.parameters)).oid
  const sameHash = mask === undefined ? hashOid === SHA1_OID : mask.oid === MGF1 && maskHash === hashOid
  const label = source?.parameters && readOctetString(parseDer(source.parameters))
  const noLabel = source === undefined || (source.oid === SPECIFIED && label?.length === 0)
  return sameHash && noLabel ? HASHES.get(hashOid) : undefined
}
