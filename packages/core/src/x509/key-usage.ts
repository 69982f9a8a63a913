import type { DerNode } from '../der/read.ts'
import { assertBitString } from '../der/value.ts'
import { CoreError } from '../errors.ts'
import type { KeyUsage } from './certificate.ts'

/** The named bits in their order (RFC 5280, 4.2.1.3). */
export const KEY_USAGES: readonly KeyUsage[] = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
]

/**
 * Reads `KeyUsage`. Zero bits at the end, which DER leaves out, are tolerated: certificates in use have them and
 * they mean nothing. No bit at all is refused (RFC 5280: at least one must be set).
 */
export function readKeyUsage(node: DerNode): ReadonlySet<KeyUsage> {
  assertBitString(node)
  const { source, end } = node
  const start = node.start + 1
  // Bits are counted from the first one of the first octet.
  const bits = (octetBefore(end, source.bytes, start) << 8) | octetBefore(end, source.bytes, start + 1)
  const usages = new Set<KeyUsage>()
  let bit = 0x8000
  for (const usage of KEY_USAGES) {
    if ((bits & bit) !== 0) usages.add(usage)
    bit >>= 1
  }
  if (usages.size === 0 || end - start > 2) {
    throw new CoreError('ERR_DER_VALUE', { type: 'KeyUsage', offset: node.offset })
  }
  return usages
}

/** What stands behind the end is another element's. */
function octetBefore(end: number, bytes: Uint8Array, at: number): number {
  return at < end ? (bytes[at] ?? 0) : 0
}
