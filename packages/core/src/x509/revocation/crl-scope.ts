import { concatBytes, equalBytes } from '../../bytes/sequence.ts'
import { parseDer } from '../../der/read.ts'
import { encodeSequence } from '../../der/write.ts'
import { TrustError } from '../../errors.ts'
import type { Certificate } from '../certificate.ts'
import type { DistributionPoint, DistributionPointName } from '../distribution-points.ts'
import type { GeneralName } from '../general-name.ts'
import { type Name, readName } from '../name.ts'
import { sameName } from '../name-match.ts'
import { CRL_EXTENSION, type Crl } from './crl.ts'

/**
 * The places where the certificate says that lists about it are, and the one that it need not name: a list of its
 * issuer for everything (RFC 5280, 6.3.3, at the end).
 */
export function pointsOf({ cRLDistributionPoints = [], issuer }: Certificate): readonly DistributionPoint[] {
  const names: readonly GeneralName[] = [{ kind: 'directory', value: issuer }]
  return [
    ...cRLDistributionPoints,
    { name: { kind: 'full', names }, reasons: undefined, cRLIssuer: undefined },
  ]
}

/** Whether a list is one that a distribution point speaks of, and covers the certificate (RFC 5280, 6.3.3 (b)). */
export function covers(crl: Crl, point: DistributionPoint, certificate: Certificate): boolean {
  return (
    isByIssuer(crl, point, certificate) && isAtPoint(crl, point, certificate) && isForKind(crl, certificate)
  )
}

/** 6.3.3 (b)(1): who issued the list. */
function isByIssuer(crl: Crl, { cRLIssuer }: DistributionPoint, { issuer }: Certificate): boolean {
  if (cRLIssuer === undefined) return sameName(crl.issuer, issuer)
  const isNamed = directoryNames(cRLIssuer).some((name) => sameName(name, crl.issuer))
  return isNamed && crl.issuingDistributionPoint?.indirectCRL === true
}

/** 6.3.3 (b)(2)(i): a list that names its place is at this one. */
function isAtPoint(crl: Crl, point: DistributionPoint, certificate: Certificate): boolean {
  const own = crl.issuingDistributionPoint?.name
  if (own === undefined) return true
  const ownNames = namesOf(own, crl.issuer)
  const [listIssuer = certificate.issuer] = directoryNames(point.cRLIssuer ?? [])
  const wanted = point.name === undefined ? (point.cRLIssuer ?? []) : namesOf(point.name, listIssuer)
  return wanted.some((name) => ownNames.some((other) => sameGeneralName(name, other)))
}

/** 6.3.3 (b)(2)(ii) to (iv): the kind of certificates. */
function isForKind({ issuingDistributionPoint: own }: Crl, { basicConstraints }: Certificate): boolean {
  if (own === undefined) return true
  const isAuthority = basicConstraints?.ca === true
  if (own.onlyContainsUserCerts && isAuthority) return false
  if (own.onlyContainsCACerts && !isAuthority) return false
  return !own.onlyContainsAttributeCerts
}

const directoryNames = (names: readonly GeneralName[]): Name[] =>
  names.flatMap((name) => (name.kind === 'directory' ? [name.value] : []))

/** The names of a point in full: a relative one follows the name of the list's issuer (RFC 5280, 4.2.1.13). */
function namesOf(name: DistributionPointName, listIssuer: Name): readonly GeneralName[] {
  if (name.kind === 'full') return name.names
  const whole = encodeSequence(concatBytes(parseDer(listIssuer.raw).content, name.raw))
  try {
    return [{ kind: 'directory', value: readName(parseDer(whole)) }]
  } catch (error) {
    // Together they may be longer than any name may be: then it is the name of nothing.
    if (error instanceof TrustError) return []
    throw error
  }
}

function sameGeneralName(a: GeneralName, b: GeneralName): boolean {
  if (a.kind === 'directory') return b.kind === 'directory' && sameName(a.value, b.value)
  return a.kind === b.kind && a.value === b.value
}

/** Whether a delta list can be put on a complete one (RFC 5280, 5.2.4 and 6.3.3 (c)). */
export function isDeltaOf(delta: Crl, complete: Crl): boolean {
  return (
    delta.baseNumber !== undefined &&
    delta.number !== undefined &&
    complete.number !== undefined &&
    sameName(delta.issuer, complete.issuer) &&
    sameScope(delta, complete) &&
    delta.authorityKeyIdentifier === complete.authorityKeyIdentifier &&
    complete.number >= delta.baseNumber &&
    complete.number < delta.number
  )
}

function sameScope(a: Crl, b: Crl): boolean {
  const scopeOf = ({ extensions }: Crl) =>
    extensions.find(({ oid }) => oid === CRL_EXTENSION.issuingDistributionPoint)?.value ?? new Uint8Array(0)
  return equalBytes(scopeOf(a), scopeOf(b))
}
