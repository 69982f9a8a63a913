import type { Clock } from '../ports.ts'
import { createRevocationChecker } from '../x509/revocation/check.ts'
import type { Trust } from './anchor.ts'
import { trustError } from './codes.ts'
import { joinTrust } from './join.ts'
import { type TrustListOptions, verifyTrustList } from './list/inspect.ts'
import { trustFrom } from './list/trust-from.ts'
import { isTerritory } from './list/uri.ts'
import type { VerifiedTrustList } from './list/verified.ts'
import { loadTrust, type TrustFile, type TrustLimits } from './load.ts'

/** Beside the folders of certificates: signed trust lists, each called after its territory. */
export const LISTS_FOLDER = 'lists'

/** How the lists of a trust store are verified. */
export interface TrustListFolderOptions extends Pick<TrustListOptions, 'at' | 'sm2' | 'path'> {
  readonly limits?: Partial<TrustLimits>
  /** Tells later on whether the lists are still in force; the machine's clock unless given. */
  readonly clock?: Clock
}

/**
 * Makes a trust store from files as `loadTrust` does, with signed lists among them: `lists/CN.jws`, `lists/CN-33.jws`.
 * Each has to pass every check at this time; the anchors in `trust-list-signer/` say who signs them, or where a list of
 * more is there too, that one does. A signer below one of them must not be revoked, as the revocation lists in the store
 * tell.
 *
 * A folder remembers nothing, so that an older list that is still in force can take the place of a newer one: keep
 * lists that come over a network in a cache (`createTrustListCache`).
 *
 * @throws CoreError `ERR_TRUST_LIST_*`, `ERR_PATH_*`, and those of `loadTrust`
 */
export async function loadTrustWithLists(
  files: Iterable<TrustFile>,
  { at, sm2, path, limits, clock }: TrustListFolderOptions,
): Promise<Trust> {
  const all = [...files]
  const isList = ({ name }: TrustFile) => name.startsWith(`${LISTS_FOLDER}/`)
  const trust = loadTrust(
    all.filter((file) => !isList(file)),
    limits,
  )
  const revocation = createRevocationChecker({ now: () => at })
  const judged = {
    trust,
    at,
    ...(sm2 === undefined ? {} : { sm2 }),
    path: { revocation, ...path },
  }
  const verified = new Map<string, VerifiedTrustList>()
  // Those of more before those of less.
  const lists = all.filter(isList).sort((a, b) => a.name.length - b.name.length)
  for (const { name, bytes } of lists) {
    const territory = territoryOf(name)
    const above = listAbove(territory, verified)
    const options = { ...judged, territory, ...(above === undefined ? {} : { above }) }
    verified.set(territory, await verifyTrustList(withoutLineEnd(bytes), options))
  }
  return joinTrust(trust, trustFrom([...verified.values()], clock === undefined ? {} : { clock }))
}

function territoryOf(name: string): string {
  const territory = /^lists\/([A-Z\d-]+)\.jws$/.exec(name)?.[1] ?? ''
  if (isTerritory(territory)) return territory
  throw trustError('ERR_TRUST_FOLDER', { name, allowed: `${LISTS_FOLDER}/CN.jws, ${LISTS_FOLDER}/CN-33.jws` })
}

/** The list of the smallest territory that this one lies in. */
function listAbove(
  territory: string,
  verified: ReadonlyMap<string, VerifiedTrustList>,
): VerifiedTrustList | undefined {
  const wider = [...verified.keys()].filter((other) => territory.startsWith(other))
  return verified.get(wider.sort((a, b) => b.length - a.length)[0] ?? '')
}

/** Editors and tools end a file with a line end, which is no part of a JWS. */
function withoutLineEnd(bytes: Uint8Array): Uint8Array {
  const end = bytes.at(-1) === 0x0a ? (bytes.at(-2) === 0x0d ? -2 : -1) : undefined
  return bytes.subarray(0, end)
}
