import { SsoError } from '../errors.ts'
import { singleParameter } from '../http/body.ts'
import type { Settings } from '../settings.ts'
import { parseReturnTo } from './return-to.ts'
import { HOME, parseTarget, requireListed } from './target.ts'

const MAX_PARAMETER = 2_048

/** What a sign-in is asked for with. */
export interface Wish {
  /** The one at which to sign in, when that is said. */
  readonly issuer: string | undefined
  readonly returnTo: string
  /** The assurance level that is needed, 0 for none. */
  readonly level: number
  /** How long ago the person may have shown who they are, in seconds. */
  readonly maxAge: number | undefined
  readonly prompt: string | undefined
  readonly loginHint: string | undefined
  readonly uiLocales: string | undefined
}

// OpenID Connect Core 1.0, 3.1.2.1. What does not look like it is refused here, not by the provider.
const LEVEL = /^\d{1,2}$/
const MAX_AGE = /^\d{1,8}$/
const PROMPT = /^(?:none|(?:login|consent|select_account)(?: (?:login|consent|select_account)){0,2})$/
const LOGIN_HINT = /^\P{Cc}{1,256}$/u
const UI_LOCALES = /^[a-zA-Z\d-]{1,35}(?: [a-zA-Z\d-]{1,35}){0,7}$/

/** Reads what `/login` is asked with. @throws SsoError `ERR_SSO_CALLBACK_PARAMETER`, `ERR_SSO_RETURN_TO`, `ERR_SSO_TARGET` */
export function readWish(parameters: URLSearchParams, settings: Settings): Wish {
  const read = (name: string) => singleParameter(parameters, name, MAX_PARAMETER)
  const readAs = (name: string, form: RegExp) => {
    const value = read(name)
    if (value === undefined || form.test(value)) return value
    throw new SsoError('ERR_SSO_CALLBACK_PARAMETER', { name })
  }
  const initiator = read('iss')
  const returnTo = parseReturnTo(read('returnTo') ?? HOME, settings.origin)
  const maxAge = readAs('max_age', MAX_AGE)
  return {
    issuer: initiator ?? read('issuer'),
    // Only who starts a sign-in from elsewhere says a target (Core, 4), and in whatever way it does is held to the list.
    returnTo:
      initiator === undefined
        ? returnTo
        : (parseTarget(read('target_link_uri'), settings) ?? requireListed(returnTo, settings)),
    level: Number(readAs('level', LEVEL) ?? '0'),
    maxAge: maxAge === undefined ? undefined : Number(maxAge),
    prompt: readAs('prompt', PROMPT),
    loginHint: readAs('login_hint', LOGIN_HINT),
    uiLocales: readAs('ui_locales', UI_LOCALES),
  }
}

/** The same as a query, without the issuer. */
export function wishQuery({ returnTo, level, maxAge, prompt, loginHint, uiLocales }: Wish): URLSearchParams {
  const parameters: [string, string | number | undefined][] = [
    ['returnTo', returnTo],
    ['level', level === 0 ? undefined : level],
    ['max_age', maxAge],
    ['prompt', prompt],
    ['login_hint', loginHint],
    ['ui_locales', uiLocales],
  ]
  return new URLSearchParams(
    parameters.flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  )
}
