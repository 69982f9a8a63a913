import type { Check, Clock, Fetch, Language, Signer, Strict } from '@xinyin/core'
import type { JWK } from 'jose'
import type { Levels } from './assurance/level.ts'
import type { MandateReader } from './assurance/mandate.ts'
import type { MandateOptions } from './assurance/mandate-status.ts'
import type { SubjectKind, SubjectReader } from './assurance/subject.ts'
import type { VerifiedClaimsPolicy } from './assurance/verified-claims-policy.ts'
import type { AuditOptions } from './audit/auditor.ts'
import type { ChoicePage } from './authorize/choice.ts'
import type { ResponseMode } from './authorize/posted-answer.ts'
import type { Pages } from './http/trouble-page.ts'
import type { Sm2TokenProfile } from './keys/sm2-profile.ts'
import type { Revocations } from './resource/revocations.ts'
import type { SwitchPage } from './session/switch-page.ts'
import type { Store } from './stores/store.ts'
import type { TokenBinding } from './token/binding.ts'
import type { AssertionAudience } from './token/client-assertion.ts'
import type { TokenOptions } from './token/held.ts'
import type { SsoTolerance } from './token/tolerance.ts'
import type { UserInfoOptions } from './token/user-info.ts'
import type { allowPlainHttp } from './unsafe.ts'

/** What belongs to the portal, whoever signs people in. */
export interface PortalOptions {
  /** Where the portal is: `https://zjj.example.gov.cn`. It is never taken from a request's headers. */
  readonly origin: string
  readonly store: Store
  /** Before `/login` and the other addresses: `/sso`. By default nothing. */
  readonly basePath?: string
  /** How long a session lasts at most, in seconds: 28 800. */
  readonly sessionSeconds?: number
  /** How long it lasts without a request, in seconds: 1 800. `GET /session` does not count as one. */
  readonly idleSeconds?: number
  /** The path to go to after signing out: `/`. */
  readonly afterLogout?: string
  /**
   * Where the provider is that opens `/frontchannel-logout` in a frame: on the portal's own site (the part of the host that is
   * registered) unless given. For one elsewhere, a cookie that lets nobody in is sent across sites, which more and more
   * browsers withhold; the back channel needs none.
   */
  readonly frontChannelLogout?: 'same-site' | 'cross-site'
  /**
   * The pages of this site to which others may have people sign in (`target_link_uri`): `/apply`, or `/apply/*` for all that is
   * below. Without it such people come to the home page; with it they are refused other pages, in a `returnTo` beside `iss` too.
   */
  readonly targets?: readonly string[]
  /** The page on which people choose among several providers; by default a plain list in Chinese or English. */
  readonly choicePage?: ChoicePage
  /** The page on which people choose in whose name they act; by default a plain list in Chinese or English. */
  readonly switchPage?: SwitchPage
  /** How the portal learns that mandates are withdrawn; without it they end by their own time alone. */
  readonly mandates?: MandateOptions
  /** Where events go that somebody may have to answer for; without it, nowhere. */
  readonly audit?: AuditOptions
  /** Makes the pages that tell what went wrong, in place of ours. */
  readonly pages?: Pages
  /** Hears of logouts that the provider sends, so that access tokens end with the sessions: the one of the API guard. */
  readonly revocations?: Revocations
  /** How old an access token may be, in seconds, at the interfaces that ask them: 86 400. For so long logouts are remembered. */
  readonly maxTokenAge?: number
  /** Hears of every refusal and fault, for the log. What it gets holds no token. */
  readonly onError?: (error: unknown) => void
  /** Hears of each deviation of a provider's that was met and read all the same: a check `tolerance.<name>` that passed. */
  readonly onTolerance?: (check: Check, issuer: string) => void
  /**
   * What carries the requests to providers. Without it they go over kept connections on Node, and by the platform's
   * `fetch` elsewhere, or where somebody has changed that.
   */
  readonly fetch?: Fetch
  readonly clock?: Clock
  /** See `@xinyin/sso/unsafe`. */
  readonly [allowPlainHttp]?: true
}

/** What belongs to one provider, and to the portal as its client. */
export interface ProviderOptions {
  /** The provider's issuer identifier, to the letter: `https://sso.example.gov.cn`. */
  readonly issuer: string
  readonly clientId: string
  /**
   * Who else a token may be made for that is made for this portal (`aud`; OpenID Connect Core 1.0, 3.1.3.7, 3): client ids. Nobody,
   * unless given: whoever is named beside us has our users' ID tokens.
   */
  readonly trustedAudiences?: readonly string[]
  /** Signs the client's assertions (`private_key_jwt`): ECDSA on a NIST curve, Ed25519 or RSA. This or `clientKey`. */
  readonly signer?: Signer
  /** The same as a private WebCrypto key or JWK. */
  readonly clientKey?: CryptoKey | JWK
  /** The `kid` under which the provider knows the key; by default that of a JWK, else none. */
  readonly keyId?: string
  /**
   * Whom client assertions are for (`aud`): the issuer, unless the provider takes only those for its token endpoint, or for the
   * endpoint that they are sent to. Then an assertion is worth something wherever that address is believed.
   */
  readonly assertionAudience?: AssertionAudience
  /** What people know the provider by, where they choose among several; by default its host. */
  readonly name?: Readonly<Record<Language, string>>
  /**
   * Gives the provider a redirect URI of its own: `staff` makes it `origin + /callback/staff`. Among several, one that does
   * not send `iss` with its answers (RFC 9207) needs it.
   */
  readonly callback?: string
  /**
   * The FAPI 2.0 Security Profile, all of it that is a client's: requests are pushed, tokens bound (`binding`), algorithms
   * those of the profile, and a provider whose metadata do not promise its part is not used.
   */
  readonly profile?: 'fapi2'
  /** Whether requests go by the back channel (RFC 9126): by default where the provider offers it; `true` insists. */
  readonly pushedRequests?: boolean
  /** Whether requests are signed (RFC 9101): by default where the provider demands it. */
  readonly signedRequests?: boolean
  /**
   * How answers come: in the address of the call-back, unless `form_post` has the browser post them there (OAuth 2.0 Form Post
   * Response Mode). The cookie of a sign-in under way is then sent across sites, for which browsers want https.
   */
  readonly responseMode?: ResponseMode
  /** Whether answers must be signed (JARM); by default they are not. */
  readonly signedResponses?: boolean
  /**
   * The private key for which the provider encrypts its signed answers (`authorization_encrypted_response_alg` at its
   * registration): ECDH-ES or RSA-OAEP-256. What is not encrypted is then refused. Needs `signedResponses`.
   */
  readonly responseDecryptionKey?: CryptoKey | JWK
  /** Scopes besides `openid`; by default `profile`. */
  readonly scopes?: readonly string[]
  /** Assurance level 实名等级 by `acr`: `{ 'urn:example:acr:3': 3 }`. What is not in it counts as 0. */
  readonly levels?: Levels
  /** How claims read as a subject; by default `readSubject`. */
  readonly readSubject?: SubjectReader
  /** How claims tell whom a person may act for; by default `readMandates`. */
  readonly readMandates?: MandateReader
  /** The kinds of subject that it is trusted to vouch for; by default natural and legal persons; no civil servants, and nobody's wards. */
  readonly subjects?: readonly [SubjectKind, ...SubjectKind[]]
  /** Which `verified_claims` of it are believed (OpenID Identity Assurance); by default none are looked at. */
  readonly verifiedClaims?: VerifiedClaimsPolicy
  /** Signature algorithms of tokens: by default ES256, PS256, EdDSA, RS256. */
  readonly algorithms?: readonly string[]
  /** How the provider writes SM2 in tokens and keys. Its `alg` is then taken too, beside the others. */
  readonly sm2?: Sm2TokenProfile
  /**
   * How long its keys and metadata are used beyond their time while it cannot be asked, in seconds: 3600, and 86 400 at most. For so
   * long, a key that was withdrawn in the outage is still believed in. What it says when it is back counts at once.
   */
  readonly graceSeconds?: number
  /** Which of its deviations from the standards are not tolerated: all, or those of these names; by default none (`SSO_TOLERANCES`). */
  readonly strict?: Strict<SsoTolerance>
  /** Origins besides the issuer's on which its endpoints may lie. */
  readonly endpointOrigins?: readonly string[]
  /** How the tokens that it issues are bound to the portal: by default not, so that who has one can use it. */
  readonly binding?: TokenBinding
  /**
   * Keeps the tokens of sign-ins, for calls in the user's name; without it they are thrown away. Many providers issue refresh
   * tokens for the scope `offline_access` only, which then belongs into `scopes`.
   */
  readonly tokens?: TokenOptions
  /** How it tells more about users than the ID token does; without it, it is not asked. */
  readonly userInfo?: UserInfoOptions
}

/** What a department sets up once: its portal, and the provider that signs people in. */
export interface RelyingPartyOptions extends PortalOptions, ProviderOptions {}

/** The same for a portal with several providers. */
export interface SeveralProvidersOptions extends PortalOptions {
  /** The province, a neighbouring province, the staff directory: each with all that belongs to it. */
  readonly providers: readonly [ProviderOptions, ...ProviderOptions[]]
}
