import { TrustError } from '../../errors.ts'
import { type Check, failed, passed } from '../../report.ts'
import type { Certificate } from '../certificate.ts'
import { keyBits } from '../key-size.ts'
import { isEmptyName, sameName } from '../name-match.ts'
import { EXTENSION } from '../oid.ts'
import type { Path } from './path.ts'
import { isPreferredName } from './preferred-name.ts'

/** The clause that says a rule, of RFC 5280, or with its `BR` of the Baseline Requirements of the CA/Browser Forum. */
type Clause = string

/** Whether an extension has to be critical or must not be. */
const CRITICALITY: ReadonlyMap<string, readonly [critical: boolean, clause: Clause]> =
  /* @__PURE__ */ new Map([
    [EXTENSION.authorityKeyIdentifier, [false, '4.2.1.1']],
    [EXTENSION.subjectKeyIdentifier, [false, '4.2.1.2']],
    [EXTENSION.nameConstraints, [true, '4.2.1.10']],
    [EXTENSION.policyConstraints, [true, '4.2.1.11']],
    [EXTENSION.inhibitAnyPolicy, [true, '4.2.1.14']],
    [EXTENSION.freshestCRL, [false, '4.2.1.15']],
    [EXTENSION.authorityInfoAccess, [false, '4.2.2.1']],
    [EXTENSION.subjectInfoAccess, [false, '4.2.2.2']],
  ])

/** The clause of the first rule that an extension breaks by being critical or not. */
function brokenCriticality({ extensions, subject }: Certificate, isLeaf: boolean): Clause | undefined {
  for (const { oid, critical } of extensions) {
    const rule = CRITICALITY.get(oid)
    if (rule !== undefined && rule[0] !== critical) return rule[1]
    // Alternative names are critical where they are the only ones, and there alone.
    if (oid === EXTENSION.subjectAltName && critical !== isEmptyName(subject)) return '4.2.1.6'
    if (oid === EXTENSION.basicConstraints && !critical && !isLeaf) return '4.2.1.9'
    if (oid === EXTENSION.extKeyUsage && critical && isLeaf) return 'BR 7.1.2.7.6'
  }
  return undefined
}

/** A root may name its own key as that of its issuer, and nothing but that (BR 7.1.2.1.3). Any other names its issuer's. */
function brokenAuthorityKey(certificate: Certificate, isAnchor: boolean): Clause | undefined {
  const { authorityKeyIdentifier, authorityCertificate, subjectKeyIdentifier } = certificate
  if (!isAnchor || !sameName(certificate.subject, certificate.issuer)) {
    return authorityKeyIdentifier === undefined ? '4.2.1.1' : undefined
  }
  if (!certificate.extensions.some(({ oid }) => oid === EXTENSION.authorityKeyIdentifier)) return undefined
  if (authorityKeyIdentifier !== subjectKeyIdentifier) return '4.2.1.2'
  return authorityCertificate === undefined ? undefined : 'BR 7.1.2.1.3'
}

function brokenNames({ subjectAltName = [] }: Certificate): Clause | undefined {
  for (const { kind, value } of subjectAltName)
    if (kind === 'dns' && !isPreferredName(value)) return '4.2.1.6'
  return undefined
}

/** The bits of an RSA modulus fill whole octets. What the key is otherwise, its signatures tell. */
function brokenModulus(certificate: Certificate): Clause | undefined {
  try {
    const { publicKey } = certificate
    return publicKey.kind === 'RSA' && keyBits(publicKey) % 8 !== 0 ? 'BR 6.1.5' : undefined
  } catch (error) {
    if (error instanceof TrustError) return undefined
    throw error
  }
}

/** What a server's certificate does not say, or an authority's has to. */
function brokenPlace(certificate: Certificate, isLeaf: boolean): Clause | undefined {
  const { keyUsage } = certificate
  if (!isLeaf) {
    if (certificate.subjectKeyIdentifier === undefined) return '4.2.1.2'
    return keyUsage === undefined ? '4.2.1.3' : undefined
  }
  if (keyUsage?.has('keyCertSign') === true) return '4.2.1.9'
  return certificate.nameConstraints === undefined ? undefined : '4.2.1.10'
}

/** The clause of the first rule that a certificate breaks. */
function brokenRule(certificate: Certificate, isLeaf: boolean, isAnchor: boolean): Clause | undefined {
  const { version, serialNumber } = certificate
  if (version !== 3) return '4.1.2.1'
  // Positive, the first bit being that of a negative number, and 20 octets with it. Digits are in the order of their codes.
  if (serialNumber >= '8' || serialNumber === '00' || serialNumber.length > 40) return '4.1.2.2'
  if (!certificate.usesUtcTime) return '4.1.2.5'
  return (
    brokenAuthorityKey(certificate, isAnchor) ??
    brokenPlace(certificate, isLeaf) ??
    brokenCriticality(certificate, isLeaf) ??
    brokenNames(certificate) ??
    brokenModulus(certificate)
  )
}

/**
 * The certificates of servers and of the authorities above them keep to what RFC 5280 requires of those who issue them,
 * beyond what its algorithm looks at, and to some of what the Baseline Requirements of the CA/Browser Forum add (BR). Who
 * breaks these rules may break others that cannot be seen.
 *
 * It is asked of servers alone: their certificates are made by the rules of the Web. Those of signers in use break some
 * of these rules, and nothing hangs on them there.
 *
 * An anchor is trusted by somebody's decision, not for how it was made: the algorithm takes its name and key (RFC 5280,
 * 6.1.1 (d)). What it breaks is told and refuses nothing: one root in ten of those that browsers trust breaks a rule, by
 * a serial number of zero for one.
 *
 * Of the Baseline Requirements it leaves out that a server's certificate names its purpose, a root names none, and a
 * common name is one of the alternative names: RFC 5280 lets them be, and certificates of servers that no browser visits
 * are made so.
 *
 * @returns `path.profile`; where an anchor breaks a rule, `anchor` is its subject and `anchorClause` the clause
 */
export function checkProfile({ certificates }: Pick<Path, 'certificates'>): Check {
  const last = certificates.length - 1
  for (const [at, certificate] of certificates.entries()) {
    const clause = brokenRule(certificate, at === 0, at === last)
    if (clause === undefined) continue
    const subject = certificate.subject.text
    const name = clause.startsWith('BR') ? clause : `RFC 5280, ${clause}`
    return at === last
      ? passed('path.profile', { anchor: subject, anchorClause: name })
      : failed('path.profile', 'ERR_PATH_PROFILE', { subject, clause: name })
  }
  return passed('path.profile')
}
