import type { SsoErrorCode } from '@xinyin/sso'
import type { Draft, SigningKey } from './token.ts'

/** Which of a provider's messages a mode falsifies. */
export type HostileArea =
  | 'id-token'
  | 'callback'
  | 'token-endpoint'
  | 'user-info'
  | 'discovery'
  | 'keys'
  | 'logout-token'

/** What a mode knows of the provider that it plays. */
export interface Scene {
  readonly issuer: string
  readonly clientId: string
  /** Seconds since 1970, by the provider's clock. */
  readonly now: number
  /** The key with which the provider signs. */
  readonly key: SigningKey
  /** A key of the attacker. The provider does not publish it. */
  readonly thief: SigningKey
}

/** A JSON object that is answered, or an answer of any other kind. */
export type Body = Readonly<Record<string, unknown>> | Response

/** A token that is made of a draft: another draft, or text that is sent as it is. */
export type Forge = (draft: Draft, scene: Scene) => Draft | string | Promise<string>

/** What becomes of a JSON object that is answered. */
export type Rewrite = (body: Readonly<Record<string, unknown>>, scene: Scene) => Body | Promise<Body>

/** What becomes of each message. One that a mode does not name passes as it is. */
export interface Falsifying {
  readonly idToken?: Forge
  /** Changes the parameters with which the browser comes back to the portal. */
  readonly callback?: (parameters: URLSearchParams, scene: Scene) => void
  readonly tokens?: Rewrite
  readonly userInfo?: Rewrite
  readonly discovery?: Rewrite
  readonly keys?: Rewrite
  readonly logoutToken?: Forge
  /** How often each logout token is sent: once unless given. */
  readonly logoutTimes?: number
}

/** An attack that an identity provider can play, or whoever sits between it and a portal. */
export interface HostileMode extends Falsifying {
  /** `id-token-unsigned` */
  readonly name: string
  readonly area: HostileArea
  /** What it does, in a sentence. */
  readonly sentence: { readonly en: string; readonly 'zh-CN': string }
  /** The rule that it breaks: `OpenID Connect Core 1.0, 3.1.3.7`. */
  readonly clause: string
  /** The code by which a portal on `@xinyin/sso` refuses it. */
  readonly refusedBy: SsoErrorCode
}

/** Makes the modes of one area. */
export const inArea =
  (area: HostileArea) =>
  (
    name: string,
    refusedBy: SsoErrorCode,
    clause: string,
    en: string,
    zh: string,
    falsifying: Falsifying,
  ): HostileMode => ({
    name: `${area}-${name}`,
    area,
    sentence: { en, 'zh-CN': zh },
    clause,
    refusedBy,
    ...falsifying,
  })

/** What a falsified token is: the draft with other claims. One that is `undefined` is left out. */
export const claiming =
  (change: (scene: Scene) => Readonly<Record<string, unknown>>): Forge =>
  // The members that say nothing are left out when the token is written.
  (draft, scene) => ({ ...draft, claims: { ...draft.claims, ...change(scene) } })

/** The draft with another header. */
export const heading =
  (change: (scene: Scene) => Readonly<Record<string, unknown>>): Forge =>
  (draft, scene) => ({ ...draft, header: { ...draft.header, ...change(scene) } })
