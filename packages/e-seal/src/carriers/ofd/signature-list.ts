import { SealError } from '../../errors.ts'
import { resolveLocation } from './location.ts'
import { fileOf, type OfdLimits, type OfdPackage } from './package.ts'
import { childrenOf } from './xml/element.ts'
import { DEFAULT_XML_LIMITS, parseXml } from './xml/parse.ts'
import { readXmlOf } from './xml/read.ts'

/** One entry of a `Signatures.xml` (GB/T 33190-2016, 18.1). */
export interface ListedSignature {
  readonly id: string
  /** `Seal` (default): an electronic seal, GB/T 38540. `Sign`: a digital signature, GB/T 35275. */
  readonly type: 'Seal' | 'Sign'
  /** Its `Signature.xml`. */
  readonly file: string
  /** The `Signatures.xml` that lists it. */
  readonly list: string
  /** Which document of the package it belongs to, from 0. */
  readonly document: number
}

const MAX_SIGNATURES = 64

/**
 * Every signature that any document of the package lists.
 *
 * @throws SealError `ERR_OFD_FILE_MISSING`, `ERR_OFD_ELEMENT`, `ERR_OFD_LOCATION`, `ERR_OFD_LIMIT`, `ERR_XML_*`
 */
export function listSignatures(ofd: OfdPackage, limits: OfdLimits = {}): ListedSignature[] {
  const limit = limits.maxSignatures ?? MAX_SIGNATURES
  const listed = ofd.documents.flatMap(({ signatures }, document) =>
    signatures === undefined ? [] : readList(ofd, signatures, document, limits),
  )
  if (listed.length > limit)
    throw new SealError('ERR_OFD_LIMIT', { what: 'signatures', found: listed.length, limit })
  const { maxTotalBytes } = { ...DEFAULT_XML_LIMITS, ...limits.xml }
  const found = listed.reduce((sum, { file }) => sum + (ofd.files.get(file)?.length ?? 0), 0)
  if (found > maxTotalBytes) {
    const what = 'bytes of signature descriptions'
    throw new SealError('ERR_OFD_LIMIT', { what, found, limit: maxTotalBytes })
  }
  const seen = new Set<string>()
  for (const { file, list } of listed) {
    if (seen.has(file))
      throw new SealError('ERR_OFD_ELEMENT', { file: list, element: 'Signature', reason: 'duplicate' })
    seen.add(file)
  }
  return listed
}

function readList(ofd: OfdPackage, list: string, document: number, limits: OfdLimits): ListedSignature[] {
  const root = parseXml(fileOf(ofd, list), list, limits.xml)
  const reader = readXmlOf(list, root, 'Signatures')
  return childrenOf(root, 'Signature').map((signature) => {
    const type = signature.attributes.get('Type') ?? 'Seal'
    if (type !== 'Seal' && type !== 'Sign')
      throw new SealError('ERR_OFD_ELEMENT', { file: list, element: 'Signature@Type', reason: 'missing' })
    return {
      id: reader.requiredAttribute(signature, 'ID'),
      type,
      file: resolveLocation(reader.requiredAttribute(signature, 'BaseLoc'), list),
      list,
      document,
    }
  })
}
