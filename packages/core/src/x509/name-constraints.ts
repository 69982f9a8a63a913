import { children, type DerNode, openDer } from '../der/read.ts'
import { contextTag } from '../der/tag.ts'
import { CoreError } from '../errors.ts'
import { type GeneralName, readConstrainedName } from './general-name.ts'

/**
 * The names that an authority may give, and those that it may not (RFC 5280, 4.2.1.10).
 *
 * Each subtree is its base alone: this profile has no distances. An `ip` is an address and a mask, 8 or 32 octets.
 */
export interface NameConstraints {
  readonly permitted: readonly GeneralName[] | undefined
  readonly excluded: readonly GeneralName[] | undefined
}

/** More subtrees than any certificate in use has. */
const MAX_SUBTREES = 2048

/** Reads `NameConstraints`: permitted or excluded subtrees or both. */
export function readNameConstraints(node: DerNode): NameConstraints {
  const cursor = openDer(node)
  const permitted = readSubtrees(cursor.optional(contextTag(0)))
  const excluded = readSubtrees(cursor.optional(contextTag(1)))
  cursor.end()
  if (permitted === undefined && excluded === undefined) throw malformed('NameConstraints', node)
  return { permitted, excluded }
}

function readSubtrees(node: DerNode | undefined): GeneralName[] | undefined {
  if (node === undefined) return undefined
  const subtrees = children(node).map(readSubtree)
  if (subtrees.length === 0 || subtrees.length > MAX_SUBTREES) throw malformed('GeneralSubtrees', node)
  return subtrees
}

/** The minimum is 0, which DER leaves out, and there is no maximum: `GeneralSubtree` is its base. */
function readSubtree(node: DerNode): GeneralName {
  const cursor = openDer(node)
  const base = readConstrainedName(cursor.next())
  cursor.end()
  return base
}

function malformed(type: string, node: DerNode): CoreError {
  return new CoreError('ERR_DER_VALUE', { type, offset: node.offset })
}
