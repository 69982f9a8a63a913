import {
  contextTag,
  type DerCursor,
  type DerNode,
  openDer,
  readExplicit,
  readSmallInteger,
  TAG,
} from '@xinyin/core/der'
import { sealError } from '../seal/codes.ts'
import { readAlgorithm, readBits, readCertificateBytes, readDerOrBer, readText } from '../seal/element.ts'
import { readExtensions } from '../seal/extension.ts'
import { readSeal } from '../seal/parse.ts'
import { collectDeviations, type Note } from '../seal/tolerance.ts'
import { signatureForm } from '../seal/version.ts'
import type { SealSignature } from './signature.ts'
import { readTimeInfo } from './time-info.ts'
import { noteValueForm } from './value.ts'

/** What a signature says that is not the same in every version. */
type Content = Omit<SealSignature, 'raw' | 'form' | 'deviations'>

/** Reads `SES_Signature` of GM/T 0031-2014. It comes from outside, since few signatures are of it. */
export type FirstReader = (outer: DerCursor, note: Note) => Content

/** Reads a signature made with a seal, as `parseSealSignature` does. */
export function readSealSignature(bytes: Uint8Array, readFirst: FirstReader): SealSignature {
  const { deviations, note } = collectDeviations()
  const signature = readDerOrBer(bytes, 'SES_Signature', note, (node) => readSignature(node, readFirst))
  return { ...signature, deviations: [...deviations, ...signature.deviations] }
}

function readSignature(node: DerNode, readFirst: FirstReader): SealSignature {
  const form = signatureForm(node)
  if (form === undefined) throw sealError('ERR_SEAL_STRUCTURE', { element: 'SES_Signature' })
  const { deviations, note } = collectDeviations()
  const { raw } = node
  if (form === 'GM/T 0031-2014') return { raw, form, ...readFirst(openDer(node), note), deviations }
  const fields = openDer(node)
  const toSign = fields.next()
  const signer = readSigner(fields, note)
  const signature = readValue(fields.next(), note)
  const stamp = fields.optional(contextTag(0))
  fields.end()
  const timeStamp = stamp === undefined ? undefined : readBits(readExplicit(stamp), 'timeStamp', note)
  return { raw, form, ...readToSign(toSign, note), ...signer, signature, timeStamp, deviations }
}

/** `TBS_Sign` since 2020. */
function readToSign(node: DerNode, note: Note) {
  const fields = openDer(node)
  const version = readSmallInteger(fields.next())
  const seal = readSeal(fields.next())
  const time = readTimeInfo(fields.next(), note)
  const dataHash = readBits(fields.next(), 'dataHash', note)
  const propertyInfo = readText(fields.next(), 'propertyInfo', TAG.ia5String, note)
  const extensions = readExtensions(fields, 'tagged', note)
  fields.end()
  return { signedBytes: node.raw, version, seal, ...time, dataHash, propertyInfo, extensions }
}

/** Certificate and algorithm of whoever signed. */
export function readSigner(fields: DerCursor, note: Note) {
  const signerCertificate = readCertificateBytes(fields.next(), 'cert', note)
  const algorithm = readAlgorithm(fields.next(), 'signatureAlgID', note)
  return { signerCertificate, algorithm }
}

export function readValue(node: DerNode, note: Note): Uint8Array {
  const value = readBits(node, 'signature', note)
  noteValueForm(value, 'signature', note)
  return value
}
