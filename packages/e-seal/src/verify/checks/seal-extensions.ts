import { type Check, indeterminate, passed } from '@xinyin/core'
import type { SealErrorCode } from '../../errors.ts'
import type { SealExtension } from '../../seal/seal.ts'

/**
 * An extension that its writer calls critical changes what a seal or signature is good for. None is known here, so
 * that one which is there leaves the verdict open.
 */
export function checkExtensions(
  id: 'seal.extensions' | 'signature.extensions',
  extensions: readonly SealExtension[],
): Check {
  const unknown = extensions.find(({ critical }) => critical)
  const facts = { count: extensions.length }
  return unknown === undefined
    ? passed(id, facts)
    : indeterminate(id, CODES[id], { ...facts, oid: unknown.oid })
}

const CODES = {
  'seal.extensions': 'ERR_SEAL_CRITICAL_EXTENSION',
  'signature.extensions': 'ERR_SIGNATURE_CRITICAL_EXTENSION',
} as const satisfies Record<string, SealErrorCode>
