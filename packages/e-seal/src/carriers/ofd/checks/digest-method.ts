import { type Check, failed, passed } from '@xinyin/core'
import type { SignatureFile } from '../signature-file.ts'

const SM3 = new Set(['1.2.156.10197.1.401', '1.2.156.10197.1.401.1', 'sm3'])

/** SM3 with a key, as one writer calls it who uses none: with a key the digests would not come out. */
const KEYED_SM3 = '1.2.156.10197.1.401.2'

/**
 * Files are digested with SM3. The schema knows MD5 and SHA-1 only, and would have MD5 where nothing is said; both
 * are broken, so neither they nor silence are accepted.
 */
export function checkDigestMethod({ checkMethod }: SignatureFile): Check {
  const method = (checkMethod ?? 'nothing stated').slice(0, 60)
  if (method === KEYED_SM3) return passed('ofd.digest-method', { method, tolerance: 'digest-oid' })
  return SM3.has(method.toLowerCase())
    ? passed('ofd.digest-method', { method })
    : failed('ofd.digest-method', 'ERR_OFD_DIGEST_METHOD', { method })
}
