import type { AlgorithmIdentifier } from '../crypto/key.ts'
import { type DerNode, DerWalk } from '../der/read.ts'
import { TAG } from '../der/tag.ts'
import { readOid } from '../der/value.ts'

/** Reads an `AlgorithmIdentifier` (RFC 5280, 4.1.1.2). */
export function readAlgorithmIdentifier(node: DerNode): AlgorithmIdentifier {
  const parts = new DerWalk(node)
  const oid = readOid(parts.take(TAG.oid))
  const parameters = parts.step() ? parts.raw : undefined
  parts.finish()
  return { oid, parameters }
}
