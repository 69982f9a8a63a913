import { createLru } from '../crypto/lru.ts'
import type { DerNode } from '../der/read.ts'
import { assertName, type Name, nameOf, ReadName } from './name.ts'

/** Every octet counts for finding them: names of the authorities of one place may differ in one. */
const issuers = /* @__PURE__ */ createLru<ReadName>(256, ({ octets }) => octets, 1)

/**
 * Reads the name of an issuer, whom every certificate names that he issued: most have been read before. What is kept is read
 * from octets of its own, which are given to nobody: nothing that is done to one certificate is seen in another.
 *
 * @throws CoreError as `readName`
 */
export function readIssuer(node: DerNode): Name {
  const { raw } = node
  const read = issuers.get(raw, () => {
    assertName(node)
    return new ReadName(new Uint8Array(raw))
  })
  return nameOf(raw, read)
}

/** The same of a subject. Those of authorities are known as issuers; others are read once, and not kept. */
export function readSubject(node: DerNode): Name {
  const { raw } = node
  const read = issuers.find(raw)
  if (read === undefined) assertName(node)
  return nameOf(raw, read)
}
