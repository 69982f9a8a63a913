import type { AlgorithmPolicy } from '../../crypto/policy.ts'
import type { Catalogue } from '../../errors.ts'
import { type Check, indeterminate, passed } from '../../report.ts'
import type { Role, Trust } from '../../trust/anchor.ts'
import type { Certificate } from '../certificate.ts'
import type { RevocationMaterial } from '../revocation/material.ts'
import type { Path, PathReport } from './path.ts'
import type { Target } from './target.ts'

/** A signer of revocation lists or OCSP answers, whose path has to be found and checked. */
export interface RevocationSignerOptions {
  readonly target: Extract<Target, 'crl-issuer' | 'ocsp-responder'>
  /** That of the context unless given. */
  readonly at?: Date
  /** Certificates that came with the list or the answer; those of the path and of the trust are there already. */
  readonly intermediates?: readonly Certificate[]
  /** Who finds out about the revocation of the signer's own path. Nobody unless given. */
  readonly revocation?: RevocationChecker
}

/** What a checker of revocation needs to know beside the path. */
export interface RevocationContext {
  /** The time at which the path is judged. */
  readonly at: Date
  readonly role: Role
  /** With the material for machines without a network, as `trust.revocation`. */
  readonly trust: Trust
  /** Certificates that came with the message: one of them may be that of who signs lists. */
  readonly intermediates?: readonly Certificate[]
  /** Revocation lists and OCSP answers that came with the message: whoever presents it chose them. */
  readonly presented?: RevocationMaterial | undefined
  readonly algorithms: AlgorithmPolicy
  /**
   * Finds and checks the path of who signed a list or an answer. It ends at the anchor of the path in question and at
   * no other (RFC 5280, 6.3.3 (f)).
   */
  inspect(signer: Certificate, options: RevocationSignerOptions): Promise<PathReport>
}

/**
 * Finds out whether certificates were revoked. One is made by `createRevocationChecker` of `@xinyin/core/revocation`:
 * it comes in from outside so that a program that brings its own, or has none, does not carry it.
 */
export interface RevocationChecker {
  /**
   * Looks at every certificate below the anchor.
   *
   * @returns the check `path.revocation`: `indeterminate` where what is needed is missing or stale
   */
  check(path: Path, context: RevocationContext): Promise<Check>
  /** The sentences of the codes that its check may have, or what loads them, for `verifyPath`, which throws them. */
  readonly codes: Catalogue | (() => Promise<Catalogue>)
}

/** The sentences of a checker, those that have to be loaded among them. */
export const sentencesOf = async ({ codes }: RevocationChecker): Promise<Catalogue> =>
  typeof codes === 'function' ? codes() : codes

/** In place of a checker: nobody is asked. Offered as `skipRevocation` of `@xinyin/core/unsafe`. */
export const skipRevocation: unique symbol = /* @__PURE__ */ Symbol('skipRevocation')

/**
 * Without anybody who could tell, nothing is known of revocation (RFC 5280, 6.3). Of an anchor alone nothing has to be
 * known: it is trusted as it is, and nobody is asked.
 */
export function checkRevocation(
  path: Path,
  checker: RevocationChecker | undefined,
  context: RevocationContext,
): Check | Promise<Check> {
  const { certificates } = path
  if (certificates.length === 1) return passed('path.revocation', { certificates: 0 })
  if (checker !== undefined) return checker.check(path, context)
  const subject = certificates[0]?.subject.text ?? ''
  return indeterminate('path.revocation', 'ERR_PATH_REVOCATION', { subject })
}
