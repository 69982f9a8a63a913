import { digest, encodeBase64Url } from '@xinyin/core'
import { DIGESTS, type DigestName } from './digest-name.ts'
import { octetsOf } from './octets.ts'

/** Base64url of the digest over the characters of a disclosure, or of a whole presentation (RFC 9901, 4.2.3, 4.3.1). */
export function digestText(text: string, name: DigestName): string {
  return encodeBase64Url(digest(DIGESTS[name], octetsOf(text)))
}
