import { type DerNode, readString } from '@xinyin/core/der'
import { SealError } from '../errors.ts'

/** What a seal or a signature may hold. Those of real ones stay far below. */
export const SEAL_LIMITS = {
  /** Characters of the seal's name. */
  name: 400,
  /** Octets of any other text: identifiers, vendor, kind of picture, place of the sealed data. */
  text: 4096,
  /** Certificates or digests of those who may sign. */
  signers: 2000,
  extensions: 64,
} as const

export function overSealLimit(what: string, found: number, limit: number): SealError {
  return new SealError('ERR_SEAL_LIMIT', { what, found, limit })
}

/** @throws SealError `ERR_SEAL_LIMIT`; CoreError `ERR_DER_TAG`, `ERR_DER_VALUE` */
export function readText(node: DerNode, what: string): string {
  if (node.content.length > SEAL_LIMITS.text)
    throw overSealLimit(`octets of ${what}`, node.content.length, SEAL_LIMITS.text)
  return readString(node)
}

/** The name of a seal. @throws as {@link readText} */
export function readName(node: DerNode): string {
  const name = readText(node, 'name')
  if (name.length > SEAL_LIMITS.name) throw overSealLimit('characters of name', name.length, SEAL_LIMITS.name)
  return name
}
