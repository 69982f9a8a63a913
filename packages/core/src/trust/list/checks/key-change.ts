import { equalBytes } from '../../../bytes/sequence.ts'
import { type Check, failed, passed, skipped } from '../../../report.ts'
import type { Certificate } from '../../../x509/certificate.ts'
import { rememberedSigners, type TrustListMemory } from '../memory.ts'

/**
 * The key is the one that signed the list seen before, or that this list announced. An authority above that issues to
 * somebody else does not hand the list over to him.
 */
export function checkKeyChange(signer: Certificate, remembered: TrustListMemory | undefined): Check {
  if (remembered === undefined) return skipped('trust-list.key-change', 'remembered-list')
  const { spki } = signer.publicKey
  const isKnown = rememberedSigners(remembered).some(({ publicKey }) => equalBytes(publicKey.spki, spki))
  return isKnown
    ? passed('trust-list.key-change')
    : failed('trust-list.key-change', 'ERR_TRUST_LIST_KEY', { signer: signer.subject.text })
}
