import type { AlgorithmIdentifier } from '../crypto/key.ts'
import { readBerOctets } from '../der/ber.ts'
import { children, type DerNode, expectTag, openDer, parseDer } from '../der/read.ts'
import { contextTag, TAG } from '../der/tag.ts'
import { readBitStringBytes, readOctetString, readSmallInteger } from '../der/value.ts'
import { readAlgorithmIdentifier } from '../x509/algorithm.ts'
import { cmsError } from './codes.ts'
import type { AgreementTerms } from './enveloped-agreement.ts'
import { readSignerIdentifier, type SignerIdentifier } from './signer-info.ts'

/** Which certificate a recipient has (RFC 5652, 6.2.1): named as signers are. */
export type RecipientIdentifier = SignerIdentifier

/** One who can open a message (RFC 5652, 6.2). */
export type Recipient =
  | {
      /** The content key is encrypted for the recipient's key: RSA, SM2. */
      readonly kind: 'key-transport'
      readonly rid: RecipientIdentifier
      readonly algorithm: AlgorithmIdentifier
      readonly encryptedKey: Uint8Array
    }
  | ({
      /** The content key is wrapped under what two keys agree on: the NIST curves. */
      readonly kind: 'key-agreement'
      readonly rid: RecipientIdentifier
      readonly encryptedKey: Uint8Array
    } & AgreementTerms)
  /** By a password, a key shared before, or in a way that is not known. */
  | { readonly kind: 'other' }

/** Reads one `RecipientInfo`; an agreement may be for several recipients. */
export function readRecipients(node: DerNode): Recipient[] {
  if (node.tag === TAG.sequence) return [readKeyTransport(node)]
  if (node.tag === contextTag(1)) return readKeyAgreement(node)
  if (node.tag >= contextTag(2) && node.tag <= contextTag(4)) return [{ kind: 'other' }]
  expectTag(node, TAG.sequence)
  return []
}

/** `KeyTransRecipientInfo` (RFC 5652, 6.2.1). Version 1 is that of GM/T 0010. */
function readKeyTransport(node: DerNode): Recipient {
  const fields = openDer(node)
  readVersion(fields.next(), 2)
  const rid = readSignerIdentifier(fields.next())
  const algorithm = readAlgorithmIdentifier(fields.next(TAG.sequence))
  const encryptedKey = readBerOctets(fields.next())
  fields.end()
  return { kind: 'key-transport', rid, algorithm, encryptedKey }
}

/** `KeyAgreeRecipientInfo` (RFC 5652, 6.2.2). */
function readKeyAgreement(node: DerNode): Recipient[] {
  const fields = openDer(node, node.tag)
  readVersion(fields.next(), 3)
  const point = readOriginator(fields.next(contextTag(0)))
  const material = fields.optional(contextTag(1))
  const ukm = material && readBerOctets(children(material)[0] ?? material)
  const algorithm = readAlgorithmIdentifier(fields.next(TAG.sequence))
  const wrap = algorithm.parameters && readWrap(algorithm.parameters)
  const keys = children(fields.next(TAG.sequence))
  fields.end()
  return keys.map((key) => {
    const parts = openDer(key)
    const rid = readKeyIdentifier(parts.next())
    const encryptedKey = readBerOctets(parts.next())
    parts.end()
    return { kind: 'key-agreement', rid, encryptedKey, algorithm, wrap, point, ukm }
  })
}

function readVersion(node: DerNode, highest: number): void {
  const version = readSmallInteger(node)
  if (version < 0 || version > highest) throw cmsError('ERR_CMS_VERSION', { found: version })
}

/** `OriginatorIdentifierOrKey`: the point of an `OriginatorPublicKey`, nothing for a certificate's. */
function readOriginator(node: DerNode): Uint8Array | undefined {
  const choice = openDer(node, node.tag).next()
  if (choice.tag !== contextTag(1)) return undefined
  const fields = openDer(choice, choice.tag)
  fields.next(TAG.sequence)
  const point = readBitStringBytes(fields.next())
  fields.end()
  return point
}

function readWrap(parameters: Uint8Array): AlgorithmIdentifier | undefined {
  const node = parseDer(parameters)
  return node.tag === TAG.sequence ? readAlgorithmIdentifier(node) : undefined
}

/** `KeyAgreeRecipientIdentifier`: as everywhere else, but for what may follow the identifier of a key. */
function readKeyIdentifier(node: DerNode): RecipientIdentifier {
  if (node.tag !== contextTag(0)) return readSignerIdentifier(node)
  const octets = readOctetString(openDer(node, node.tag).next())
  const hex = Array.from(octets, (octet) => octet.toString(16).padStart(2, '0')).join('')
  return { kind: 'subject-key-identifier', subjectKeyIdentifier: hex }
}
