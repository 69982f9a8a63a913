import { equalBytes } from '../../bytes/sequence.ts'
import type { AlgorithmIdentifier, PublicKey } from '../../crypto/key.ts'
import type { AlgorithmPolicy } from '../../crypto/policy.ts'
import { TrustError } from '../../errors.ts'
import type { Certificate } from '../certificate.ts'
import type { Path } from '../path/path.ts'

/** A list or an answer: what is signed, how, and the signature. */
export interface SignedBytes {
  readonly tbs: Uint8Array
  readonly signatureAlgorithm: AlgorithmIdentifier
  readonly signature: Uint8Array
}

/** Verifies signatures with the keys of certificates, each once, and no more than a look at one path may take. */
export interface SignatureMemory {
  /** Whether one more signer's path may be inspected. */
  takeSigner(): boolean
  /** Never throws: an algorithm or a key that is not accepted verifies nothing. */
  isSignedBy(message: SignedBytes, signer: Certificate, path?: Path): Promise<boolean>
}

/** Signatures on lists and answers, and paths of signers: far more than any path needs that nobody wants to be a burden. */
const MAX_SIGNATURES = 256
const MAX_SIGNERS = 32

interface Answer {
  readonly spki: Uint8Array
  readonly holds: Promise<boolean>
}

/** A list may be of many megabytes: it is hashed once for each key that is tried, however often it is looked at. */
export function createSignatureMemory(algorithms: AlgorithmPolicy): SignatureMemory {
  const known = new Map<SignedBytes, Answer[]>()
  let verified = 0
  let inspected = 0
  return {
    takeSigner: () => inspected++ < MAX_SIGNERS,
    isSignedBy(message, signer, path) {
      const { spki } = signer
      const answers = known.get(message) ?? []
      for (const answer of answers) if (equalBytes(answer.spki, spki)) return answer.holds
      if (verified++ >= MAX_SIGNATURES) return Promise.resolve(false)
      const holds = verify(algorithms, message, signer, path)
      answers.push({ spki, holds })
      known.set(message, answers)
      return holds
    },
  }
}

async function verify(
  algorithms: AlgorithmPolicy,
  { tbs, signature, signatureAlgorithm }: SignedBytes,
  signer: Certificate,
  path: Path | undefined,
): Promise<boolean> {
  try {
    const key = keyOf(algorithms, signer, path)
    return (await algorithms.scheme(signatureAlgorithm)?.verify(key, tbs, signature)) === true
  } catch (error) {
    if (error instanceof TrustError) return false
    throw error
  }
}

/** A key may take its parameters from the keys above it in the path (RFC 5280, 6.1.4 (f)). */
function keyOf(algorithms: AlgorithmPolicy, { spki }: Certificate, path: Path | undefined): PublicKey {
  const certificates = path?.certificates ?? []
  const place = certificates.findIndex((certificate) => certificate.spki === spki)
  let above: PublicKey | undefined
  for (const certificate of certificates.slice(place < 0 ? certificates.length : place + 1).toReversed())
    above = algorithms.publicKey(certificate.spki, above)
  return algorithms.publicKey(spki, above)
}
