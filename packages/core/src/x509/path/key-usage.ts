import { type Check, failed, passed } from '../../report.ts'
import type { Path } from './search.ts'
import type { Target } from './target.ts'

/**
 * Where key usage is stated, issuers may sign certificates and the leaf may sign content (RFC 5280, 4.2.1.3).
 */
export function checkKeyUsage({ certificates }: Path, target: Target): Check {
  for (const [index, { keyUsage, subject }] of certificates.entries()) {
    if (keyUsage === undefined) continue
    if (index === 0 && target === 'signer') {
      if (keyUsage.has('digitalSignature') || keyUsage.has('nonRepudiation')) continue
      const needed = 'digitalSignature'
      return failed('path.key-usage', 'ERR_PATH_KEY_USAGE', { subject: subject.text, needed })
    }
    if (!keyUsage.has('keyCertSign')) {
      const needed = 'keyCertSign'
      return failed('path.key-usage', 'ERR_PATH_KEY_USAGE', { subject: subject.text, needed })
    }
  }
  return passed('path.key-usage')
}
