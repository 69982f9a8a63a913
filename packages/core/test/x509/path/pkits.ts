import { type Certificate, inspectPath, parseCertificate, type Report, TrustError } from '@xinyin/core'
import { type Crl, createRevocationChecker, parseCrl } from '@xinyin/core/revocation'
import { legacyAlgorithms } from '@xinyin/core/unsafe'
import { PKITS_TIME, type PkitsCase } from '@xinyin/testkit/pkits'

/** The value, or nothing where it cannot be read: a refusal like any other. */
export function readable<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (error instanceof TrustError) return undefined
    throw error
  }
}

/** The paths that are signed with DSA, which nobody accepts who does not say so. */
const isOld = ({ name }: PkitsCase) => /^4\.1\.[456] /.test(name)

/** A path of the suite as it is judged here, with other certificates in the pool beside those of the path. */
export async function inspectPkits(
  one: PkitsCase,
  others: readonly Certificate[] = [],
): Promise<Report<unknown> | undefined> {
  const certificates = one.certificates.map((der) => readable(() => parseCertificate(der)))
  const [anchor, leaf] = [certificates[0], certificates.at(-1)]
  if (anchor === undefined || leaf === undefined) return undefined
  const crls = one.lists
    .map((der) => readable(() => parseCrl(der)))
    .filter((crl): crl is Crl => crl !== undefined)
  return inspectPath(leaf, {
    trust: {
      anchors: [{ certificate: anchor, roles: ['document-signer'] }],
      intermediates: [...certificates.slice(1, -1).filter((middle) => middle !== undefined), ...others],
      revocation: { crls, ocspResponses: [] },
    },
    role: 'document-signer',
    at: PKITS_TIME,
    // Some paths of the suite end in an authority.
    target: leaf.basicConstraints?.ca === true ? 'authority' : 'signer',
    policies: {
      ...(one.acceptable && { acceptable: one.acceptable }),
      requireExplicit: one.requireExplicit,
      inhibitMapping: one.inhibitMapping,
      inhibitAny: one.inhibitAny,
    },
    revocation: createRevocationChecker({ now: () => PKITS_TIME }),
    ...(isOld(one) && { algorithms: legacyAlgorithms }),
  })
}
