import { type Check, failed, passed } from '../../report.ts'
import type { Role } from '../../trust/anchor.ts'
import type { Certificate } from '../certificate.ts'
import { EXTENSION, PURPOSE } from '../oid.ts'
import type { Path } from './path.ts'
import type { Target } from './target.ts'

/** Purposes that have nothing to do with signing seals, documents and credentials. */
const OTHER_PURPOSES: ReadonlySet<string> = /* @__PURE__ */ new Set([
  PURPOSE.serverAuth,
  PURPOSE.codeSigning,
  PURPOSE.timeStamping,
  PURPOSE.ocspSigning,
  PURPOSE.serverGatedMicrosoft,
  PURPOSE.serverGatedNetscape,
])

/** The one purpose that a role or a target needs, where there is one. */
function purposeOf(role: Role, target: Target): string | undefined {
  if (target === 'ocsp-responder') return PURPOSE.ocspSigning
  if (target === 'crl-issuer') return undefined
  if (role === 'time-stamper') return PURPOSE.timeStamping
  return role === 'tls-server' || target === 'server' ? PURPOSE.serverAuth : undefined
}

/**
 * Whether purposes fit.
 *
 * No purpose is registered for seals, so that certificates of signers name all sorts of them, private ones too. Refused
 * is what is certainly for something else: another purpose, with nothing beside it that could mean signing. That a
 * server is a client as well makes it no signer; who names the client's purpose alone may sign with that key.
 */
function fits(purposes: readonly string[], needed: string | undefined): boolean {
  if (needed !== undefined) return purposes.includes(needed)
  if (!purposes.some((purpose) => OTHER_PURPOSES.has(purpose))) return true
  return purposes.some((purpose) => !OTHER_PURPOSES.has(purpose) && purpose !== PURPOSE.clientAuth)
}

/**
 * Whether a leaf makes seals with a certificate whose one purpose is that of a server, as those of seal makers in use have
 * it. What it may do is its anchor's role; that it could be a server as well takes nothing from it.
 */
export function isServerPurposeTolerated(
  { extendedKeyUsage: purposes }: Certificate,
  role: Role,
  target: Target,
): boolean {
  const isOnly = purposes?.length === 1 && purposes[0] === PURPOSE.serverAuth
  return isOnly && role === 'seal-maker' && target === 'signer'
}

/**
 * A certificate is used for the purposes that it names, and so are those below an authority that names some: that
 * nesting stands in no clause of RFC 5280, but those who limit an authority so rely on it. An anchor's own purposes
 * are not looked at where it issues: what it is trusted for is its role. Nor are purposes where lists or answers about
 * revocation are signed: that is part of an authority's work, whatever those below it are for.
 *
 * That of a seal maker may name the purpose of a server alone, which `tolerance.server-auth-purpose` reports.
 *
 * A time-stamper's certificate names this purpose alone, and marks it critical (RFC 3161, 2.3); one that signs answers
 * about revocation names that purpose (RFC 6960, 4.2.2.2).
 */
export function checkExtendedKeyUsage(
  { certificates }: Pick<Path, 'certificates'>,
  role: Role,
  target: Target,
): Check {
  const revokes = target === 'crl-issuer' || target === 'ocsp-responder'
  const needed = purposeOf(role, target)
  const last = certificates.length - 1
  for (let at = target === 'authority' ? 0 : 1; at < last && !revokes; at++) {
    const purposes = certificates[at]?.extendedKeyUsage
    if (purposes === undefined || purposes.includes(PURPOSE.any) || fits(purposes, needed)) continue
    const facts = { subject: certificates[at]?.subject.text ?? '', role }
    return failed('path.extended-key-usage', 'ERR_PATH_EXTENDED_KEY_USAGE_ISSUER', facts)
  }

  const [leaf] = certificates
  if (leaf === undefined || target === 'authority' || target === 'crl-issuer') {
    return passed('path.extended-key-usage')
  }
  const { extendedKeyUsage: purposes } = leaf
  const stamps = needed === PURPOSE.timeStamping
  const mustName = stamps || target === 'ocsp-responder'
  // Of a server, that it is one has to be said without saying that it is anything.
  const isVague = target === 'server' && purposes?.includes(PURPOSE.any) === true
  const isRight =
    purposes === undefined
      ? !mustName
      : (fits(purposes, needed) || isServerPurposeTolerated(leaf, role, target)) &&
        (!stamps || purposes.length === 1) &&
        !isVague
  if (!isRight) {
    const facts = { subject: leaf.subject.text, role: target === 'ocsp-responder' ? target : role }
    return failed('path.extended-key-usage', 'ERR_PATH_EXTENDED_KEY_USAGE', facts)
  }
  if (stamps && !leaf.extensions.some(({ oid, critical }) => oid === EXTENSION.extKeyUsage && critical)) {
    const facts = { subject: leaf.subject.text, role }
    return failed('path.extended-key-usage', 'ERR_PATH_EXTENDED_KEY_USAGE_CRITICAL', facts)
  }
  return passed('path.extended-key-usage')
}
