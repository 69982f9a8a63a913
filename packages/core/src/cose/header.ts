import { type ParseCborOptions, parseCbor } from '../cbor/read.ts'
import { type CborMap, type CborValue, isCborArray, isCborBytes, isCborMap } from '../cbor/value.ts'
import { coseError } from './codes.ts'

/** Labels of header parameters (RFC 9052, 3.1; RFC 9360; RFC 9596). */
export const COSE_HEADER = {
  alg: 1,
  crit: 2,
  contentType: 3,
  kid: 4,
  typ: 16,
  x5bag: 32,
  x5chain: 33,
  x5t: 34,
  x5u: 35,
} as const

/** What is read here, or may be ignored without harm where it is demanded: a reader of a profile names its own. */
const UNDERSTOOD: ReadonlySet<number | string> = new Set([
  COSE_HEADER.alg,
  COSE_HEADER.contentType,
  COSE_HEADER.kid,
  COSE_HEADER.typ,
  COSE_HEADER.x5chain,
  COSE_HEADER.x5t,
])

/**
 * Reads a protected header: an encoded map, or nothing for an empty one (RFC 9052, 3).
 *
 * @throws CoreError `ERR_COSE_FORM`, `ERR_CBOR_*`
 */
export function readProtected(bytes: Uint8Array, options: ParseCborOptions): CborMap {
  if (bytes.length === 0) return new Map()
  const header = parseCbor(bytes, options)
  if (!isCborMap(header)) throw coseError('ERR_COSE_FORM')
  return header
}

/**
 * Holds both headers to the rules of RFC 9052, 3 and 3.1: no label in both, `alg` and `crit` under the signature, and
 * nothing demanded that is not understood.
 *
 * @throws CoreError `ERR_COSE_HEADER`, `ERR_COSE_HEADER_REPEATED`, `ERR_COSE_CRITICAL`
 */
export function assertHeaders(
  signed: CborMap,
  unsigned: CborMap,
  understood: readonly (number | string)[] = [],
): void {
  for (const label of unsigned.keys())
    if (signed.has(label)) throw coseError('ERR_COSE_HEADER_REPEATED', { label: sayLabel(label) })
  // Who could choose the algorithm of a signature that is there already would choose a weak one.
  for (const label of [COSE_HEADER.alg, COSE_HEADER.crit])
    if (unsigned.has(label)) throw coseError('ERR_COSE_HEADER', { label })
  if (typeof signed.get(COSE_HEADER.alg) !== 'number')
    throw coseError('ERR_COSE_HEADER', { label: COSE_HEADER.alg })
  assertCritical(signed, understood)
}

function assertCritical(signed: CborMap, understood: readonly (number | string)[]): void {
  const critical = signed.get(COSE_HEADER.crit)
  if (critical === undefined) return
  if (!isCborArray(critical) || critical.length === 0)
    throw coseError('ERR_COSE_HEADER', { label: COSE_HEADER.crit })
  for (const label of critical) {
    if ((typeof label !== 'number' && typeof label !== 'string') || !signed.has(label))
      throw coseError('ERR_COSE_HEADER', { label: COSE_HEADER.crit })
    if (!UNDERSTOOD.has(label) && !understood.includes(label))
      throw coseError('ERR_COSE_CRITICAL', { label: sayLabel(label) })
  }
}

/** A label as a fact; a text may be as long as whoever wrote it likes. */
const sayLabel = (label: number | string) => (typeof label === 'number' ? label : label.slice(0, 40))

/** Certificates in `x5chain` or `x5bag`: DER of one, or of two and more in an array (RFC 9360, 2). */
export function readCertificates(value: CborValue | undefined, label: number): readonly Uint8Array[] {
  if (value === undefined) return []
  if (isCborBytes(value)) return [value]
  if (!isCborArray(value) || value.length < 2 || value.length > CHAIN_LIMIT || !value.every(isCborBytes))
    throw coseError('ERR_COSE_HEADER', { label })
  return value
}

const CHAIN_LIMIT = 10
