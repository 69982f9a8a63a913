import type { AlgorithmIdentifier } from '../crypto/key.ts'
import { type DerNode, openDer } from '../der/read.ts'
import { TAG } from '../der/tag.ts'
import { readOid } from '../der/value.ts'

/** Reads an `AlgorithmIdentifier` (RFC 5280, 4.1.1.2). */
export function readAlgorithmIdentifier(node: DerNode): AlgorithmIdentifier {
  const cursor = openDer(node)
  const oid = readOid(cursor.next(TAG.oid))
  const parameters = cursor.peek() === undefined ? undefined : cursor.next().raw
  cursor.end()
  return { oid, parameters }
}
