import { type Check, failed, passed } from '@xinyin/core'
import type { SealSignature } from '../../signature/signature.ts'

/** Signature and seal are of one version (GB/T 38540-2020, 7.1). */
export function checkVersion({ version, seal }: SealSignature): Check {
  const facts = { version, seal: seal.info.version }
  return version === seal.info.version
    ? passed('signature.version', facts)
    : failed('signature.version', 'ERR_SIGNATURE_VERSION', facts)
}
