import { type Check, failed, passed } from '../../report.ts'
import type { KeyUsage } from '../certificate.ts'
import type { Path } from './path.ts'
import type { Target } from './target.ts'

/** Of these, one must be among the usages of a leaf that states any. The first is named where none is. */
const NEEDED: Readonly<Record<Target, readonly KeyUsage[]>> = {
  signer: ['digitalSignature', 'nonRepudiation'],
  authority: ['keyCertSign'],
  'crl-issuer': ['cRLSign'],
  'ocsp-responder': ['digitalSignature', 'nonRepudiation'],
  // A server signs, decrypts or agrees on a key, as the cipher suite has it (RFC 5280, 4.2.1.12).
  server: ['digitalSignature', 'keyEncipherment', 'keyAgreement'],
}

/**
 * Where key usage is stated, issuers may sign certificates and the leaf may do what it is needed for (RFC 5280,
 * 4.2.1.3 and 6.1.4 (n)).
 */
export function checkKeyUsage({ certificates }: Pick<Path, 'certificates'>, target: Target): Check {
  let needed = NEEDED[target]
  for (const { keyUsage, subject } of certificates) {
    if (keyUsage !== undefined && !needed.some((usage) => keyUsage.has(usage))) {
      const facts = { subject: subject.text, needed: needed[0] ?? '' }
      return failed('path.key-usage', 'ERR_PATH_KEY_USAGE', facts)
    }
    needed = NEEDED.authority
  }
  return passed('path.key-usage')
}
