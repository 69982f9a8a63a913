import { contextTag, type DerNode, encodeSequence, openDer, readExplicit, TAG } from '@xinyin/core/der'
import { noteValueForm } from '../signature/value.ts'
import { sealError } from './codes.ts'
import { readAlgorithm, readBits, readCertificateBytes, readDerOrBer } from './element.ts'
import { readSealInfo } from './info.ts'
import type { Seal } from './seal.ts'
import { collectDeviations } from './tolerance.ts'
import { SES_VERSIONS, sealForm } from './version.ts'

/**
 * Reads an electronic seal of any version (GM/T 0031-2014; GB/T 38540-2020, 6.1; GM/T 0031-2025). Nothing is verified.
 *
 * @param bytes - `SESeal`, as in a `.esl` file
 * @throws SealError `ERR_SEAL_STRUCTURE` for what is no seal, `ERR_SEAL_LIMIT`
 * @throws CoreError `ERR_DER_*`
 */
export function parseSeal(bytes: Uint8Array): Seal {
  const { deviations, note } = collectDeviations()
  const seal = readDerOrBer(bytes, 'SESeal', note, readSeal)
  return { ...seal, deviations: [...deviations, ...seal.deviations] }
}

/** The same for a seal inside another structure. */
export function readSeal(node: DerNode): Seal {
  const form = sealForm(node)
  if (form === undefined) throw sealError('ERR_SEAL_STRUCTURE', { element: 'SESeal' })
  const { deviations, note } = collectDeviations()
  const outer = openDer(node)
  const infoNode = outer.next()
  const info = readSealInfo(infoNode, form, note)
  if (info.version !== SES_VERSIONS[form]) note('header-version', 'version')
  // GM/T 0031-2014 has the rest in a SEQUENCE of its own, `SES_SignInfo`.
  const isFirst = form === 'GM/T 0031-2014'
  const fields = isFirst ? openDer(outer.next()) : outer
  if (isFirst) outer.end()
  const certificate = fields.next()
  const makerCertificate = readCertificateBytes(certificate, 'cert', note)
  const algorithmNode = fields.next(TAG.oid)
  const algorithm = readAlgorithm(algorithmNode, 'signAlgID', note)
  const signature = readBits(fields.next(), 'signedValue', note)
  noteValueForm(signature, 'signedValue', note)
  const stamp = form === 'GM/T 0031-2025' ? fields.optional(contextTag(0)) : undefined
  const timeStamp = stamp === undefined ? undefined : readBits(readExplicit(stamp), 'timeStamp', note)
  fields.end()
  const makerSignedBytes = isFirst ? encodeSequence(info.raw, certificate.raw, algorithmNode.raw) : info.raw
  const { raw } = node
  return { raw, form, info, makerSignedBytes, makerCertificate, algorithm, signature, timeStamp, deviations }
}
