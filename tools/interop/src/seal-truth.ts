import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Certificate, parseCertificate, type Report, type Trust, type Verdict } from '@xinyin/core'
import { inspectSeal, parseSeal, parseSealSignature } from '@xinyin/e-seal'
import { inspectOfd, listOfdSignatures, parseOfdPackage } from '@xinyin/e-seal/ofd'
import { expectThat } from './expect.ts'
import type { Case } from './table.ts'

const ROOT = process.env['TRUTH_DIR'] ?? join(import.meta.dirname, '../../../../shared/truth')
const NOBODY: Trust = { anchors: [], intermediates: [] }

/** What a file made by others has to come to. */
interface Expected {
  /** For who trusts nobody. */
  readonly nobody: Verdict
  /** For who trusts those whom it names itself, at the time that it names. */
  readonly named: Verdict
  /** Codes of what stands against it then. */
  readonly against?: readonly string[]
  /** What is tolerated in it. */
  readonly tolerances?: readonly string[]
}

const UNSIGNED: Expected = { nobody: 'failed', named: 'failed', against: ['ERR_OFD_UNSIGNED'] }
const GOOD: Expected = { nobody: 'indeterminate', named: 'passed' }

/**
 * What is expected, from what is known of each file (`truth/README.md`) and of vendors' ways: one carries a signed value
 * that is none, one names a file of annotations that it does not hold, two leave `OFD.xml` out of what they cover. The
 * seals of version 5 were made with certificates that had run out.
 */
const EXPECTED: Readonly<Record<string, Expected>> = {
  'ofd/signed-35275-broken.ofd': { nobody: 'failed', named: 'failed', against: ['ERR_SIGNATURE_STRUCTURE'] },
  'ofd/signed-v1-shape-vendor-demo.ofd': {
    nobody: 'indeterminate',
    named: 'indeterminate',
    against: ['ERR_OFD_NAMED_MISSING', 'ERR_OFD_INDEX_UNCOVERED'],
    tolerances: ['empty-extensions', 'header-version'],
  },
  'ofd/signed-v4-riding-seam.ofd': GOOD,
  'ofd/signed-v4-whole-protect.ofd': GOOD,
  'ofd/signed-v4-test-invoice-2.ofd': { ...GOOD, tolerances: ['explicit-default'] },
  'ofd/signed-v4-test-invoice.ofd': {
    nobody: 'indeterminate',
    named: 'indeterminate',
    against: ['ERR_OFD_INDEX_UNCOVERED'],
    tolerances: ['explicit-default'],
  },
  'ofd/unsigned-hello-integrity.ofd': {
    ...UNSIGNED,
    against: ['ERR_OFD_UNSIGNED', 'ERR_OFD_ENTRIES_UNVERIFIED'],
  },
  'seal/user-v1.esl': { nobody: 'failed', named: 'passed' },
  'seal/user-v4.esl': { nobody: 'failed', named: 'passed' },
  'seal/user-v5.esl': { nobody: 'indeterminate', named: 'failed', against: ['ERR_PATH_EXPIRED'] },
  'seal/user-v5-timestamped.esl': { nobody: 'failed', named: 'failed' },
}

interface Found {
  readonly nobody: Report<unknown>
  readonly named: Report<unknown>
}

/** Trusts makers and signers that a file names itself, each for its part. */
function trustIn(makers: readonly Certificate[], signers: readonly Certificate[]): Trust {
  return {
    anchors: [
      ...makers.map((certificate) => ({ certificate, roles: ['seal-maker'] as const })),
      ...signers.map((certificate) => ({ certificate, roles: ['seal-signer'] as const })),
    ],
    intermediates: [],
  }
}

const after = (time: Date) => new Date(time.getTime() + 1000)

async function inspectTruthSeal(bytes: Uint8Array): Promise<Found> {
  const { info, makerCertificate } = parseSeal(bytes)
  const trust = trustIn([parseCertificate(makerCertificate)], [])
  return {
    nobody: await inspectSeal(bytes, { trust: NOBODY }),
    named: await inspectSeal(bytes, { trust, at: after(info.validFrom) }),
  }
}

async function inspectTruthOfd(bytes: Uint8Array): Promise<Found> {
  const { files } = parseOfdPackage(bytes)
  const makers: Certificate[] = []
  const signers: Certificate[] = []
  let at = new Date()
  for (const { type, description } of (await listOfdSignatures(bytes)).signatures) {
    const value = files.get(description?.signedValueFile ?? '')
    if (value === undefined || type !== 'Seal') continue
    const { seal, signerCertificate, time } = parseSealSignature(value)
    makers.push(parseCertificate(seal.makerCertificate))
    signers.push(parseCertificate(signerCertificate))
    at = after(time)
  }
  const trust = trustIn(makers, signers)
  return {
    nobody: await inspectOfd(bytes, { trust: NOBODY }),
    named: await inspectOfd(bytes, { trust, at }),
  }
}

const codesAgainst = ({ checks }: Report<unknown>) =>
  checks.flatMap(({ status, code }) =>
    status === 'failed' || status === 'indeterminate' ? (code ?? []) : [],
  )

function tolerancesOf({ checks }: Report<unknown>): string[] {
  const named = checks
    .filter(({ id }) => id.startsWith('tolerance.'))
    .map(({ id }) => id.slice('tolerance.'.length))
  const { deviations } = checks.find(({ id }) => id === 'ofd.package')?.facts ?? {}
  return [...new Set([...named, ...(typeof deviations === 'string' ? deviations.split(', ') : [])])].sort()
}

function truthCase(path: string): Case {
  const isOfd = path.startsWith('ofd/')
  const known = EXPECTED[path]
  const expected = known ?? (path.startsWith('ofd/signed-') ? undefined : UNSIGNED)
  const says =
    expected === undefined
      ? 'no verdict is known'
      : `${expected.nobody}, ${expected.named} under its own trust`
  return {
    what: `${path}: expected ${says}`,
    with: 'others',
    async run() {
      const bytes = new Uint8Array(readFileSync(join(ROOT, path)))
      const { nobody, named } = await (isOfd ? inspectTruthOfd(bytes) : inspectTruthSeal(bytes))
      const [against, tolerances] = [codesAgainst(named), tolerancesOf(named)]
      const seen = [
        `found ${nobody.verdict}, ${named.verdict} under its own trust`,
        ...(against.length === 0 ? [] : [`against it: ${against.join(', ')}`]),
        ...(tolerances.length === 0 ? [] : [`tolerated: ${tolerances.join(', ')}`]),
      ].join('; ')
      expectThat(nobody.verdict !== 'passed', seen)
      if (expected === undefined) return seen
      expectThat(nobody.verdict === expected.nobody && named.verdict === expected.named, seen)
      if (expected.against !== undefined) expectThat(against.join() === expected.against.join(), seen)
      if (known !== undefined && isOfd)
        expectThat(tolerances.join() === [...(known.tolerances ?? [])].sort().join(), seen)
      return seen
    },
  }
}

/** Every sealed document and seal made by others: the verdict expected and found, and what is tolerated in each. */
export const truthCases: readonly Case[] = ['ofd', 'seal'].flatMap((folder) => {
  const place = join(ROOT, folder)
  if (!existsSync(place)) return []
  const names = readdirSync(place).filter((name) => /\.(?:ofd|esl)$/.test(name))
  return names.sort().map((name) => truthCase(`${folder}/${name}`))
})
