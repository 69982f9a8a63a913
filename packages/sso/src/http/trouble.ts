import type { SsoErrorCode } from '../errors.ts'

/** What can go wrong, by what people are to do about it. */
export type Trouble =
  /** The sign-in is none of this browser's, or its time is over. */
  | 'restart'
  /** The session ended before a form was sent. */
  | 'signed-out'
  /** The person, or the provider, broke it off. */
  | 'declined'
  /** The provider is out. */
  | 'provider-out'
  /** The portal's own sign-on is out. */
  | 'portal-out'
  /** What came back was not proven to come from the provider, for this sign-in. */
  | 'unproven'
  | 'level'
  | 'other-subject'
  | 'of-age'
  | 'mandate'
  /** What the provider says of the person is not whole. */
  | 'identity'
  /** The address was put together wrongly. */
  | 'address'
  /** A page of somebody else sent the browser here. */
  | 'other-site'
  | 'sign-out'

const BY_CODE: Readonly<Record<string, Trouble>> = {
  ERR_SSO_TRANSACTION_ABSENT: 'restart',
  ERR_SSO_TRANSACTION_EXPIRED: 'restart',
  ERR_SSO_TRANSACTION_USED: 'restart',
  ERR_SSO_SESSION_ENDED: 'restart',
  ERR_SSO_SIGNED_OUT: 'signed-out',
  ERR_SSO_SIGN_IN_REFUSED: 'declined',
  ERR_SSO_TOKEN_REFUSED: 'provider-out',
  ERR_SSO_KEYS_UNAVAILABLE: 'provider-out',
  ERR_SSO_REQUEST_REFUSED: 'provider-out',
  ERR_SSO_REQUEST_RESPONSE: 'provider-out',
  ERR_SSO_PROFILE: 'provider-out',
  ERR_SSO_AUTHENTICATION_AGE: 'unproven',
  ERR_SSO_LEVEL: 'level',
  ERR_SSO_SIGN_IN_AGE: 'level',
  ERR_SSO_MANDATE_UNKNOWN: 'portal-out',
  ERR_SSO_SUBJECT_KIND: 'other-subject',
  ERR_SSO_SUBJECT_FOREIGN: 'other-subject',
  ERR_SSO_ISSUER: 'other-subject',
  ERR_SSO_REPRESENTATIVE: 'other-subject',
  ERR_SSO_MINOR: 'of-age',
  ERR_SSO_USCC: 'identity',
  ERR_SSO_CROSS_SITE: 'other-site',
  ERR_SSO_LOGOUT_STATE: 'sign-out',
  ERR_SSO_MIX_UP: 'portal-out',
  ERR_SSO_CLIENT_KEY: 'portal-out',
  ERR_SSO_INTERNAL: 'portal-out',
  ERR_SSO_METHOD: 'address',
  ERR_SSO_BODY: 'address',
  ERR_SSO_RETURN_TO: 'address',
  ERR_SSO_CALLBACK_PARAMETER: 'address',
  ERR_SSO_ISSUER_UNKNOWN: 'address',
  ERR_SSO_TARGET: 'address',
}

/** Families of codes, for those that are not named above. */
const BY_FAMILY: readonly (readonly [RegExp, Trouble])[] = [
  [/^ERR_SSO_(?:FETCH|DISCOVERY)_?/, 'provider-out'],
  [/^ERR_SSO_(?:STORE|AUDIT)_/, 'portal-out'],
  [/^ERR_SSO_MANDATE_/, 'mandate'],
  [/^ERR_SSO_(?:SUBJECT|VERIFIED_CLAIMS|USER_INFO)_?/, 'identity'],
  [/^ERR_SSO_(?:TOKEN|JSON|KEY|RESPONSE)_/, 'unproven'],
]

/** The trouble that a refusal is to whoever looks at it. */
export function troubleOf(code: SsoErrorCode): Trouble {
  return BY_CODE[code] ?? BY_FAMILY.find(([family]) => family.test(code))?.[1] ?? 'portal-out'
}
