import type { PrivateKey } from '../../crypto/private-key.ts'
import { parseBer, readBerOctets } from '../../der/ber.ts'
import { children, type DerCursor, type DerNode, expectTag, openDer } from '../../der/read.ts'
import { contextTag, TAG } from '../../der/tag.ts'
import { readOid, readSmallInteger } from '../../der/value.ts'
import { CoreError } from '../../errors.ts'
import type { Certificate } from '../../x509/certificate.ts'
import { keysError } from '../codes.ts'
import { decryptWithPassword } from '../decrypt.ts'
import { createBudget, type KeyFileLimits } from '../limits.ts'
import { forgetForms, type Password, passwordForms } from '../password.ts'
import { type Bag, type BagAttributes, type BagContext, parseInside, readSafeContents } from './bag.ts'
import { chainOf } from './chain.ts'
import { verifyMac } from './mac.ts'
import { PKCS12_OIDS } from './oid.ts'

/** A private key of a PKCS#12 file. */
export interface Pkcs12Key extends BagAttributes {
  readonly privateKey: PrivateKey
  /** Its certificate and those that issued it, as far as the file holds them; found by name, not verified. */
  readonly certificates: readonly Certificate[]
}

/** What a PKCS#12 file holds. */
export interface Pkcs12 {
  readonly keys: readonly Pkcs12Key[]
  /** All certificates in their order, those of the keys included. */
  readonly certificates: readonly Certificate[]
}

/**
 * Opens a PKCS#12 file (`.p12`, `.pfx`; RFC 7292): its MAC is verified first, then its parts are decrypted.
 *
 * Read are BER as well as DER, MACs with SHA-1, SHA-2 and SM3 and PBMAC1 (RFC 9579), PBES2 with AES, SM4 and triple
 * DES, and the schemes of old files with triple DES and RC2. A file without a MAC is refused, and so is one that is
 * encrypted or signed with a public key.
 *
 * @param password - text, or UTF-8
 * @throws CoreError `ERR_KEYS_PASSWORD` for a MAC that does not fit, `ERR_KEYS_UNPROTECTED`, `ERR_KEYS_PKCS12`,
 *   `ERR_KEYS_ALGORITHM`, `ERR_KEYS_EFFORT`, `ERR_KEYS_COUNT`, and what `parsePrivateKey` and `parseCertificate` throw
 * @example
 * ```ts
 * const { keys } = await parsePkcs12(await readFile('signer.p12'), password)
 * const signer = createSigner(keys[0].privateKey)
 * ```
 */
export async function parsePkcs12(
  bytes: Uint8Array,
  password: Password,
  limits: Partial<KeyFileLimits> = {},
): Promise<Pkcs12> {
  const budget = createBudget(limits)
  const forms = passwordForms(password)
  try {
    const { maxBytes } = budget.limits
    const pfx = openDer(parseBer(new Uint8Array(bytes), { maxBytes, maxDepth: 24 }))
    if (readSmallInteger(pfx.next()) !== 3) throw keysError('ERR_KEYS_PKCS12')
    const content = readBerOctets(readData(pfx.next()))
    const macData = pfx.optional(TAG.sequence)
    pfx.end()
    if (macData === undefined) throw keysError('ERR_KEYS_UNPROTECTED')
    const fitting = await verifyMac(macData, content, forms, budget)
    return arrange(await readAuthenticatedSafe(content, { password: fitting, budget }))
  } catch (cause) {
    if (cause instanceof CoreError && cause.code.startsWith('ERR_DER_'))
      throw keysError('ERR_KEYS_PKCS12', {}, cause)
    throw cause
  } finally {
    forgetForms(forms)
  }
}

/** The content of a `ContentInfo` of type data: what else there may be is encrypted or signed with public keys. */
function readData(node: DerNode): DerNode {
  const fields = openDer(node)
  const oid = readOid(fields.next())
  if (oid !== PKCS12_OIDS.data) throw keysError('ERR_KEYS_ALGORITHM', { algorithm: oid })
  return readOnly(fields)
}

/** The one element of `[0] EXPLICIT`, which is the last field. */
function readOnly(fields: DerCursor): DerNode {
  const [only, ...more] = children(fields.next(contextTag(0)))
  fields.end()
  if (only === undefined || more.length > 0) throw keysError('ERR_KEYS_PKCS12')
  return only
}

/** `AuthenticatedSafe` (RFC 7292, 4.1): each of its parts is plain, or encrypted with the password. */
async function readAuthenticatedSafe(content: Uint8Array, context: BagContext): Promise<Bag[]> {
  const bags: Bag[] = []
  for (const info of children(expectTag(parseInside(content), TAG.sequence))) {
    context.budget.enter()
    const isEncrypted = readOid(openDer(info).next()) === PKCS12_OIDS.encryptedData
    const safe = isEncrypted ? await decryptData(info, context) : readBerOctets(readData(info))
    bags.push(...(await readSafeContents(parseInside(safe), context)))
  }
  return bags
}

/** `EncryptedData` (RFC 5652, 8). */
async function decryptData(info: DerNode, { password, budget }: BagContext): Promise<Uint8Array> {
  const outer = openDer(info)
  outer.next()
  const fields = openDer(readOnly(outer))
  readSmallInteger(fields.next())
  const encrypted = openDer(fields.next())
  fields.optional(contextTag(1))
  fields.end()
  if (readOid(encrypted.next()) !== PKCS12_OIDS.data) throw keysError('ERR_KEYS_PKCS12')
  const algorithm = encrypted.next(TAG.sequence)
  const ciphertext = readBerOctets(encrypted.next(), contextTag(0, 'primitive'))
  encrypted.end()
  return decryptWithPassword(algorithm, password, ciphertext, budget)
}

function arrange(bags: readonly Bag[]): Pkcs12 {
  const certificates = bags.filter((bag) => 'certificate' in bag)
  const keys = bags
    .filter((bag) => 'privateKey' in bag)
    .map(({ privateKey, friendlyName, localKeyId }) => ({
      privateKey,
      certificates: chainOf(privateKey, localKeyId, certificates),
      friendlyName,
      localKeyId,
    }))
  return { keys, certificates: certificates.map(({ certificate }) => certificate) }
}
