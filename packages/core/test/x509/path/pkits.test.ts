import { type Certificate, inspectPath, parseCertificate, type Report, TrustError } from '@xinyin/core'
import { type Crl, createRevocationChecker, parseCrl } from '@xinyin/core/revocation'
import { legacyAlgorithms } from '@xinyin/core/unsafe'
import { PKITS_TIME, type PkitsCase, readPkits, readPkitsCertificates, testPkits } from '@xinyin/testkit'
import { expect } from 'vitest'

/** The value, or nothing where it cannot be read: a refusal like any other. */
function readable<T>(read: () => T): T | undefined {
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
async function inspect(
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

const CASES = readPkits()

testPkits('the suite has 249 paths', () => {
  expect(CASES).toHaveLength(249)
})

testPkits.for(CASES)('$name', async (one) => {
  const report = await inspect(one)
  const against = report?.checks.filter(({ status }) => status === 'failed' || status === 'indeterminate')
  expect(report?.verdict === 'passed', JSON.stringify(against)).toBe(one.isValid)
})

testPkits('paths are found as well among all certificates of the suite', async () => {
  const all = readPkitsCertificates()
    .map((der) => readable(() => parseCertificate(der)))
    .filter((certificate) => certificate !== undefined)
  for (const one of CASES) {
    const report = await inspect(one, all)
    expect(report?.verdict === 'passed', one.name).toBe(one.isValid)
  }
})
