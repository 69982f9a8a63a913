import { type Check, failed, passed } from '../../report.ts'
import type { Certificate } from '../certificate.ts'
import { isEmptyName, sameName } from '../name-match.ts'
import { EXTENSION } from '../oid.ts'
import type { Path } from './path.ts'

interface Place {
  readonly isLeaf: boolean
  readonly isAnchor: boolean
}

/** A rule for those who issue certificates: its clause of RFC 5280, and whether a certificate breaks it. */
type Rule = readonly [clause: string, isBroken: (certificate: Certificate, place: Place) => boolean]

const isCritical = ({ extensions }: Certificate, oid: string) =>
  extensions.some((extension) => extension.oid === oid && extension.critical)

const isUncritical = ({ extensions }: Certificate, oid: string) =>
  extensions.some((extension) => extension.oid === oid && !extension.critical)

const RULES: readonly Rule[] = [
  ['4.1.2.1', ({ version }) => version !== 3],
  // Positive; its first bit is that of a negative number.
  ['4.1.2.2', ({ serialNumber }) => /^(?:[89a-f]|00$)/.test(serialNumber)],
  [
    '4.2.1.1',
    (certificate, { isAnchor }) =>
      isCritical(certificate, EXTENSION.authorityKeyIdentifier) ||
      (certificate.authorityKeyIdentifier === undefined &&
        !(isAnchor && sameName(certificate.subject, certificate.issuer))),
  ],
  [
    '4.2.1.2',
    (certificate, { isLeaf }) =>
      isCritical(certificate, EXTENSION.subjectKeyIdentifier) ||
      (!isLeaf && certificate.subjectKeyIdentifier === undefined),
  ],
  ['4.2.1.3', ({ keyUsage }, { isLeaf }) => !isLeaf && keyUsage === undefined],
  [
    '4.2.1.6',
    (certificate) => isEmptyName(certificate.subject) && isUncritical(certificate, EXTENSION.subjectAltName),
  ],
  ['4.2.1.9', (certificate, { isLeaf }) => !isLeaf && !isCritical(certificate, EXTENSION.basicConstraints)],
  ['4.2.1.9', ({ keyUsage }, { isLeaf }) => isLeaf && keyUsage?.has('keyCertSign') === true],
  ['4.2.1.10', ({ nameConstraints }, { isLeaf }) => isLeaf && nameConstraints !== undefined],
  ['4.2.1.11', (certificate) => isUncritical(certificate, EXTENSION.policyConstraints)],
  ['4.2.1.14', (certificate) => isUncritical(certificate, EXTENSION.inhibitAnyPolicy)],
  ['4.2.2.1', (certificate) => isCritical(certificate, EXTENSION.authorityInfoAccess)],
  ['4.2.2.2', (certificate) => isCritical(certificate, EXTENSION.subjectInfoAccess)],
]

/**
 * The certificates of servers and of the authorities above them keep to what RFC 5280 requires of those who issue them,
 * beyond what its algorithm looks at. Who breaks these rules may break others that cannot be seen.
 *
 * It is asked of servers alone: their certificates are made by the rules of the Web. Those of signers in use break some
 * of these rules, and nothing hangs on them there.
 */
export function checkProfile({ certificates }: Pick<Path, 'certificates'>): Check {
  for (const [at, certificate] of certificates.entries()) {
    const place = { isLeaf: at === 0, isAnchor: at === certificates.length - 1 }
    const broken = RULES.find(([, isBroken]) => isBroken(certificate, place))
    if (broken === undefined) continue
    const facts = { subject: certificate.subject.text, clause: broken[0] }
    return failed('path.profile', 'ERR_PATH_PROFILE', facts)
  }
  return passed('path.profile')
}
