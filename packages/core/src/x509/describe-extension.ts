import { encodeHex } from '../bytes/hex.ts'
import { type Facts, type Language, render } from '../errors.ts'
import type { AccessDescription } from './access-description.ts'
import type { Certificate, Extension } from './certificate.ts'
import type { DescriptionRow } from './describe.ts'
import { describeName } from './describe-name.ts'
import type { DistributionPoint } from './distribution-points.ts'
import { KEY_USAGE_WORDS, LABELS, REASON_WORDS } from './labels.ts'
import { escapeHidden } from './name.ts'
import { EXTENSION } from './oid.ts'
import { describeOid } from './oid-names.ts'
import type { PolicyInformation } from './policies.ts'
import { SUBJECT_NUMBER, type SubjectNumbers } from './subject-numbers.ts'

/** Extensions of unknown meaning are shown up to so many octets. */
const MAX_SHOWN = 64

/** Says one extension of a certificate: its name, and its value in words where it is known, else in hexadecimal. */
export function describeExtension(
  certificate: Certificate,
  extension: Extension,
  language: Language,
): DescriptionRow {
  const said = sayValue(certificate, extension.oid, language) ?? sayOctets(extension.value, language)
  const value = extension.critical ? render(LABELS.critical, language, { value: said }) : said
  return { label: describeOid(extension.oid, language), value }
}

function sayOctets(value: Uint8Array, language: Language): string {
  if (value.length <= MAX_SHOWN) return encodeHex(value)
  return render(LABELS.octets, language, { count: value.length })
}

function sayValue(certificate: Certificate, oid: string, language: Language): string | undefined {
  const comma = language === 'en' ? ', ' : '、'
  const semicolon = language === 'en' ? '; ' : '；'
  const say = (label: keyof typeof LABELS, facts: Facts = {}) => render(LABELS[label], language, facts)
  const names = (values: Certificate['subjectAltName']) => values?.map(describeName).join(comma)
  const points = (values: readonly DistributionPoint[] | undefined) =>
    values?.map((point) => sayPoint(point, language, comma)).join(semicolon)
  const access = (values: readonly AccessDescription[] | undefined) =>
    values
      ?.map(({ method, location }) => `${describeOid(method, language)} ${describeName(location)}`)
      .join(semicolon)

  switch (oid) {
    case EXTENSION.basicConstraints: {
      const { ca = false, pathLength } = certificate.basicConstraints ?? {}
      if (pathLength !== undefined) return say('pathLength', { count: pathLength })
      return say(ca ? 'yes' : 'no')
    }
    case EXTENSION.keyUsage:
      return [...(certificate.keyUsage ?? [])].map((usage) => KEY_USAGE_WORDS[usage][language]).join(comma)
    case EXTENSION.extKeyUsage:
      return certificate.extendedKeyUsage?.map((purpose) => describeOid(purpose, language)).join(comma)
    case EXTENSION.subjectAltName:
      return names(certificate.subjectAltName)
    case EXTENSION.issuerAltName:
      return names(certificate.issuerAltName)
    case EXTENSION.subjectKeyIdentifier:
      return certificate.subjectKeyIdentifier
    case EXTENSION.authorityKeyIdentifier: {
      const { authorityKeyIdentifier, authorityCertificate: named } = certificate
      const reference = named === undefined ? [] : [`${names(named.issuer)} ${named.serialNumber}`]
      return [...(authorityKeyIdentifier === undefined ? [] : [authorityKeyIdentifier]), ...reference].join(
        semicolon,
      )
    }
    case EXTENSION.certificatePolicies:
      return certificate.certificatePolicies?.map((policy) => sayPolicy(policy, language)).join(semicolon)
    case EXTENSION.policyMappings:
      return certificate.policyMappings
        ?.map(({ issuerDomainPolicy, subjectDomainPolicy }) =>
          say('mapping', { issuer: issuerDomainPolicy, subject: subjectDomainPolicy }),
        )
        .join(semicolon)
    case EXTENSION.policyConstraints:
      return Object.entries(certificate.policyConstraints ?? {})
        .filter(([, count]) => count !== undefined)
        .map(([name, count]) => say(name as 'requireExplicitPolicy' | 'inhibitPolicyMapping', { count }))
        .join(semicolon)
    case EXTENSION.inhibitAnyPolicy:
      return say('inhibitAnyPolicy', { count: certificate.inhibitAnyPolicy ?? 0 })
    case EXTENSION.nameConstraints:
      return (['permitted', 'excluded'] as const)
        .flatMap((side) => {
          const said = names(certificate.nameConstraints?.[side])
          return said === undefined ? [] : [say(side, { names: said })]
        })
        .join(semicolon)
    case EXTENSION.cRLDistributionPoints:
      return points(certificate.cRLDistributionPoints)
    case EXTENSION.freshestCRL:
      return points(certificate.freshestCRL)
    case EXTENSION.authorityInfoAccess:
      return access(certificate.authorityInfoAccess)
    case EXTENSION.subjectInfoAccess:
      return access(certificate.subjectInfoAccess)
    case EXTENSION.qCStatements:
      return certificate.qCStatements?.map((statement) => statement.oid).join(comma)
    case EXTENSION.ocspNoCheck:
      return say('yes')
    default:
      return sayNumber(certificate.subjectNumbers, oid)
  }
}

function sayNumber(numbers: SubjectNumbers, oid: string): string | undefined {
  const name = (Object.keys(SUBJECT_NUMBER) as (keyof SubjectNumbers)[]).find(
    (candidate) => SUBJECT_NUMBER[candidate] === oid,
  )
  const number = name === undefined ? undefined : numbers[name]
  return number === undefined ? undefined : escapeHidden(number)
}

function sayPolicy({ policy, qualifiers }: PolicyInformation, language: Language): string {
  const texts = qualifiers.flatMap(({ text }) => (text === undefined ? [] : [escapeHidden(text)]))
  return [describeOid(policy, language), ...texts].join(' ')
}

function sayPoint(point: DistributionPoint, language: Language, comma: string): string {
  const { name, reasons, cRLIssuer } = point
  const place =
    name === undefined
      ? '-'
      : name.kind === 'full'
        ? name.names.map(describeName).join(comma)
        : name.attributes.map(({ value }) => escapeHidden(value)).join('+')
  const words = reasons && [...reasons].map((reason) => REASON_WORDS[reason][language]).join(comma)
  const covered = words === undefined ? place : render(LABELS.reasons, language, { place, reasons: words })
  if (cRLIssuer === undefined) return covered
  const issuer = cRLIssuer.map(describeName).join(comma)
  return render(LABELS.signedBy, language, { place: covered, issuer })
}
