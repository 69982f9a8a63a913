import * as v from 'valibot'
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
  pushedRequests: v.optional(v.boolean()),
  signedRequests: v.optional(v.boolean()),
  signedResponses: v.optional(v.boolean()),
}
