import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

// Debian's golang-1.24-src has the certificates and what is to come of each path, python3-cryptography-vectors the lists.
const CERTIFICATES = process.env['PKITS_DIR'] ?? '/usr/share/go-1.24/src/crypto/x509/testdata/nist-pkits'
const LISTS =
  process.env['PKITS_CRL_DIR'] ?? '/usr/lib/python3/dist-packages/cryptography_vectors/x509/PKITS_data/crls'

/** Whether the suite is installed. */
export const hasPkits: boolean = existsSync(join(CERTIFICATES, 'vectors.json')) && existsSync(LISTS)

/** One path of the suite, with the inputs of RFC 5280, 6.1.1. */
export interface PkitsCase {
  /** `4.8.1 All Certificates Same Policy Test1 (Subpart 2)` */
  readonly name: string
  /** DER, from the anchor to the leaf; those of other keys of an authority stand among them. */
  readonly certificates: readonly Uint8Array[]
  readonly lists: readonly Uint8Array[]
  readonly isValid: boolean
  /** OIDs; none where any policy is acceptable. */
  readonly acceptable: readonly string[] | undefined
  readonly requireExplicit: boolean
  readonly inhibitMapping: boolean
  readonly inhibitAny: boolean
}

/** The time of the suite: every valid certificate of it was valid then. */
export const PKITS_TIME = new Date('2011-04-15T00:00:00Z')

interface Vector {
  readonly Name: string
  readonly CertPath: readonly string[]
  readonly CRLPath: readonly string[]
  readonly ShouldValidate: boolean
  readonly InitialPolicySet: readonly string[]
  readonly InitialPolicyMappingInhibit: boolean
  readonly InitialExplicitPolicy: boolean
  readonly InitialAnyPolicyInhibit: boolean
}

const read = (...path: readonly string[]) => new Uint8Array(readFileSync(join(...path)))

/** `NIST-test-policy-3` is 2.16.840.1.101.3.2.1.48.3. */
function policiesOf(names: readonly string[]): string[] | undefined {
  if (names.includes('anyPolicy')) return undefined
  return names.map((name) => name.replace(/^NIST-test-policy-/, '2.16.840.1.101.3.2.1.48.'))
}

/** Every path of the suite, sub-parts by themselves; none where it is not installed. */
export function readPkits(): PkitsCase[] {
  if (!hasPkits) return []
  const vectors = JSON.parse(readFileSync(join(CERTIFICATES, 'vectors.json'), 'utf8')) as Vector[]
  return vectors.map((vector) => ({
    name: vector.Name,
    certificates: vector.CertPath.map((name) => read(CERTIFICATES, 'certs', name)),
    lists: vector.CRLPath.map((name) => read(LISTS, name)),
    isValid: vector.ShouldValidate,
    acceptable: policiesOf(vector.InitialPolicySet),
    requireExplicit: vector.InitialExplicitPolicy,
    inhibitMapping: vector.InitialPolicyMappingInhibit,
    inhibitAny: vector.InitialAnyPolicyInhibit,
  }))
}

/** Every certificate of the suite, in no particular order; none where it is not installed. */
export function readPkitsCertificates(): Uint8Array[] {
  if (!hasPkits) return []
  return readdirSync(join(CERTIFICATES, 'certs'))
    .sort()
    .map((name) => read(CERTIFICATES, 'certs', name))
}
