import { ofdError } from './codes.ts'
import { resolveLocation } from './location.ts'
import { INDEX_FILE, type OfdIndex, type OfdLimits } from './package-index.ts'
import { type Reading, requiredFile } from './reading.ts'
import type { ReadingXml } from './xml/budget.ts'
import { childrenOf, type XmlElement } from './xml/element.ts'
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

/** In one package. */
export const MAX_SIGNATURES = 64

/**
 * Every signature that any document of the package lists.
 *
 * @throws SealError `ERR_OFD_FILE_MISSING`, `ERR_OFD_ELEMENT`, `ERR_OFD_LOCATION`, `ERR_OFD_LIMIT`, `ERR_XML_*`
 */
export function* readSignatures(
  { documents }: OfdIndex,
  readXml: ReadingXml,
  limits: OfdLimits = {},
): Reading<ListedSignature[]> {
  const limit = limits.maxSignatures ?? MAX_SIGNATURES
  const lists = new Set<string>()
  const listed: ListedSignature[] = []
  for (const [document, { signatures }] of documents.entries()) {
    if (signatures === undefined) continue
    // Whose signatures it lists would be open.
    if (lists.has(signatures))
      throw ofdError('ERR_OFD_ELEMENT', { file: INDEX_FILE, element: 'Signatures', reason: 'duplicate' })
    lists.add(signatures)
    const root = yield* readXml(yield* requiredFile(signatures), signatures)
    listed.push(...readList(root, signatures, document))
    if (listed.length > limit)
      throw ofdError('ERR_OFD_LIMIT', { what: 'signatures', found: listed.length, limit })
  }
  const seen = new Set<string>()
  for (const { file, list } of listed) {
    if (seen.has(file))
      throw ofdError('ERR_OFD_ELEMENT', { file: list, element: 'Signature', reason: 'duplicate' })
    seen.add(file)
  }
  return listed
}

function readList(root: XmlElement, list: string, document: number): ListedSignature[] {
  const reader = readXmlOf(list, root, 'Signatures')
  return childrenOf(root, 'Signature').map((signature) => {
    const type = signature.attributes.get('Type') ?? 'Seal'
    if (type !== 'Seal' && type !== 'Sign')
      throw ofdError('ERR_OFD_ELEMENT', { file: list, element: 'Signature@Type', reason: 'missing' })
    return {
      id: reader.requiredAttribute(signature, 'ID'),
      type,
      file: resolveLocation(reader.requiredAttribute(signature, 'BaseLoc'), list),
      list,
      document,
    }
  })
}
