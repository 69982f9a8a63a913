import {
  type Certificate,
  type Check,
  createReport,
  decidingCheck,
  failed,
  indeterminate,
  passed,
  type Report,
  skipped,
  TrustError,
} from '@xinyin/core'
import { digestTexts } from '../credential/digest-later.ts'
import { digestNameOf } from '../credential/digest-name.ts'
import { parseSdJwt } from '../credential/parse.ts'
import { countWithheld } from '../credential/resolve.ts'
import { parseX5c } from '../credential/x5c.ts'
import type { Licence } from '../metadata/data.ts'
import { inspectLicence, licenceFormOf, textOf } from '../verify/inspect.ts'
import type { LicencePolicy } from '../verify/policy.ts'
import { type AgreedItem, compareLicences } from './compare.ts'
import { withHolderCodes } from './qr-holders.ts'

/** What several proofs of one licence come to. */
export interface Agreement {
  /** The report on each proof by itself, in the order of the call. */
  readonly proofs: readonly Report<Licence>[]
  /** Each item that any of them shows. */
  readonly items: readonly AgreedItem[]
}

const PROOF = 'agreement.proof'
const LICENCE = 'agreement.licence'
const ITEM = 'agreement.item'

const MOST_PROOFS = 8

/**
 * Verifies several proofs of one licence, an OFD, an SD-JWT, a QR code, and compares what they say, item by item: the
 * checks `agreement.item`, each with the `element` that it is about. What a holder did not disclose is not shown, and no
 * disagreement.
 *
 * It passes when each proof holds by itself and no item differs. Proofs that share neither the identifier nor the number
 * of the licence may be of two: the report is then `indeterminate`.
 *
 * @example
 * ```ts
 * const report = await inspectAgreement([ofd, sdJwt, qr], { trust, status })
 * ```
 * @param proofs - two or more, of whatever form
 * @returns a report; it never throws for what the data says
 * @throws RangeError for fewer than two proofs or more than eight
 */
export async function inspectAgreement(
  proofs: readonly (Uint8Array | string)[],
  policy: LicencePolicy,
): Promise<Report<Agreement>> {
  if (proofs.length < 2 || proofs.length > MOST_PROOFS)
    throw new RangeError(`proofs: two to ${MOST_PROOFS} are compared`)
  const at = policy.at ?? new Date()
  const certificates = [...(policy.certificates ?? []), ...proofs.flatMap(certificatesIn)]
  const reports: Report<Licence>[] = []
  for (const proof of proofs) reports.push(await inspectLicence(proof, { ...policy, certificates, at }))
  // Items are told by the places of the call, whatever could not be read in between.
  const readable = reports.flatMap(({ subject }, place) =>
    subject === undefined ? [] : [{ subject, place }],
  )
  const places = readable.map(({ place }) => place)
  const checks = reports.map(checkProof)
  if (readable.length < 2) {
    const rest = [LICENCE, ITEM].map((id) => skipped(id, 'readable-proofs'))
    return createReport<Agreement>([...checks, ...rest], { proofs: reports, items: [] })
  }
  const licences = readable.map(({ subject }) => subject)
  const comparable = readable.map(async ({ subject, place }) => {
    const text = subject.form === 'ofd' ? '' : textOf(proofs[place] ?? '')
    const licence = subject.form === 'qr' ? await withHolderCodes(subject, text, licences) : subject
    return { licence, isWhole: subject.form === 'sd-jwt' && (await isWholeSdJwt(text)) }
  })
  const items = compareLicences(await Promise.all(comparable)).map(
    (item): AgreedItem => ({
      ...item,
      shownBy: item.shownBy.map((i) => places[i] ?? i),
      deviating: item.deviating.map((i) => places[i] ?? i),
    }),
  )
  const nameOf = (place: number) => `${place + 1} (${reports[place]?.subject?.form})`
  return createReport<Agreement>(
    [...checks, checkLicence(items, places), ...items.map((item) => checkItem(item, nameOf))],
    { proofs: reports, items },
  )
}

/** Those that an SD-JWT brings, by which a QR code of the same issuer can be verified that has no room for its own. */
function certificatesIn(proof: Uint8Array | string): readonly Certificate[] {
  if (licenceFormOf(proof) !== 'sd-jwt') return []
  try {
    return parseX5c(parseSdJwt(textOf(proof)).issued.header)
  } catch (error) {
    // Why it cannot be read is said where it is inspected.
    if (error instanceof TrustError) return []
    throw error
  }
}

/** Nothing was withheld of one that could be read. */
async function isWholeSdJwt(text: string): Promise<boolean> {
  const { issued, disclosures } = parseSdJwt(text)
  const texts = disclosures.map(({ encoded }) => encoded)
  const digests = await digestTexts(texts, digestNameOf(issued.payload))
  return countWithheld(issued.payload, disclosures, digests) === 0
}

function checkProof(report: Report<Licence>, place: number): Check {
  const facts = { proof: place + 1, form: report.subject?.form ?? '-' }
  if (report.verdict === 'passed') return passed(PROOF, facts)
  const reason = decidingCheck(report)
  const why = { ...facts, check: reason?.id ?? '-', reason: reason?.code ?? '-' }
  return report.verdict === 'failed'
    ? failed(PROOF, 'ERR_AGREEMENT_PROOF', why)
    : indeterminate(PROOF, 'ERR_AGREEMENT_PROOF', why)
}

/** By identifier or number, each proof is tied to another one, and so all of them to one licence. */
function checkLicence(items: readonly AgreedItem[], places: readonly number[]): Check {
  const ties = items.filter(({ element }) => element === 'ZZBS' || element === 'ZZBH')
  const [first = 0] = places
  const tied = new Set([first])
  for (let before = 0; before < tied.size; ) {
    before = tied.size
    for (const { shownBy } of ties)
      if (shownBy.some((place) => tied.has(place))) for (const place of shownBy) tied.add(place)
  }
  return places.every((place) => tied.has(place))
    ? passed(LICENCE, { proofs: places.length })
    : indeterminate(LICENCE, 'ERR_AGREEMENT_NOTHING_COMMON')
}

function checkItem(
  { element, index, outcome, deviating }: AgreedItem,
  nameOf: (place: number) => string,
): Check {
  const facts = { element, ...(index === undefined ? {} : { place: index + 1 }) }
  if (outcome === 'same') return passed(ITEM, facts)
  if (outcome === 'differs')
    return failed(ITEM, 'ERR_AGREEMENT_DIFFERS', { ...facts, deviating: deviating.map(nameOf).join(', ') })
  return { ...skipped(ITEM, 'item-in-another-proof'), facts: { ...facts, because: 'item-in-another-proof' } }
}
