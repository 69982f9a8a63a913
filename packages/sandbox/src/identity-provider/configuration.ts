import { randomBytes } from 'node:crypto'
import { exportJWK, generateKeyPair } from 'jose'
import type { Configuration, interactionPolicy, KoaContextWithOIDC } from 'oidc-provider'
import { claimsOf, PROFILE_CLAIMS } from './claims.ts'
import { LEVELS } from './levels.ts'
import { logoutPage, noticePage } from './pages.ts'
import type { Persona } from './personas.ts'
import type { Storage } from './storage.ts'

const HOUR = 3600
const SCOPES = ['openid', 'profile', 'offline_access']

/** An ES256 key that lives as long as the provider. */
async function createSigningKey() {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true })
  return { ...(await exportJWK(privateKey)), alg: 'ES256', use: 'sig', kid: randomBytes(8).toString('hex') }
}

/** Asks again for whoever is signed in at a level below what a portal needs, once. */
function createPolicy(library: typeof interactionPolicy): interactionPolicy.DefaultPolicy {
  const policy = library.base()
  const tooLow = ({ oidc }: KoaContextWithOIDC) => {
    const wanted = oidc.params?.['acr_values']
    return typeof wanted === 'string' && !wanted.split(' ').includes(oidc.acr) && !oidc.result?.['login']
  }
  policy
    .get('login')
    ?.checks.add(
      new library.Check('level', 'a higher assurance level is needed', (ctx) =>
        tooLow(ctx as KoaContextWithOIDC),
      ),
    )
  return policy
}

/** Whoever signs in has agreed: the province's portals are one service to the citizen. */
async function grantAll(ctx: KoaContextWithOIDC) {
  const { client, session, provider } = ctx.oidc
  if (client === undefined || session?.accountId === undefined) return undefined
  const known = session.grantIdFor(client.clientId)
  const grant = known === undefined ? undefined : await provider.Grant.find(known)
  const created = grant ?? new provider.Grant({ clientId: client.clientId, accountId: session.accountId })
  created.addOIDCScope(SCOPES.join(' '))
  for (const resource of Object.values(ctx.oidc.resourceServers ?? {})) {
    created.addResourceScope(resource.identifier(), [...resource.scopes].join(' '))
  }
  await created.save()
  return created
}

/** The scope that a request asks for; without one, what was granted at the sign-in (RFC 6749, 6). */
function scopeOf({ oidc }: KoaContextWithOIDC): string {
  const granted = oidc.entities.AuthorizationCode?.scope ?? oidc.entities.RefreshToken?.scope
  return String(oidc.params?.['scope'] ?? granted ?? '')
}

/** How somebody signed in, and in which session: by these interfaces judge levels, and end tokens with the session. */
function claimsOfToken({ oidc }: KoaContextWithOIDC) {
  const from = oidc.entities.AuthorizationCode ?? oidc.entities.RefreshToken
  return from && { acr: from.acr, auth_time: from.authTime, sid: from.sid }
}

/** How the provider is set up: everything that the library would warn about is decided here. */
export async function createConfiguration(
  personas: readonly Persona[],
  storage: Storage,
  policy: typeof interactionPolicy,
  deliver: NonNullable<Configuration['fetch']>,
): Promise<Configuration> {
  return {
    adapter: storage.adapter,
    jwks: { keys: [await createSigningKey()] },
    cookies: { keys: [randomBytes(32).toString('hex')] },
    clientAuthMethods: ['private_key_jwt'],
    clientDefaults: {
      token_endpoint_auth_method: 'private_key_jwt',
      id_token_signed_response_alg: 'ES256',
      authorization_signed_response_alg: 'ES256',
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
    },
    responseTypes: ['code'],
    scopes: SCOPES,
    claims: { openid: ['sub', 'acr', 'auth_time'], profile: [...PROFILE_CLAIMS] },
    // Portals read the ID token; that keeps a request to the user-info endpoint out of every sign-in.
    conformIdTokenClaims: false,
    acrValues: Object.keys(LEVELS),
    extraTokenClaims: claimsOfToken,
    pkce: { required: () => true },
    features: {
      devInteractions: { enabled: false },
      backchannelLogout: { enabled: true },
      requestObjects: { enabled: true },
      jwtResponseModes: { enabled: true },
      jwtUserinfo: { enabled: true },
      introspection: { enabled: true },
      revocation: { enabled: true, allowedPolicy: (_, client, { clientId }) => client.clientId === clientId },
      // Whatever interface is named gets a token as RFC 9068 has it, with the scopes that were asked for.
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: (ctx, audience) => ({
          audience,
          scope: scopeOf(ctx),
          accessTokenFormat: 'jwt',
          accessTokenTTL: HOUR,
          jwt: { sign: { alg: 'ES256' } },
        }),
        useGrantedResource: () => true,
      },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => {
          ctx.body = logoutPage(form)
        },
        postLogoutSuccessSource: (ctx) => {
          ctx.body = noticePage('已退出登录', 'You are signed out.')
        },
      },
    },
    interactions: {
      policy: createPolicy(policy),
      url: (_, interaction) => `/interaction/${interaction.uid}`,
    },
    findAccount: (_, id) => {
      const persona = personas.find((candidate) => candidate.id === id)
      return persona && { accountId: id, claims: async () => claimsOf(persona, personas) }
    },
    loadExistingGrant: grantAll,
    renderError: (ctx, { error, error_description: description = '' }) => {
      ctx.type = 'html'
      const what = ctx.path.startsWith('/session/end')
        ? '退出未完成 Sign-out not completed'
        : '登录未完成 Sign-in not completed'
      ctx.body = noticePage(what, `${error}: ${description}`)
    },
    clientBasedCORS: () => false,
    fetch: deliver,
    ttl: {
      AccessToken: HOUR,
      AuthorizationCode: 60,
      Grant: 8 * HOUR,
      IdToken: HOUR,
      Interaction: HOUR,
      RefreshToken: 8 * HOUR,
      Session: 8 * HOUR,
    },
  }
}
