import type { DerNode } from '../der/read.ts'
import { readBitString } from '../der/value.ts'
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
  const { bytes } = readBitString(node)
  const usages = new Set<KeyUsage>()
  for (let bit = 0; bit < KEY_USAGES.length; bit++) {
    const usage = KEY_USAGES[bit]
    if (usage !== undefined && ((bytes[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0) usages.add(usage)
  }
  if (usages.size === 0 || bytes.length > 2) {
    throw new CoreError('ERR_DER_VALUE', { type: 'KeyUsage', offset: node.offset })
  }
  return usages
}
