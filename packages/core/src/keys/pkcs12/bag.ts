import { encodeHex } from '../../bytes/hex.ts'
import { parsePrivateKey } from '../../crypto/pkcs8.ts'
import type { PrivateKey } from '../../crypto/private-key.ts'
import { parseBer, readBerOctets } from '../../der/ber.ts'
import { children, type DerCursor, type DerNode, expectTag, openDer } from '../../der/read.ts'
import { contextTag, TAG } from '../../der/tag.ts'
import { readOid, readString } from '../../der/value.ts'
import type { Certificate } from '../../x509/certificate.ts'
import { parseCertificate } from '../../x509/parse.ts'
import { keysError } from '../codes.ts'
import { decryptWithPassword } from '../decrypt.ts'
import type { Budget } from '../limits.ts'
import type { PasswordForms } from '../password.ts'
import { PKCS12_OIDS } from './oid.ts'

/** What a bag says of what is in it (RFC 7292, 4.2). */
export interface BagAttributes {
  readonly friendlyName: string | undefined
  /** Lower-case hexadecimal. */
  readonly localKeyId: string | undefined
}

/** A key or a certificate, with its attributes. */
export type Bag = BagAttributes &
  ({ readonly privateKey: PrivateKey } | { readonly certificate: Certificate })

/** What reading bags takes. */
export interface BagContext {
  readonly password: PasswordForms
  readonly budget: Budget
}

/**
 * Reads `SafeContents` (RFC 7292, 4.2). Revocation lists, secrets and certificates other than X.509 are left out.
 *
 * @param depth - of bags within bags
 * @throws CoreError `ERR_KEYS_PKCS12`, `ERR_KEYS_COUNT`, and what reading a bag throws
 */
export async function readSafeContents(node: DerNode, context: BagContext, depth = 1): Promise<Bag[]> {
  if (depth > context.budget.limits.maxDepth) throw keysError('ERR_KEYS_PKCS12')
  const bags: Bag[] = []
  for (const element of children(expectTag(node, TAG.sequence))) {
    context.budget.enter()
    bags.push(...(await readSafeBag(openDer(element), context, depth)))
  }
  return bags
}

async function readSafeBag(bag: DerCursor, context: BagContext, depth: number): Promise<Bag[]> {
  const oid = readOid(bag.next())
  const [value, ...more] = children(bag.next(contextTag(0)))
  const attributes = readAttributes(bag.optional(TAG.set))
  bag.end()
  if (value === undefined || more.length > 0) throw keysError('ERR_KEYS_PKCS12')

  switch (oid) {
    case PKCS12_OIDS.keyBag:
      return [{ ...attributes, privateKey: parsePrivateKey(value.raw) }]
    case PKCS12_OIDS.shroudedKeyBag:
      return [{ ...attributes, privateKey: await readShroudedKey(openDer(value), context) }]
    case PKCS12_OIDS.certificateBag: {
      const certificate = readCertificate(openDer(value))
      return certificate === undefined ? [] : [{ ...attributes, certificate }]
    }
    case PKCS12_OIDS.safeContentsBag:
      return readSafeContents(value, context, depth + 1)
    case PKCS12_OIDS.crlBag:
    case PKCS12_OIDS.secretBag:
      return []
    default:
      throw keysError('ERR_KEYS_PKCS12')
  }
}

/** `EncryptedPrivateKeyInfo`; what comes out of it is DER as any private key. */
async function readShroudedKey(fields: DerCursor, { password, budget }: BagContext): Promise<PrivateKey> {
  const algorithm = fields.next(TAG.sequence)
  const ciphertext = readBerOctets(fields.next())
  fields.end()
  const plaintext = await decryptWithPassword(algorithm, password, ciphertext, budget)
  try {
    return parsePrivateKey(plaintext)
  } finally {
    plaintext.fill(0)
  }
}

/** `CertBag` (RFC 7292, 4.2.3). */
function readCertificate(fields: DerCursor): Certificate | undefined {
  const oid = readOid(fields.next())
  const [value, ...more] = children(fields.next(contextTag(0)))
  fields.end()
  if (oid !== PKCS12_OIDS.x509Certificate) return undefined
  if (value === undefined || more.length > 0) throw keysError('ERR_KEYS_PKCS12')
  return parseCertificate(readBerOctets(value))
}

/** `SET OF PKCS12Attribute`; others than these two are for the programs that wrote them. */
function readAttributes(set: DerNode | undefined): BagAttributes {
  let friendlyName: string | undefined
  let localKeyId: string | undefined
  for (const attribute of set === undefined ? [] : children(set)) {
    const fields = openDer(attribute)
    const oid = readOid(fields.next())
    const [value, ...more] = children(fields.next(TAG.set))
    fields.end()
    if (oid !== PKCS12_OIDS.friendlyName && oid !== PKCS12_OIDS.localKeyId) continue
    const isAgain = (oid === PKCS12_OIDS.friendlyName ? friendlyName : localKeyId) !== undefined
    if (value === undefined || more.length > 0 || isAgain) throw keysError('ERR_KEYS_PKCS12')
    if (oid === PKCS12_OIDS.friendlyName) friendlyName = readString(expectTag(value, TAG.bmpString))
    else localKeyId = encodeHex(readBerOctets(value))
  }
  return { friendlyName, localKeyId }
}

/** The BER that an OCTET STRING holds. */
export const parseInside = (octets: Uint8Array): DerNode => parseBer(octets, { maxDepth: 24 })
