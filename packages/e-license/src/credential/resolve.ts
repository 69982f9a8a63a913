import { isJsonObject, JSON_DEPTH_LIMIT, type JsonObject, type JsonValue } from '@xinyin/core/json'
import { sdJwtError } from './codes.ts'
import { type Disclosure, isReservedName } from './disclosure.ts'

/** Where in the claims a disclosure belongs: a JSON pointer (RFC 6901), array places counted as the issuer signed them. */
export type Placement = (disclosure: Disclosure, pointer: string) => void

interface Resolution {
  readonly byDigest: ReadonlyMap<string, Disclosure>
  /** Every digest met, decoys too: none may be met twice. */
  readonly met: Set<string>
  readonly place: Placement | undefined
  used: number
}

/**
 * Puts what was disclosed in its place and takes out what was not (RFC 9901, 7.1, steps 3 to 6).
 *
 * @param digests - those of the disclosures, in their order, by the hash that the payload names (`digestNameOf`)
 * @param place - told where each disclosure went
 * @returns the claims, without any trace of the format
 * @throws LicenceError `ERR_SDJWT_DIGEST`, `ERR_SDJWT_DIGEST_REPEATED`,
 * `ERR_SDJWT_DISCLOSURE_REPEATED`, `ERR_SDJWT_DISCLOSURE_UNREFERENCED`, `ERR_SDJWT_DISCLOSURE_KIND`,
 * `ERR_SDJWT_CLAIM_REPEATED`, `ERR_SDJWT_RESERVED`, `ERR_SDJWT_DEPTH`
 */
export function resolveClaims(
  payload: JsonObject,
  disclosures: readonly Disclosure[],
  digests: readonly string[],
  place?: Placement,
): JsonObject {
  return resolve(payload, disclosures, digests, place).claims
}

/** @internal How many parts were withheld, decoys among them. Of a sound SD-JWT none means that all of it is shown. */
export const countWithheld = (
  payload: JsonObject,
  disclosures: readonly Disclosure[],
  digests: readonly string[],
): number => resolve(payload, disclosures, digests, undefined).withheld

function resolve(
  payload: JsonObject,
  disclosures: readonly Disclosure[],
  digests: readonly string[],
  place: Placement | undefined,
): { readonly claims: JsonObject; readonly withheld: number } {
  const byDigest = new Map<string, Disclosure>()
  disclosures.forEach((disclosure, i) => {
    byDigest.set(digests[i] ?? '', disclosure)
  })
  if (byDigest.size !== disclosures.length) throw sdJwtError('ERR_SDJWT_DISCLOSURE_REPEATED')
  const resolution: Resolution = { byDigest, met: new Set(), place, used: 0 }
  const claims = resolveObject(payload, resolution, '', 0)
  if (resolution.used !== disclosures.length) {
    const found = disclosures.length - resolution.used
    throw sdJwtError('ERR_SDJWT_DISCLOSURE_UNREFERENCED', { found })
  }
  return { claims, withheld: resolution.met.size - resolution.used }
}

function resolveValue(value: JsonValue, resolution: Resolution, pointer: string, depth: number): JsonValue {
  if (typeof value !== 'object' || value === null) return value
  if (depth > JSON_DEPTH_LIMIT) throw sdJwtError('ERR_SDJWT_DEPTH', { limit: JSON_DEPTH_LIMIT })
  return isJsonObject(value)
    ? resolveObject(value, resolution, pointer, depth)
    : resolveArray(value as readonly JsonValue[], resolution, pointer, depth)
}

function resolveObject(
  object: JsonObject,
  resolution: Resolution,
  pointer: string,
  depth: number,
): JsonObject {
  const resolved: Record<string, JsonValue> = {}
  for (const name of Object.keys(object)) {
    if (name === '_sd' || (name === '_sd_alg' && depth === 0)) continue
    if (name === '...') throw sdJwtError('ERR_SDJWT_RESERVED')
    resolved[name] = resolveValue(
      object[name] ?? null,
      resolution,
      memberPointer(resolution, pointer, name),
      depth + 1,
    )
  }
  if (!Object.hasOwn(object, '_sd')) return resolved
  const digests = object['_sd']
  if (!Array.isArray(digests)) throw sdJwtError('ERR_SDJWT_DIGEST')
  for (const digest of digests) {
    const disclosure = take(digest, resolution)
    if (disclosure === undefined) continue
    const { name } = disclosure
    if (name === undefined) throw sdJwtError('ERR_SDJWT_DISCLOSURE_KIND')
    // It was taken out at the top, and would come back there as if it were a claim.
    if (depth === 0 && name === '_sd_alg') throw sdJwtError('ERR_SDJWT_RESERVED')
    if (Object.hasOwn(resolved, name)) throw sdJwtError('ERR_SDJWT_CLAIM_REPEATED')
    const at = memberPointer(resolution, pointer, name)
    resolution.place?.(disclosure, at)
    resolved[name] = resolveValue(disclosure.value, resolution, at, depth + 1)
  }
  return resolved
}

function resolveArray(
  array: readonly JsonValue[],
  resolution: Resolution,
  pointer: string,
  depth: number,
): JsonValue[] {
  const resolved: JsonValue[] = []
  array.forEach((element, i) => {
    const at = memberPointer(resolution, pointer, String(i))
    if (!isJsonObject(element) || !Object.hasOwn(element, '...')) {
      resolved.push(resolveValue(element, resolution, at, depth + 1))
      return
    }
    if (Object.keys(element).length !== 1) throw sdJwtError('ERR_SDJWT_RESERVED')
    const disclosure = take(element['...'], resolution)
    if (disclosure === undefined) return
    if (disclosure.name !== undefined) throw sdJwtError('ERR_SDJWT_DISCLOSURE_KIND')
    resolution.place?.(disclosure, at)
    resolved.push(resolveValue(disclosure.value, resolution, at, depth + 1))
  })
  return resolved
}

/** The disclosure of a digest; none for a decoy, and for what was withheld. */
function take(digest: unknown, resolution: Resolution): Disclosure | undefined {
  if (typeof digest !== 'string') throw sdJwtError('ERR_SDJWT_DIGEST')
  if (resolution.met.has(digest)) throw sdJwtError('ERR_SDJWT_DIGEST_REPEATED')
  resolution.met.add(digest)
  const disclosure = resolution.byDigest.get(digest)
  if (disclosure !== undefined) resolution.used++
  return disclosure
}

/** Pointers are made only for who asked for them: a verifier does not. */
function memberPointer(resolution: Resolution, parent: string, name: string): string {
  return resolution.place === undefined ? '' : `${parent}/${escapePointer(name)}`
}

/** A member name as a JSON pointer writes it (RFC 6901, 3). */
function escapePointer(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1')
}

/** @internal Whether claims to be issued use a name of the format's own. */
export function hasReservedName(value: JsonValue): boolean {
  if (Array.isArray(value)) return value.some(hasReservedName)
  if (!isJsonObject(value)) return false
  return Object.entries(value).some(([name, member]) => isReservedName(name) || hasReservedName(member))
}
