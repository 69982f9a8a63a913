import { createLru } from '../crypto/lru.ts'
import { type DerNode, parseDer } from '../der/read.ts'
import { type Name, readName } from './name.ts'

/** Every octet counts for finding them: names of the authorities of one place may differ in one. */
const issuers = /* @__PURE__ */ createLru<Name>(256, ({ raw }) => raw, 1)

/**
 * {@link readName} of an issuer, whom every certificate names that he issued: most have been read before.
 *
 * @throws CoreError as {@link readName}
 */
export function readIssuer(node: DerNode): Name {
  const { raw } = node
  return issuers.get(raw, () => {
    readName(node)
    // Of a copy, since others are going to have it too: it must not change with the certificate that it came in.
    return readName(parseDer(raw.slice()))
  })
}

/** The same of a subject. Those of authorities are known as issuers; others are read once, and not kept. */
export function readSubject(node: DerNode): Name {
  return issuers.find(node.raw) ?? readName(node)
}
