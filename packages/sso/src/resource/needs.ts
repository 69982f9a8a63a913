import { type Check, failed, passed } from '@xinyin/core'
import { isJsonObject, type JsonObject } from '../token/json.ts'
import { CLOCK_SKEW, isNumericDate } from '../token/time-checks.ts'
import type { Access } from './access.ts'

/** A kind of thing that must be authorized (RFC 9396, 2): every list named here must be within one that was granted. */
export interface DetailNeed {
  readonly type: string
  readonly actions?: readonly string[]
  readonly locations?: readonly string[]
  readonly datatypes?: readonly string[]
  readonly privileges?: readonly string[]
  readonly identifier?: string
}

/** What an interface needs of an access token beyond that it is good. */
export interface Needs {
  /** All of these. */
  readonly scopes?: readonly string[]
  /** The least assurance level 实名等级, in the interface's own numbers. */
  readonly level?: number
  /** How long ago the person may have signed in, in seconds (RFC 9470). */
  readonly maxAge?: number
  /** All of these, each within one object of `authorization_details`. */
  readonly authorizationDetails?: readonly DetailNeed[]
}

const LISTS = ['actions', 'locations', 'datatypes', 'privileges'] as const

/** Every scope that is needed, as one of the names in `scope` (RFC 6749, 3.3; RFC 9068, 2.2.3). */
function checkScope({ scopes }: Access, { scopes: needed = [] }: Needs): Check {
  const id = 'access-token.scope'
  return needed.every((name) => scopes.includes(name))
    ? passed(id)
    : failed(id, 'ERR_SSO_ACCESS_SCOPE', { required: needed.join(' ') })
}

function grants(granted: JsonObject, need: DetailNeed): boolean {
  const holds = (name: (typeof LISTS)[number]) => {
    const list = granted[name]
    return (
      need[name] === undefined || (Array.isArray(list) && need[name].every((item) => list.includes(item)))
    )
  }
  // Of no name is nothing: what got lost on its way here must not be met by what says just as little.
  const is = (name: 'type' | 'identifier') => need[name] !== '' && granted[name] === need[name]
  const isNamed = need.identifier === undefined || is('identifier')
  return is('type') && isNamed && LISTS.every(holds)
}

/** What is needed lies within one object that was granted, not in pieces over several (RFC 9396, 2 and 9.1). */
function checkDetails({ claims }: Access, { authorizationDetails = [] }: Needs): Check {
  const id = 'access-token.authorization-details'
  const list = claims['authorization_details']
  const granted = Array.isArray(list) ? list.filter(isJsonObject) : []
  const missing = authorizationDetails.find((need) => !granted.some((object) => grants(object, need)))
  return missing === undefined ? passed(id) : failed(id, 'ERR_SSO_ACCESS_DETAILS', { type: missing.type })
}

/** The sign-in behind the token is of the level, and as fresh, as is needed (RFC 9470, 3; RFC 9068, 2.2.1). */
function checkAuthentication(access: Access, { level = 0, maxAge }: Needs, now: number): Check {
  const id = 'access-token.authentication'
  if (access.level < level)
    return failed(id, 'ERR_SSO_ACCESS_LEVEL', { required: level, found: access.level })
  if (maxAge === undefined) return passed(id)
  const at = access.claims['auth_time']
  return isNumericDate(at) && now - at <= maxAge && now - at >= -CLOCK_SKEW
    ? passed(id)
    : failed(id, 'ERR_SSO_ACCESS_AGE', { limit: maxAge })
}

export function checkNeeds(access: Access, needs: Needs, now: number): Check[] {
  return [checkScope(access, needs), checkDetails(access, needs), checkAuthentication(access, needs, now)]
}
