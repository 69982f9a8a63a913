import { equalBytes } from '@xinyin/core'
import { encodeX5c, signJws } from '@xinyin/core/jws'
import { createRevocationBundle, type RevocationMaterial } from '@xinyin/core/revocation'
import { parseTrustList } from '@xinyin/core/trust'
import type { StatusListSigning } from '../status/sign.ts'
import { parseStatusListToken } from '../status/token.ts'
import { MAX_PERIOD_DAYS } from './checks/validity.ts'
import { bundleError } from './codes.ts'
import { type BundleContent, encodeBundleContent, parseBundleContent } from './content.ts'
import { completeBundleLimits } from './limits.ts'
import { BUNDLE_TYPE } from './read.ts'

/** What a bundle is made from. Times are cut to whole seconds. */
export interface NewBundle extends Pick<BundleContent, 'bundle' | 'sequence' | 'issuedAt' | 'nextUpdate'> {
  /** Signed trust lists, each of another territory. */
  readonly trustLists?: readonly string[]
  /** Signed status lists, each of another URI: as `fetchStatusList` gave them. */
  readonly statusLists?: readonly (string | Uint8Array)[]
  readonly revocation?: RevocationMaterial
  /** Identifiers of licences, each of the newest version that is known. */
  readonly identifiers?: readonly string[]
}

/** Who signs a bundle, with SM2 or ES256. */
export type BundleSigning = StatusListSigning

/**
 * Puts into one signed file what a window without a network needs: trust lists, status lists, and what tells of revoked
 * certificates. Parts are looked at for whether they can be read, not for whether they are to be believed: who opens the
 * bundle verifies each.
 *
 * @returns a JWS in compact form
 * @throws LicenceError `ERR_BUNDLE_TWICE`, `ERR_STATUS_LIST_*`; CoreError `ERR_TRUST_LIST_*` for parts that cannot be read
 * @throws TypeError, RangeError for what makes no bundle
 * @example
 * ```ts
 * const file = await createBundle({
 *   bundle: 'https://bundles.example.gov.cn/windows', sequence: 12, issuedAt, nextUpdate,
 *   trustLists: [national, provincial], statusLists: [await fetchStatusList(uri, { fetch })], revocation,
 * }, { signer, certificates: [certificate] })
 * ```
 */
export async function createBundle(given: NewBundle, signing: BundleSigning): Promise<string> {
  const { signer, certificates, sm2 } = signing
  if (!equalBytes(signer.publicKey.spki, certificates[0].publicKey.spki))
    throw new TypeError('certificates: the first is not that of the signer')
  const { kind } = signer.publicKey
  if (kind !== 'SM2' && kind !== 'P-256') throw new TypeError(`signer: expected SM2 or P-256, found ${kind}`)
  const text = encodeBundleContent(contentOf(given))
  // What is written is read again, so that nothing is signed that nobody would take.
  parseBundleContent(new TextEncoder().encode(text), completeBundleLimits())
  return signJws({ typ: BUNDLE_TYPE, ...encodeX5c(certificates) }, text, signer, sm2)
}

function contentOf(given: NewBundle): BundleContent {
  const {
    bundle,
    sequence,
    issuedAt,
    nextUpdate,
    trustLists = [],
    statusLists = [],
    identifiers = [],
  } = given
  if (!URL.canParse(bundle)) throw new TypeError('bundle: expected an absolute URI')
  if (!Number.isSafeInteger(sequence) || sequence < 1)
    throw new RangeError('sequence: expected a number from 1')
  const period = nextUpdate.getTime() - issuedAt.getTime()
  if (!(period > 0 && period <= MAX_PERIOD_DAYS * 86_400_000))
    throw new RangeError(`nextUpdate: expected after issuedAt, and within ${MAX_PERIOD_DAYS} days`)
  const named = trustLists.map((jws) => ({ territory: parseTrustList(jws).territory, jws: jws.trim() }))
  refuseTwice(named.map(({ territory }) => territory))
  refuseTwice(statusLists.map((list) => parseStatusListToken(list).content.uri))
  const revocation = given.revocation === undefined ? '' : createRevocationBundle(given.revocation)
  return { bundle, sequence, issuedAt, nextUpdate, trustLists: named, statusLists, revocation, identifiers }
}

/** @throws LicenceError `ERR_BUNDLE_TWICE` */
function refuseTwice(names: readonly string[]): void {
  const seen = new Set<string>()
  for (const part of names) {
    if (seen.has(part)) throw bundleError('ERR_BUNDLE_TWICE', { part: part.slice(0, 200) })
    seen.add(part)
  }
}
