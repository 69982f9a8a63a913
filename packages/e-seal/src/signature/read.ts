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
import { readFirstTimeInfo, readTimeInfo, type TimeOfToken } from './time-info.ts'
import { noteValueForm } from './value.ts'

/**
 * Reads a signature made with a seal, as `parseSealSignature` does.
 *
 * @param timeOfToken - reads the time of a time stamp token in place of a time
 */
export function readSealSignature(bytes: Uint8Array, timeOfToken: TimeOfToken): SealSignature {
  const { deviations, note } = collectDeviations()
  const signature = readDerOrBer(bytes, 'SES_Signature', note, (node) => readSignature(node, timeOfToken))
  return { ...signature, deviations: [...deviations, ...signature.deviations] }
}

function readSignature(node: DerNode, timeOfToken: TimeOfToken): SealSignature {
  const form = signatureForm(node)
  if (form === undefined) throw sealError('ERR_SEAL_STRUCTURE', { element: 'SES_Signature' })
  const { deviations, note } = collectDeviations()
  const { raw } = node
  if (form === 'GM/T 0031-2014') {
    const content = readFirst(openDer(node), note, timeOfToken)
    return { raw, form, ...content, extensions: [], timeStamp: undefined, deviations }
  }
  const fields = openDer(node)
  const toSign = fields.next()
  const signer = readSigner(fields, note)
  const signature = readValue(fields.next(), note)
  const stamp = fields.optional(contextTag(0))
  fields.end()
  const timeStamp = stamp === undefined ? undefined : readBits(readExplicit(stamp), 'timeStamp', note)
  return { raw, form, ...readToSign(toSign, note), ...signer, signature, timeStamp, deviations }
}

/** `SES_Signature` of GM/T 0031-2014: certificate and algorithm are among what is signed. */
function readFirst(outer: DerCursor, note: Note, timeOfToken: TimeOfToken) {
  const toSign = outer.next()
  const signature = readValue(outer.next(), note)
  outer.end()
  const fields = openDer(toSign)
  const version = readSmallInteger(fields.next())
  const seal = readSeal(fields.next())
  const time = readFirstTimeInfo(fields.next(), note, timeOfToken)
  const dataHash = readBits(fields.next(), 'dataHash', note)
  const propertyInfo = readText(fields.next(), 'propertyInfo', TAG.ia5String, note)
  const signer = readSigner(fields, note)
  fields.end()
  return { signedBytes: toSign.raw, version, seal, ...time, dataHash, propertyInfo, ...signer, signature }
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

function readSigner(fields: DerCursor, note: Note) {
  const signerCertificate = readCertificateBytes(fields.next(), 'cert', note)
  const algorithm = readAlgorithm(fields.next(), 'signatureAlgID', note)
  return { signerCertificate, algorithm }
}

function readValue(node: DerNode, note: Note): Uint8Array {
  const value = readBits(node, 'signature', note)
  noteValueForm(value, 'signature', note)
  return value
}
