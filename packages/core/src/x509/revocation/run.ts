import { decidingCheck } from '../../report.ts'
import type { Certificate } from '../certificate.ts'
import type { Path } from '../path/path.ts'
import type { RevocationChecker, RevocationContext, RevocationSignerOptions } from '../path/revocation.ts'
import type { SignatureMemory } from './signed-by.ts'

/** Certificates whose state is being found out while that of others depends on it, at most so many in a row. */
const MAX_DEPTH = 4

/** One look at the revocation of a path, and of the paths of those who sign lists and answers about it. */
export interface RevocationRun {
  readonly path: Path
  readonly context: RevocationContext
  readonly signatures: SignatureMemory
  /**
   * The certificates whose state is being found out, this one and those that wait for it. A list may cover the certificate of its own signer; whoever issued
   * that certificate said so, and then only the list itself can tell that its signer is revoked.
   */
  readonly within: readonly Certificate[]
  /**
   * The code of the check that stands against a signer's path, revocation included; nothing where it holds. `issuer` where
   * his certificate was not issued by one who `isIssuer` accepts.
   */
  faultOfSigner(
    signer: Certificate,
    options: Omit<RevocationSignerOptions, 'revocation'> & {
      readonly isIssuer: (above: Certificate | undefined) => boolean
    },
  ): Promise<string | undefined>
  /**
   * What stands against one of the path's own authorities as the signer of what was made at a time. Up to the time in
   * question the path itself answers for it; later it may have expired or been revoked, and its key be in other hands.
   */
  faultOfAuthority(authority: Certificate, madeAt: Date): Promise<string | undefined>
}

/**
 * Starts a look at a path.
 *
 * @param again - looks at the path of a signer in the same way
 */
export function startRun(
  path: Path,
  context: RevocationContext,
  signatures: SignatureMemory,
  within: readonly Certificate[],
  again: (within: readonly Certificate[]) => RevocationChecker,
): RevocationRun {
  return {
    path,
    context,
    signatures,
    within,
    async faultOfSigner(signer, { isIssuer, ...options }) {
      if (within.length >= MAX_DEPTH || !signatures.takeSigner()) return 'effort'
      const isTrustedAsIs = options.target === 'ocsp-responder' && signer.ocspNoCheck
      const report = await context.inspect(signer, {
        ...options,
        ...(isTrustedAsIs ? {} : { revocation: again(within) }),
      })
      if (report.verdict !== 'passed') return decidingCheck(report)?.code ?? 'path'
      return isIssuer(report.subject?.certificates[1]) ? undefined : 'issuer'
    },
    async faultOfAuthority(authority, madeAt) {
      if (madeAt <= context.at) return undefined
      const above = path.certificates.slice(path.certificates.indexOf(authority))
      if (above.some(({ notBefore, notAfter }) => madeAt < notBefore || madeAt > notAfter)) return 'validity'
      if (within.length >= MAX_DEPTH) return 'effort'
      const then = { ...context, at: madeAt }
      const check = await again(within).check({ ...path, certificates: above }, then)
      return check.status === 'passed' ? undefined : check.code
    },
  }
}
