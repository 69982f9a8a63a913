import {
  type Certificate,
  createReport,
  failedBy,
  indeterminate,
  inspectPath,
  parseCertificates,
  passed,
  type Report,
  type Role,
  type Trust,
} from '@xinyin/core'
import { inspectLicence, type Licence, type LicencePolicy } from '@xinyin/e-license'
import { inspectSeal, type Seal } from '@xinyin/e-seal'
import { type ByteSource, inspectOfd, type OfdSubject } from '@xinyin/e-seal/ofd'
import { readWhole } from '../files/source.ts'
import { readPicture } from '../qr/picture.ts'
import { type Demands, refuseDemands } from './demands.ts'
import { detectKind, isPackage } from './kind.ts'

/** What became of one file. */
export interface Inspected {
  readonly kind: 'licence' | 'ofd' | 'seal' | 'certificate' | 'unknown'
  /** What it calls itself, for the first line of the output. */
  readonly headline: readonly string[]
  readonly report: Report<unknown>
}

const day = (date: Date) => date.toISOString().slice(0, 10)

const present = (parts: readonly (string | undefined)[]): string[] =>
  parts.filter((part) => part !== undefined)

// Elements that every licence has, under their short names in GB/T 36903.
const LICENCE_ELEMENTS: ReadonlySet<string> = new Set(['ZZBS', 'ZZLXDM', 'ZZMC', 'ZZBH'])

/** Whether an OFD document says of itself that it is a licence. */
const isLicence = ({ documents }: OfdSubject): boolean =>
  documents.some(({ info }) => info.customData.some(({ name }) => LICENCE_ELEMENTS.has(name)))

const headlineOf = ({ name, issuer, number, validUntil }: Partial<Licence>): string[] =>
  present([name, issuer?.name, number, validUntil && `→ ${validUntil}`])

/** A licence in any of its forms, and what is to be said of it. */
export async function inspectLicenceInput(
  input: Uint8Array | string,
  policy: LicencePolicy,
): Promise<Inspected & { readonly report: Report<Licence> }> {
  const report = await inspectLicence(input, policy)
  return { kind: 'licence', headline: headlineOf(report.subject ?? {}), report }
}

/** The document with all that is demanded of it, and where it says that it is a licence, what a licence has to be. */
async function inspectOfdFile(
  source: ByteSource,
  demands: Demands,
  trust: Trust,
  at: Date,
): Promise<Inspected> {
  const { licence: licenceDemands, ...ofDocument } = demands
  const report: Report<OfdSubject> = await inspectOfd(source, { ...ofDocument, trust, at })
  const { subject } = report
  if (subject !== undefined && isLicence(subject)) {
    const licence = await inspectLicence(await readWhole(source), { ...licenceDemands, trust, at })
    const made = new Set(report.checks.map(({ id }) => id))
    const checks = [...report.checks, ...licence.checks.filter(({ id }) => !made.has(id))]
    return {
      kind: 'licence',
      headline: headlineOf(licence.subject ?? {}),
      report: createReport(checks, licence.subject),
    }
  }
  const titles = subject?.documents.map(({ info }) => info.title) ?? []
  const seals = subject?.signatures.map(({ sealName, signer }) => sealName ?? signer?.text) ?? []
  return { kind: 'ofd', headline: present([...titles, ...seals]), report }
}

async function inspectSealFile(
  bytes: Uint8Array,
  { expect: _, evidence: __, licence: ___, ...demands }: Demands,
  trust: Trust,
  at: Date,
): Promise<Inspected> {
  const report: Report<Seal> = await inspectSeal(bytes, { ...demands, trust, at })
  const info = report.subject?.info
  return { kind: 'seal', headline: info === undefined ? [] : [info.name, `→ ${day(info.validTo)}`], report }
}

const passedIn = ({ checks }: Report<unknown>) => checks.filter(({ status }) => status === 'passed').length

/**
 * The first certificate in the file, with the others as what may stand between it and an anchor. It passes when it
 * does so for any role: the check `certificate.roles` says for which.
 */
async function inspectCertificateFile(bytes: Uint8Array, trust: Trust, at: Date): Promise<Inspected> {
  const [leaf, ...intermediates] = parseCertificates(bytes) as [Certificate, ...Certificate[]]
  // Of a file with several, the first is judged; the others may stand between it and an anchor.
  const place = intermediates.length > 0 ? [`1/${intermediates.length + 1}`] : []
  const headline = [leaf.subject.text, `→ ${day(leaf.notAfter)}`, ...place]
  // An authority's certificate signs certificates, not documents, and is looked at as what it is.
  const target = leaf.basicConstraints?.ca === true ? 'authority' : 'signer'
  const roles = [...new Set(trust.anchors.flatMap((anchor) => anchor.roles))]
  const reports: { role: Role; report: Report<unknown> }[] = []
  for (const role of roles) {
    reports.push({ role, report: await inspectPath(leaf, { trust, role, at, intermediates, target }) })
  }
  const good = reports.filter(({ report }) => report.verdict === 'passed')
  // What comes nearest to a role tells most: to most roles nothing leads at all.
  const nearest = reports.toSorted((a, b) => passedIn(b.report) - passedIn(a.report))[0]
  const chosen = good[0] ?? reports.find(({ report }) => report.verdict === 'failed') ?? nearest
  const checks = chosen?.report.checks ?? []
  const check =
    good.length > 0
      ? passed('certificate.roles', { roles: good.map(({ role }) => role).join(', ') })
      : indeterminate('certificate.roles', 'ERR_CERTIFICATE_NO_ROLE')
  return { kind: 'certificate', headline, report: createReport([check, ...checks], leaf) }
}

/**
 * Finds out what a file is and inspects it as that. Documents are read piece by piece, all else is small.
 *
 * @throws TrustError when it is nothing that can be inspected, or nothing of which this can be demanded
 */
export async function inspectFile(
  source: ByteSource,
  demands: Demands,
  trust: Trust,
  at: Date,
): Promise<Inspected> {
  if (await isPackage(source)) return inspectOfdFile(source, demands, trust, at)
  const bytes = await readWhole(source)
  const kind = detectKind(bytes)
  refuseDemands(kind, demands)
  switch (kind) {
    case 'sd-jwt':
    case 'qr':
      return inspectLicenceInput(bytes, { ...demands.licence, trust, at })
    case 'picture':
      return inspectLicenceInput(await readPicture(bytes), { ...demands.licence, trust, at })
    case 'seal':
      return inspectSealFile(bytes, demands, trust, at)
    case 'certificate':
      try {
        return await inspectCertificateFile(bytes, trust, at)
      } catch (error) {
        return {
          kind: 'certificate',
          headline: [],
          report: createReport([failedBy('certificate.form', error)], undefined),
        }
      }
  }
}
