import { type Check, decidingCheck, passed } from '../../../report.ts'
import { sameName } from '../../../x509/name-match.ts'
import { inspectPath, type PathOptions } from '../../../x509/path/inspect.ts'
import type { Trust, TrustAnchor } from '../../anchor.ts'
import type { SignedList } from '../jws.ts'
import { digestOf, rememberedSigners, type TrustListMemory } from '../memory.ts'
import { regionPrefix } from '../uri.ts'
import type { VerifiedTrustList } from '../verified.ts'

const ROLE = 'trust-list-signer'

/** What the path of a signer is held against, beyond trust, role and time. */
export type SignerPathOptions = Partial<
  Omit<PathOptions, 'trust' | 'role' | 'at' | 'intermediates' | 'target' | 'wanted'>
>

/** Whom the signer of a territory's list must lead to, and what is remembered of those. */
export interface SignerContext {
  readonly trust: Trust
  readonly territory: string
  readonly at: Date
  readonly above: VerifiedTrustList | undefined
  readonly remembered: TrustListMemory | undefined
  readonly path: SignerPathOptions | undefined
}

/**
 * The signer's certificate leads to one that may say who signs the list of this territory: to an anchor of that role, or
 * where there is a list above, to one that it names, and to no other.
 *
 * @returns the check, and the digest of the anchor from which the right to sign comes
 */
export async function checkSigner(
  signed: Pick<SignedList, 'certificates'>,
  context: SignerContext,
): Promise<{ readonly check: Check; readonly anchor: string }> {
  const { trust, territory, at, remembered, path } = context
  const [signer, ...above] = signed.certificates
  const given = givenAnchors(context)
  const anchors = [...given, ...(await announcedAnchors(given, remembered))]
  // An anchor may be limited to the lists of certain regions; a whole country is in none of them.
  const region = regionPrefix(territory)
  const options = {
    ...path,
    trust: { ...trust, anchors },
    role: ROLE,
    at,
    intermediates: above,
    wanted: region === '' ? {} : { region },
  } as const
  const report = await inspectPath(signer, options)
  const deciding = decidingCheck(report)
  const id = 'trust-list.signer'
  const anchor = report.subject?.anchor
  if (report.verdict !== 'passed' || anchor === undefined) {
    return { check: { ...(deciding ?? passed(id)), id }, anchor: '' }
  }
  const facts = { signer: signer.subject.text, anchor: anchor.certificate.subject.text }
  const isGiven = given.some(({ certificate }) => certificate === anchor.certificate)
  const root = isGiven ? await digestOf(anchor.certificate.raw) : (remembered?.anchor ?? '')
  return { check: passed(id, facts), anchor: root }
}

function givenAnchors({ trust, territory, above }: SignerContext): TrustAnchor[] {
  if (above === undefined) return trust.anchors.filter(({ roles }) => roles.includes(ROLE))
  return above.list.publishers
    .filter((publisher) => publisher.territory === territory)
    .flatMap(({ signers }) => signers.map((certificate): TrustAnchor => ({ certificate, roles: [ROLE] })))
}

/**
 * Certificates that earlier lists announced, as long as the one from which they come is still trusted. Only those that
 * nobody issued: for others their authority answers, which can revoke them.
 */
async function announcedAnchors(
  given: readonly TrustAnchor[],
  remembered: TrustListMemory | undefined,
): Promise<TrustAnchor[]> {
  if (remembered === undefined) return []
  const digests = await Promise.all(given.map(({ certificate }) => digestOf(certificate.raw)))
  if (!digests.includes(remembered.anchor)) return []
  return rememberedSigners(remembered)
    .filter(({ subject, issuer }) => sameName(subject, issuer))
    .map((certificate) => ({ certificate, roles: [ROLE] }))
}
