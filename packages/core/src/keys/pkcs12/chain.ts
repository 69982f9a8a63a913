import { equalBytes } from '../../bytes/sequence.ts'
import type { PublicKey } from '../../crypto/key.ts'
import { subjectPublicKey } from '../../crypto/pkcs8.ts'
import { TrustError } from '../../errors.ts'
import type { Certificate } from '../../x509/certificate.ts'
import { sameName } from '../../x509/name-match.ts'

/** A certificate of the file, and the key that the file says it is of. */
interface Candidate {
  readonly certificate: Certificate
  readonly localKeyId: string | undefined
}

/**
 * The certificate of a key and those that issued it, by their names. Nothing is verified here: a file says what it
 * says, and `inspectPath` judges.
 *
 * Whose a certificate is says its public key; where a key has several, its id decides, then their order.
 */
export function chainOf(
  { publicKey }: { readonly publicKey: PublicKey },
  localKeyId: string | undefined,
  candidates: readonly Candidate[],
): Certificate[] {
  const own = candidates.filter(({ certificate }) => isOf(certificate, publicKey))
  const leaf =
    own.find((candidate) => localKeyId !== undefined && candidate.localKeyId === localKeyId) ?? own[0]
  const chain: Certificate[] = []
  let next = leaf?.certificate
  while (next !== undefined && !chain.includes(next)) {
    chain.push(next)
    next = issuerOf(
      next,
      candidates.map(({ certificate }) => certificate),
    )
  }
  return chain
}

/** A certificate whose key cannot be used here, as that of an old root, is not that of a key that was read. */
function isOf(certificate: Certificate, key: PublicKey): boolean {
  try {
    const { publicKey } = certificate
    return publicKey.kind === key.kind && equalBytes(subjectPublicKey(publicKey), subjectPublicKey(key))
  } catch (error) {
    if (error instanceof TrustError) return false
    throw error
  }
}

function issuerOf(certificate: Certificate, pool: readonly Certificate[]): Certificate | undefined {
  const named = pool.filter(({ subject }) => sameName(subject, certificate.issuer))
  const { authorityKeyIdentifier: id } = certificate
  return named.find(({ subjectKeyIdentifier }) => id !== undefined && subjectKeyIdentifier === id) ?? named[0]
}
