import type { Element } from '@xmldom/xmldom'
import { encodeUtf8 } from '../../bytes/utf8.ts'
import { completeLimits } from '../../limits.ts'
import { type Check, createReport, failed, failedBy, passed, type Report, skipped } from '../../report.ts'
import type { Trust } from '../anchor.ts'
import { checkSequence } from '../list/checks/sequence.ts'
import { checkSigner, type SignerPathOptions } from '../list/checks/signer.ts'
import { checkValidity } from '../list/checks/validity.ts'
import { errorOf } from '../list/inspect.ts'
import { digestOf, type TrustListMemory } from '../list/memory.ts'
import { parseXml } from './dom.ts'
import { DEFAULT_XML_LIMITS, guardXml, type XmlListLimits } from './guard.ts'
import type { TrustedList } from './list.ts'
import { parseTrustedListContent } from './parse.ts'
import { parseSignedXml, type SignedXml } from './signature.ts'

/** What an XML list is held against. */
export interface TrustedListOptions {
  /**
   * Its anchors with the role `trust-list-signer` say who may sign. Nothing in a list binds its signer to a country: take
   * for each those that the list of lists, or whoever is asked, names for it, and no others.
   */
  readonly trust: Trust
  /** The country whose list it must be: `ES`, `EU`. */
  readonly territory: string
  /** Now. */
  readonly at: Date
  /** What was kept of the last list of this country. */
  readonly remembered?: Pick<TrustListMemory, 'sequence' | 'digest'>
  readonly limits?: Partial<XmlListLimits>
  /** For the path of the signer: revocation and limits. */
  readonly path?: SignerPathOptions
}

/** A list every check of which has passed. */
export interface VerifiedTrustedList {
  readonly list: TrustedList
  readonly memory: Pick<TrustListMemory, 'sequence' | 'digest'>
}

export interface TrustedListReport extends Report<TrustedList> {
  readonly verified: VerifiedTrustedList | undefined
}

const CHECKS = ['format', 'signature', 'signer', 'territory', 'sequence', 'validity'].map(
  (name) => `trust-list.${name}`,
)

const verified = /* @__PURE__ */ new WeakSet<VerifiedTrustedList>()

/** @throws TypeError for an object that looks like a verified list and is none */
export function assertVerifiedXml(value: VerifiedTrustedList): void {
  if (!verified.has(value)) throw new TypeError('list: expected a list that verifyTrustedList returned')
}

/**
 * What an XML list says, to look at it. Nothing of its signature is verified but the digests: nothing is to be trusted.
 *
 * @throws CoreError `ERR_TRUST_LIST_XML`, `_XML_SIGNATURE`, `_SIZE`, `_VERSION`, `_MEMBER`, `_CERTIFICATE`, `_HISTORY`
 */
export function parseTrustedList(xml: string | Uint8Array, limits: Partial<XmlListLimits> = {}): TrustedList {
  return parseTrustedListContent(parseSignedXml(openXml(xml, limits)).content)
}

function openXml(xml: string | Uint8Array, limits: Partial<XmlListLimits> | undefined): Element {
  return parseXml(guardXml(xml, completeLimits(DEFAULT_XML_LIMITS, limits)))
}

/**
 * Inspects a trusted list of ETSI TS 119 612: an enveloped signature over all of it, its signer, country, age and
 * sequence number. The content is read only once the signature holds and its signer may sign lists.
 *
 * @returns the checks `trust-list.*` of the same names as for `inspectTrustList`
 */
export async function inspectTrustedList(
  xml: string | Uint8Array,
  options: TrustedListOptions,
): Promise<TrustedListReport> {
  const { trust, territory, at, remembered, path } = options
  if (!/^[A-Z]{2}$/.test(territory)) throw new TypeError('territory: expected two letters')
  if (Number.isNaN(at.getTime())) throw new RangeError('at: not a valid time')
  let root: Element
  try {
    root = openXml(xml, options.limits)
  } catch (error) {
    return without(failedBy('trust-list.format', error))
  }
  const format = passed('trust-list.format')
  let signed: SignedXml
  try {
    signed = parseSignedXml(root)
  } catch (error) {
    return without(format, failedBy('trust-list.signature', error))
  }
  const signer = signed.certificates[0].subject.text
  if (!(await signed.verify())) {
    return without(format, failed('trust-list.signature', 'ERR_TRUST_LIST_SIGNATURE', { signer }))
  }
  const signature = passed('trust-list.signature', { algorithm: signed.algorithm })
  const context = { trust, territory, at, above: undefined, remembered: undefined, path }
  const { check } = await checkSigner(signed, context)
  // The content, with all its certificates, is read for those who may sign lists.
  if (check.status !== 'passed') return without(format, signature, check)
  let list: TrustedList
  try {
    list = parseTrustedListContent(signed.content)
  } catch (error) {
    return without(failedBy('trust-list.format', error))
  }
  const content = encodeUtf8(signed.content)
  const checks = [
    format,
    signature,
    check,
    checkCountry(list, territory),
    await checkSequence(list, content, remembered),
    checkValidity({ ...list, nextUpdate: list.nextUpdate ?? list.issuedAt }, list.issuedAt, at, undefined),
  ]
  const report = createReport(checks, list)
  if (report.verdict !== 'passed') return { ...report, verified: undefined }
  const memory = { sequence: list.sequence, digest: await digestOf(content) }
  const result: VerifiedTrustedList = Object.freeze({ list, memory })
  verified.add(result)
  return { ...report, verified: result }
}

function checkCountry({ territory }: TrustedList, expected: string): Check {
  if (territory === expected) return passed('trust-list.territory', { territory })
  return failed('trust-list.territory', 'ERR_TRUST_LIST_TERRITORY', { territory, expected })
}

function without(...made: readonly [Check, ...Check[]]): TrustedListReport {
  const because = made.at(-1)?.id ?? ''
  const rest = CHECKS.slice(made.length).map((id) => skipped(id, because))
  return { ...createReport<TrustedList>([...made, ...rest], undefined), verified: undefined }
}

/**
 * The list, or the first check that stands against it as an error.
 *
 * @throws CoreError `ERR_TRUST_LIST_*`, `ERR_PATH_*`
 */
export async function verifyTrustedList(
  xml: string | Uint8Array,
  options: TrustedListOptions,
): Promise<VerifiedTrustedList> {
  const report = await inspectTrustedList(xml, options)
  if (report.verified !== undefined) return report.verified
  throw await errorOf(report)
}
