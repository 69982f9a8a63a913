import * as v from 'valibot'
import type { ProviderOptions } from '../options.ts'
import { isDecryptionKey } from '../token/decryption-key.ts'
import { parseReturnTo } from './return-to.ts'

/** A path of this site, or one with all that is below it: `/apply/*`. */
const isTarget = (target: string) => {
  const path = target.replace(/\/\*$/, '/')
  try {
    return parseReturnTo(path, 'https://site.invalid') === path && !/[?#*]/.test(path)
  } catch {
    return false
  }
}

/** The options of a portal that are about where others may send its users. */
export const targetOptions = {
  targets: v.optional(
    v.array(v.pipe(v.string(), v.check(isTarget, 'must be a path like /apply or /apply/*'))),
  ),
}

/** The options of a provider that are about requests and answers. */
export const requestOptions = {
  profile: v.optional(v.picklist(['fapi2'])),
  responseMode: v.optional(v.picklist(['query', 'form_post'])),
  pushedRequests: v.optional(v.boolean()),
  signedRequests: v.optional(v.boolean()),
  signedResponses: v.optional(v.boolean()),
  responseDecryptionKey: v.optional(v.custom(isDecryptionKey, 'must be a private key for ECDH or RSA-OAEP')),
}

/** What is encrypted and not signed could be anybody's: answers are signed first (JARM, 2.2). */
export function responseProblems({ signedResponses, responseDecryptionKey }: ProviderOptions): string[] {
  const isUnsigned = responseDecryptionKey !== undefined && signedResponses !== true
  return isUnsigned ? ['responseDecryptionKey: needs signedResponses'] : []
}
