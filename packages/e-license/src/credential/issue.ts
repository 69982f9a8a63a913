import { encodeBase64Url, type PublicKey, randomBytes, type Signer } from '@xinyin/core'
import { isJsonObject, type JsonObject, type JsonValue } from '@xinyin/core/json'
import { ALWAYS_SHOWN } from './always-shown.ts'
import { digestText } from './digest.ts'
import type { DigestName } from './digest-name.ts'
import { assertSerialization, type SdJwtSerialization, serializeSdJwt } from './json-form.ts'
import { encodePublicJwk } from './jwk.ts'
import { octetsOf } from './octets.ts'
import { hasReservedName } from './resolve.ts'
import { signJws } from './sign.ts'

export interface IssueSdJwtOptions {
  readonly claims: JsonObject
  /**
   * What the holder can show or withhold, as JSON pointers (RFC 6901): `/holders/0` for an array element,
   * `/holders/0/name` for a member within it.
   */
  readonly selective: readonly string[]
  readonly signer: Signer
  /** `typ`; `dc+sd-jwt` when absent. */
  readonly type?: string
  /** More header parameters: `x5c`, `kid`. */
  readonly header?: JsonObject
  /** `sha-256` when absent. */
  readonly digest?: DigestName
  /** Digests of nothing, added to each object and array with selective parts, so that their number tells less; 0 to 100. */
  readonly decoys?: number
  /** The holder's key, for proof of possession; goes into `cnf`. */
  readonly holderKey?: PublicKey
  /** How it is written; `compact` unless given. */
  readonly serialization?: SdJwtSerialization
}

const SALT_LENGTH = 16
const DECOY_LIMIT = 100

/**
 * Issues an SD-JWT with everything disclosed (RFC 9901): `presentSdJwt` withholds.
 *
 * @throws TypeError for pointers that lead nowhere or to a claim that must be shown, and for reserved claim names
 */
export async function issueSdJwt(options: IssueSdJwtOptions): Promise<string> {
  const { claims, selective, signer, digest = 'sha-256', decoys = 0, serialization = 'compact' } = options
  if (!Number.isInteger(decoys) || decoys < 0 || decoys > DECOY_LIMIT)
    throw new RangeError(`decoys: a number from 0 to ${DECOY_LIMIT}`)
  assertSerialization(serialization)
  if (hasReservedName(claims) || Object.hasOwn(claims, '_sd_alg'))
    throw new TypeError('claims: uses a name reserved by the format')
  const marks = markPointers(claims, selective)
  const salts = createSalts(selective.length, decoys)
  const disclosures: string[] = []
  const payload = concealObject(claims, marks, { digest, salts, disclosures, decoys })
  const confirmation = options.holderKey && { cnf: { jwk: encodePublicJwk(options.holderKey) } }
  const jwt = await signJws(
    { typ: options.type ?? 'dc+sd-jwt', ...options.header },
    { ...payload, _sd_alg: digest, ...confirmation },
    signer,
  )
  return serializeSdJwt(`${[jwt, ...disclosures].join('~')}~`, serialization)
}

/** Which parts of the claims are selective, in the shape of the claims. */
interface Marks {
  selective: boolean
  readonly below: Map<string, Marks>
}

const createMarks = (): Marks => ({ selective: false, below: new Map() })

function markPointers(claims: JsonObject, pointers: readonly string[]): Marks {
  const marks = createMarks()
  for (const pointer of pointers) {
    const [start, ...names] = pointer.includes('~')
      ? pointer.split('/').map(unescapePointer)
      : pointer.split('/')
    if (start !== '' || names.length === 0) throw new TypeError(`selective: not a JSON pointer: ${pointer}`)
    if (names.length === 1 && ALWAYS_SHOWN.has(names[0] ?? ''))
      throw new TypeError(`selective: ${pointer} must always be shown`)
    let at = marks
    let value: JsonValue | undefined = claims
    for (const name of names) {
      value = memberOf(value, name)
      if (value === undefined) throw new TypeError(`selective: ${pointer} leads nowhere`)
      const next: Marks = at.below.get(name) ?? createMarks()
      at.below.set(name, next)
      at = next
    }
    at.selective = true
  }
  return marks
}

function memberOf(value: JsonValue | undefined, name: string): JsonValue | undefined {
  if (Array.isArray(value)) return /^(0|[1-9]\d*)$/.test(name) ? value[Number(name)] : undefined
  return isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined
}

const unescapePointer = (name: string): string => name.replaceAll('~1', '/').replaceAll('~0', '~')

interface Concealment {
  readonly digest: DigestName
  readonly salts: () => string
  readonly disclosures: string[]
  readonly decoys: number
}

function conceal(value: JsonValue, marks: Marks | undefined, concealment: Concealment): JsonValue {
  if (marks === undefined || marks.below.size === 0) return value
  if (isJsonObject(value)) return concealObject(value, marks, concealment)
  if (!Array.isArray(value)) return value
  const elements = value.map((element: JsonValue, i) => {
    const below = marks.below.get(String(i))
    const inner = conceal(element, below, concealment)
    return below?.selective ? { '...': disclose([concealment.salts(), inner], concealment) } : inner
  })
  if (!value.some((_, i) => marks.below.get(String(i))?.selective)) return elements
  // Behind the others: the places of these stay as they are, and whoever withholds the last shows no less than before.
  return [...elements, ...decoyDigests(concealment).map((digest) => ({ '...': digest }))]
}

const decoyDigests = ({ decoys, salts, digest }: Concealment): string[] =>
  Array.from({ length: decoys }, () => digestText(salts(), digest))

function concealObject(object: JsonObject, marks: Marks, concealment: Concealment): JsonObject {
  const shown: Record<string, JsonValue> = {}
  const digests: string[] = []
  for (const name of Object.keys(object)) {
    const below = marks.below.get(name)
    const inner = conceal(object[name] ?? null, below, concealment)
    if (below?.selective) digests.push(disclose([concealment.salts(), name, inner], concealment))
    else shown[name] = inner
  }
  if (digests.length === 0) return shown
  // In order of the digests, so that the order of the claims is not told (RFC 9901, 4.2.4.1).
  return { ...shown, _sd: [...digests, ...decoyDigests(concealment)].sort() }
}

function disclose(parts: JsonValue[], { digest, disclosures }: Concealment): string {
  const encoded = encodeBase64Url(octetsOf(JSON.stringify(parts)))
  disclosures.push(encoded)
  return digestText(encoded, digest)
}

/** Salts of 128 bits (RFC 9901, 9.3), drawn in one go: each call to the system's source has its price. */
function createSalts(disclosures: number, decoys: number): () => string {
  let pool = randomBytes(SALT_LENGTH * disclosures)
  let at = 0
  return () => {
    if (at >= pool.length) {
      pool = randomBytes(SALT_LENGTH * Math.max(1, decoys))
      at = 0
    }
    at += SALT_LENGTH
    return encodeBase64Url(pool.subarray(at - SALT_LENGTH, at))
  }
}
