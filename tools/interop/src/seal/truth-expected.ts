import type { Verdict } from '@xinyin/core'

/** What a file made by others has to come to, at the time that it names itself. */
export interface Expected {
  /** For who trusts nobody. */
  readonly nobody: Verdict
  /** For who trusts those whom it names itself. */
  readonly named: Verdict
  /** Codes of what stands against it then. */
  readonly against: readonly string[]
  /** What is tolerated in it. */
  readonly tolerances: readonly string[]
  /** What is known of the file that makes one expect so. */
  readonly because: string
}

const GOOD = { nobody: 'indeterminate', named: 'passed', against: [], tolerances: [] } as const

const UNSIGNED: Expected = {
  nobody: 'failed',
  named: 'failed',
  against: ['ERR_OFD_UNSIGNED'],
  tolerances: [],
  because: 'nobody signed it',
}

const EXPECTED: Readonly<Record<string, Expected>> = {
  'ofd/signed-35275-broken.ofd': {
    nobody: 'failed',
    named: 'failed',
    against: ['ERR_SIGNATURE_STRUCTURE'],
    tolerances: [],
    because: 'its signed value is a bare SM2 signature and no message of GB/T 35275',
  },
  'ofd/signed-v1-shape-vendor-demo.ofd': {
    nobody: 'indeterminate',
    named: 'indeterminate',
    against: ['ERR_OFD_NAMED_MISSING', 'ERR_OFD_INDEX_UNCOVERED'],
    tolerances: ['empty-entry-descriptor', 'empty-extensions', 'header-version'],
    because: 'its signature leaves out OFD.xml, and it names a file of annotations that it does not hold',
  },
  'ofd/signed-v4-riding-seam.ofd': { ...GOOD, because: 'it holds, and covers all of the document' },
  'ofd/signed-v4-whole-protect.ofd': { ...GOOD, because: 'it holds, and covers the list of signatures too' },
  'ofd/signed-v4-test-invoice-2.ofd': {
    ...GOOD,
    tolerances: ['explicit-default'],
    because: 'it holds; its vendor writes FALSE where DER leaves it out',
  },
  'ofd/signed-v4-test-invoice.ofd': {
    nobody: 'indeterminate',
    named: 'indeterminate',
    against: ['ERR_OFD_INDEX_UNCOVERED'],
    tolerances: ['explicit-default'],
    because: 'its signature leaves out OFD.xml, through which another document could be put in its place',
  },
  'ofd/unsigned-hello-integrity.ofd': {
    ...UNSIGNED,
    against: ['ERR_OFD_UNSIGNED', 'ERR_OFD_ENTRIES_UNVERIFIED'],
    because: 'nobody signed it, though it lists its files under a signature of its own',
  },
  'ofd/unsigned-path_unstd.ofd': {
    ...UNSIGNED,
    tolerances: ['archive-comment'],
    because: 'nobody signed it; its archive has a comment',
  },
  'seal/user-v1.esl': { ...GOOD, because: 'its maker signed it' },
  'seal/user-v4.esl': { ...GOOD, because: 'its maker signed it' },
  'seal/user-v5.esl': {
    nobody: 'indeterminate',
    named: 'failed',
    against: ['ERR_PATH_EXPIRED'],
    tolerances: [],
    because: 'its maker signed it in 2026, with a certificate that ran out in 2022',
  },
  'seal/user-v5-timestamped.esl': {
    nobody: 'failed',
    named: 'failed',
    against: ['ERR_DER_TRUNCATED', 'ERR_PATH_EXPIRED'],
    tolerances: [],
    because: 'its time stamp is three octets that are no token, and the certificate of its maker had run out',
  },
}

/** What is expected of a file of the truth; nothing of one that is not known. */
export const expectedOf = (path: string): Expected | undefined =>
  EXPECTED[path] ?? (/^ofd\/(?:unsigned|container)-/.test(path) ? UNSIGNED : undefined)
