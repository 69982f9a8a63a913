import {
  contextTag,
  type DerNode,
  openDer,
  parseDer,
  readBitStringBytes,
  readOctetString,
  readOid,
  readSmallInteger,
  readTime,
  TAG,
} from '@xinyin/core/der'
import { SealError } from '../errors.ts'
import { readExtensions } from '../seal/extension.ts'
import { readText } from '../seal/limits.ts'
import { readSeal } from '../seal/parse.ts'
import { signatureForm } from '../seal/version.ts'
import type { SealSignature } from './signature.ts'

/**
 * Reads a signature made with a seal of version 4 (GB/T 38540-2020, 7.1). Nothing is verified.
 *
 * @param bytes - DER of `SES_Signature`, as in the signed value of an OFD
 * @throws SealError `ERR_SEAL_VERSION_UNSUPPORTED`, `ERR_SEAL_STRUCTURE`, `ERR_SEAL_LIMIT`
 * @throws CoreError `ERR_DER_*`
 */
export function parseSealSignature(bytes: Uint8Array): SealSignature {
  const node = parseDer(bytes)
  const form = signatureForm(node)
  if (form === undefined) throw new SealError('ERR_SEAL_STRUCTURE', { element: 'SES_Signature' })
  if (form !== 'GB/T 38540-2020') throw new SealError('ERR_SEAL_VERSION_UNSUPPORTED', { form })
  const fields = openDer(node)
  const toSign = fields.next()
  const signerCertificate = readOctetString(fields.next())
  const algorithm = readOid(fields.next())
  const signature = readBitStringBytes(fields.next())
  const stamp = fields.optional(contextTag(0))
  fields.end()
  const timeStamp = stamp === undefined ? undefined : readExplicit(stamp, readBitStringBytes)
  return { raw: node.raw, ...readToSign(toSign), signerCertificate, algorithm, signature, timeStamp }
}

const NONE = { extensions: [] }

function readToSign(node: DerNode) {
  const fields = openDer(node)
  const version = readSmallInteger(fields.next())
  const seal = readSeal(fields.next())
  const time = readTime(fields.next(TAG.generalizedTime))
  const dataHash = readBitStringBytes(fields.next())
  const propertyInfo = readText(fields.next(), 'property')
  const explicit = fields.optional(contextTag(0))
  fields.end()
  const { extensions } = explicit === undefined ? NONE : readExplicit(explicit, readExtensions)
  return { signedBytes: node.raw, version, seal, time, dataHash, propertyInfo, extensions }
}

function readExplicit<T>(node: DerNode, read: (inner: DerNode) => T): T {
  const fields = openDer(node, node.tag)
  const value = read(fields.next())
  fields.end()
  return value
}
