import type { PublicKey } from '../crypto/key.ts'
import { modularPower } from '../crypto/modular-power.ts'
import { type DerNode, openDer, parseDer } from '../der/read.ts'
import { readInteger } from '../der/value.ts'
import { CoreError, TrustError } from '../errors.ts'
import { readNumber } from '../gm/number.ts'

export const DSA_KEY = '1.2.840.10040.4.1'

/** `Dss-Parms` (RFC 3279, 2.3.2). */
interface DsaParameters {
  readonly p: bigint
  readonly q: bigint
  readonly g: bigint
}

interface DsaKey {
  readonly y: bigint
  /** Absent where the certificate leaves them to its issuer's and nobody said who that is. */
  readonly parameters: DsaParameters | undefined
}

const keys = new WeakMap<PublicKey, DsaKey>()

const bitsOf = (number: bigint) => (number > 0n ? number.toString(2).length : 0)

function readParameters(node: DerNode): DsaParameters {
  const fields = openDer(node)
  const [p, q, g] = [readInteger(fields.next()), readInteger(fields.next()), readInteger(fields.next())]
  fields.end()
  const sizes = [bitsOf(p), bitsOf(q)].join()
  const known = ['1024,160', '2048,224', '2048,256', '3072,256'].includes(sizes)
  if (!known || (p - 1n) % q !== 0n || g < 2n || g >= p || modularPower(g, q, p) !== 1n)
    throw new CoreError('ERR_KEY_ALGORITHM', { algorithm: DSA_KEY })
  return { p, q, g }
}

/**
 * Reads a DSA key (RFC 3279, 2.3.2) of one of the sizes of FIPS 186-4, 4.2.
 *
 * @param spki - DER `SubjectPublicKeyInfo`, as it arrived
 * @param parameters - of the key's algorithm; absent where the issuer's hold (RFC 5280, 6.1.4 (f))
 * @throws CoreError `ERR_KEY_ALGORITHM`, and the `ERR_DER_…` codes
 */
export function readDsaKey(
  spki: Uint8Array,
  parameters: DerNode | undefined,
  bits: Uint8Array,
  issuer: PublicKey | undefined,
): PublicKey {
  const own = parameters === undefined ? issuer && keys.get(issuer)?.parameters : readParameters(parameters)
  const y = readInteger(parseDer(bits))
  if (own !== undefined && (y < 2n || y >= own.p || modularPower(y, own.q, own.p) !== 1n))
    throw new CoreError('ERR_KEY_ALGORITHM', { algorithm: DSA_KEY })
  const key: PublicKey = { kind: 'DSA', spki, point: undefined }
  keys.set(key, { y, parameters: own })
  return key
}

/**
 * Verifies a DSA signature (FIPS 186-4, 4.7).
 *
 * @param signature - DER `Dss-Sig-Value` (RFC 3279, 2.2.2)
 */
export function verifyDsa(key: PublicKey, digest: Uint8Array, signature: Uint8Array): boolean {
  const { y, parameters } = keys.get(key) ?? {}
  const numbers = readSignature(signature)
  if (y === undefined || parameters === undefined || numbers === undefined) return false
  const { p, q, g } = parameters
  const { r, s } = numbers
  if (r <= 0n || r >= q || s <= 0n || s >= q) return false
  // A hash longer than q counts by its first bits.
  const z = readNumber(digest) >> BigInt(Math.max(0, 8 * digest.length - bitsOf(q)))
  const w = modularPower(s, q - 2n, q)
  const v = (modularPower(g, (z * w) % q, p) * modularPower(y, (r * w) % q, p)) % p
  return v % q === r
}

function readSignature(der: Uint8Array): { r: bigint; s: bigint } | undefined {
  try {
    const fields = openDer(parseDer(der, { maxBytes: 128 }))
    const [r, s] = [readInteger(fields.next()), readInteger(fields.next())]
    fields.end()
    return { r, s }
  } catch (error) {
    if (error instanceof TrustError) return undefined
    throw error
  }
}
