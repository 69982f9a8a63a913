import { type Check, failed, passed } from '@xinyin/core'
import type { SealSignature } from '../../signature/signature.ts'

/** Signature and seal are of one version, by their shapes and by what they say (GB/T 38540-2020, 7.1). */
export function checkVersion({ form, version, seal }: SealSignature): Check {
  const facts = { version, form, seal: seal.info.version, sealForm: seal.form }
  return form === seal.form && version === seal.info.version
    ? passed('signature.version', facts)
    : failed('signature.version', 'ERR_SIGNATURE_VERSION', facts)
}
