import { equalBytes } from '../../bytes/sequence.ts'
import { digest } from '../../crypto/digest.ts'
import { exportPrivateKey } from '../../crypto/export-private-key.ts'
import { type Pbkdf2Hash, pbkdf2 } from '../../crypto/pbkdf2.ts'
import { subjectPublicKey } from '../../crypto/pkcs8.ts'
import type { PrivateKey } from '../../crypto/private-key.ts'
import { randomBytes } from '../../crypto/random.ts'
import { TAG } from '../../der/tag.ts'
import {
  encodeContext,
  encodeElement,
  encodeInteger,
  encodeNull,
  encodeOctetString,
  encodeOid,
  encodeSequence,
  encodeSetOf,
} from '../../der/write.ts'
import type { Certificate } from '../../x509/certificate.ts'
import { createBudget } from '../limits.ts'
import {
  encodeCodeUnits,
  forgetForms,
  type Password,
  type PasswordForms,
  passwordForms,
} from '../password.ts'
import { chooseEncryption, type Encryption, encryptPbes2 } from '../pbes2.ts'
import { encodeHmac, encodePbkdf2 } from '../pbkdf2-parameters.ts'
import { derivePkcs12, hashLength, macOf } from './derive.ts'
import { MAC_HASHES } from './mac.ts'
import { PKCS12_OIDS } from './oid.ts'

/** What goes into a PKCS#12 file, and how it is protected. */
export interface Pkcs12Content extends Encryption {
  readonly privateKey: PrivateKey
  /** The certificate of the key, then those that issued it. */
  readonly certificates: readonly Certificate[]
  readonly password: Password
  /** Shown by programs that list keys; Java calls it the alias. */
  readonly friendlyName?: string
  /**
   * `PKCS12` is the MAC that every program reads. `PBMAC1` (RFC 9579) rests on PBKDF2, as the encryption does; OpenSSL
   * reads it from 3.4, but not that with SM3. `PKCS12` unless given.
   */
  readonly mac?: 'PKCS12' | 'PBMAC1'
}

/**
 * Makes a PKCS#12 file (RFC 7292) of a key and its certificates: both encrypted with PBES2, and a MAC over all with
 * the hash of the encryption, after as many iterations. OpenSSL reads it, and Java that with AES.
 *
 * @returns DER
 * @throws TypeError where the first certificate is not that of the key
 * @example
 * ```ts
 * const file = await createPkcs12({ privateKey, certificates: [certificate, issuer], password, friendlyName: '电子印章' })
 * ```
 */
export async function createPkcs12(content: Pkcs12Content): Promise<Uint8Array> {
  const { privateKey, certificates, friendlyName, mac = 'PKCS12' } = content
  if (mac !== 'PKCS12' && mac !== 'PBMAC1')
    throw new TypeError(`mac: expected PKCS12 or PBMAC1, found ${String(mac)}`)
  assertOwn(privateKey, certificates)
  const encryption = chooseEncryption(content)
  const forms = passwordForms(content.password)
  try {
    const keyId = digest('SHA-256', privateKey.publicKey.spki).subarray(0, 20)
    const own = attributes(friendlyName, keyId)
    const pkcs8 = exportPrivateKey(privateKey)
    const key = await encryptPbes2(forms.octets, pkcs8, encryption)
    pkcs8.fill(0)
    const keyBag = safeBag(
      PKCS12_OIDS.shroudedKeyBag,
      encodeSequence(key.algorithm, encodeOctetString(key.ciphertext)),
      own,
    )
    const parts = [contentInfo(encodeSequence(keyBag))]
    if (certificates.length > 0) {
      const bags = certificates.map((certificate, index) =>
        certificateBag(certificate, index === 0 ? own : []),
      )
      parts.push(encryptedInfo(await encryptPbes2(forms.octets, encodeSequence(...bags), encryption)))
    }
    const safe = encodeSequence(...parts)
    const compute = mac === 'PBMAC1' ? pbmac1 : pkcs12Mac
    return encodeSequence(encodeInteger(3), contentInfo(safe), await compute(safe, forms, encryption))
  } finally {
    forgetForms(forms)
  }
}

function assertOwn({ publicKey }: PrivateKey, [first]: readonly Certificate[]): void {
  if (first === undefined) return
  if (!equalBytes(subjectPublicKey(first.publicKey), subjectPublicKey(publicKey)))
    throw new TypeError('certificates: the first is not that of the key')
}

/** `ContentInfo` of type data. */
const contentInfo = (content: Uint8Array): Uint8Array =>
  encodeSequence(encodeOid(PKCS12_OIDS.data), encodeContext(0, encodeOctetString(content)))

/** `ContentInfo` of type encrypted data (RFC 5652, 8). */
function encryptedInfo({
  algorithm,
  ciphertext,
}: {
  algorithm: Uint8Array
  ciphertext: Uint8Array
}): Uint8Array {
  const content = encodeSequence(encodeOid(PKCS12_OIDS.data), algorithm, encodeElement(0x80, ciphertext))
  return encodeSequence(
    encodeOid(PKCS12_OIDS.encryptedData),
    encodeContext(0, encodeSequence(encodeInteger(0), content)),
  )
}

const safeBag = (oid: string, value: Uint8Array, own: readonly Uint8Array[]): Uint8Array =>
  encodeSequence(encodeOid(oid), encodeContext(0, value), ...(own.length === 0 ? [] : [encodeSetOf(...own)]))

function certificateBag({ raw }: Certificate, own: readonly Uint8Array[]): Uint8Array {
  const value = encodeSequence(
    encodeOid(PKCS12_OIDS.x509Certificate),
    encodeContext(0, encodeOctetString(raw)),
  )
  return safeBag(PKCS12_OIDS.certificateBag, value, own)
}

function attributes(friendlyName: string | undefined, keyId: Uint8Array): Uint8Array[] {
  const attribute = (oid: string, value: Uint8Array) => encodeSequence(encodeOid(oid), encodeSetOf(value))
  const id = attribute(PKCS12_OIDS.localKeyId, encodeOctetString(keyId))
  if (friendlyName === undefined) return [id]
  const name = encodeElement(TAG.bmpString, encodeCodeUnits(friendlyName))
  return [attribute(PKCS12_OIDS.friendlyName, name), id]
}

interface MacChoice {
  readonly hash: Pbkdf2Hash
  readonly iterations: number
}

/** `MacData` (RFC 7292, 4). */
async function pkcs12Mac(safe: Uint8Array, { units }: PasswordForms, { hash, iterations }: MacChoice) {
  const salt = randomBytes(16)
  const derivation = { hash, salt, iterations, purpose: 'mac', length: hashLength(hash) } as const
  const key = await derivePkcs12(units, derivation, createBudget())
  const [oid = ''] = Object.entries(MAC_HASHES).find(([, known]) => known === hash) ?? []
  const algorithm = encodeSequence(encodeOid(oid), encodeNull())
  return macData(algorithm, macOf(hash, key, safe), salt, iterations)
}

/** `MacData` with PBMAC1 (RFC 9579, 4), whose salt and iterations stand in its own parameters. */
async function pbmac1(safe: Uint8Array, { octets }: PasswordForms, { hash, iterations }: MacChoice) {
  const parameters = { hash, salt: randomBytes(16), iterations, keyLength: hashLength(hash) }
  const key = await pbkdf2(hash, octets, parameters.salt, iterations, parameters.keyLength)
  const scheme = encodeSequence(encodePbkdf2(parameters), encodeHmac(hash))
  const algorithm = encodeSequence(encodeOid(PKCS12_OIDS.pbmac1), scheme)
  return macData(algorithm, macOf(hash, key, safe), parameters.salt, 1)
}

function macData(algorithm: Uint8Array, mac: Uint8Array, salt: Uint8Array, iterations: number): Uint8Array {
  const digestInfo = encodeSequence(algorithm, encodeOctetString(mac))
  // One iteration is the default, which DER does not write.
  const stated = iterations === 1 ? [] : [encodeInteger(iterations)]
  return encodeSequence(digestInfo, encodeOctetString(salt), ...stated)
}
