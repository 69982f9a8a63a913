import { encodeBase64Url, encodeUtf8, hmac } from '@xinyin/core'
import type { MandateHolder } from './mandate-status.ts'

/** Gives each department its own name for a person. */
export interface PairwiseSubjects {
  /**
   * The name by which one department knows a person: 43 characters of base64url, the same every time. Two departments that
   * compare what they have find nobody in both.
   *
   * @param department - whatever tells departments apart, such as their credit codes
   * @param person - issuer and subject at the portal: `session.user`
   */
  of(department: string, person: MandateHolder): string
}

/**
 * Makes pairwise subjects (OpenID Connect Core 1.0, 8.1) for a portal that serves several departments, or for a provider
 * whose departments are its clients.
 *
 * @param secret - at least 32 octets that departments do not have. With another, everybody has another name.
 * @throws TypeError, RangeError about `secret` or `department`
 */
export function pairwiseSubjects(secret: Uint8Array): PairwiseSubjects {
  if (!(secret instanceof Uint8Array)) throw new TypeError('secret: octets are needed')
  if (secret.length < 32) throw new RangeError('secret: at least 32 octets are needed')
  const key = Uint8Array.from(secret)
  return {
    of(department, { issuer, sub }) {
      if (typeof department !== 'string' || department === '') {
        throw new TypeError('department: its name is needed')
      }
      const label = JSON.stringify(['pairwise', department, issuer, sub])
      return encodeBase64Url(hmac('SHA-256', key, encodeUtf8(label)))
    },
  }
}
