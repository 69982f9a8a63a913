import {
  type DigestName,
  decodeBase64,
  digest,
  digestLater,
  encodeBase64,
  equalBytes,
  TrustError,
} from '@xinyin/core'

/** Digests of Subresource Integrity, the strongest first. */
const DIGESTS: readonly (readonly [string, DigestName])[] = [
  ['sha512', 'SHA-512'],
  ['sha384', 'SHA-384'],
  ['sha256', 'SHA-256'],
]

/** `sha256-…` over a document, as a claim like `vct#integrity` holds it (W3C Subresource Integrity, 3.1). */
export const integrityOf = (document: Uint8Array): string =>
  `sha256-${encodeBase64(digest('SHA-256', document))}`

/**
 * Whether a document is the one that integrity metadata speaks of: of its strongest digest, one must fit. Metadata that
 * names no known digest fits nothing, where a browser would let everything pass.
 */
export async function isIntact(document: Uint8Array, integrity: string): Promise<boolean> {
  if (integrity.length > 2000) return false
  const items = integrity.split(/[\t\n\f\r ]+/)
  for (const [prefix, name] of DIGESTS) {
    const values = items
      .filter((item) => item.startsWith(`${prefix}-`))
      .map((item) => item.slice(prefix.length + 1))
    if (values.length === 0) continue
    const digest = await digestLater(name, document)
    return values.some((value) => isDigest(digest, value))
  }
  return false
}

function isDigest(digest: Uint8Array, value: string): boolean {
  try {
    return equalBytes(decodeBase64(value.replace(/\?.*$/s, '')), digest)
  } catch (error) {
    if (error instanceof TrustError) return false
    throw error
  }
}
