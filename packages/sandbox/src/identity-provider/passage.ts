import { Readable } from 'node:stream'
import type { ReadableStream as NodeReadableStream } from 'node:stream/web'
import type { KoaContextWithOIDC } from 'oidc-provider'
import type { Body, HostileMode, Rewrite, Scene } from '../hostile/mode.ts'
import type { Journal, MessageKind, Passing } from '../watch/journal.ts'
import type { Behaviour, Outage } from './behaviour.ts'
import { ENCRYPTION_METADATA, type Encryption } from './encryption.ts'
import type { KeyRing } from './key-ring.ts'
import type { Reissuing } from './reissue.ts'
import { findWayBack } from './way-back.ts'

/** What every message of the provider passes on its way. */
export interface PassageSettings {
  readonly issuer: string
  readonly keys: KeyRing
  readonly reissuing: Reissuing
  readonly encryption: Encryption
  readonly journal: Journal
  readonly behaviour: () => Behaviour
}

type Next = () => Promise<unknown>
type Members = Readonly<Record<string, unknown>>

const ENDPOINTS: readonly (readonly [pattern: RegExp, kind: MessageKind])[] = [
  [/^\/\.well-known\//, 'discovery'],
  [/^\/jwks$/, 'keys'],
  [/^\/auth(\/|$)/, 'authorization'],
  [/^\/request$/, 'pushed'],
  [/^\/token$/, 'tokens'],
  [/^\/me$/, 'user-info'],
  [/^\/token\/introspection$/, 'introspection'],
  [/^\/token\/revocation$/, 'revocation'],
  [/^\/session\/end/, 'sign-out'],
]

const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Buffer.isBuffer(value) && !('pipe' in value)

const isOut = (outage: Outage, kind: MessageKind) => outage === 'all' || outage === kind

/** The scene of an attack on a portal. */
export function sceneOf({ issuer, keys, behaviour }: PassageSettings, clientId: string | undefined): Scene {
  const now = Math.floor(Date.now() / 1000) + behaviour().skewSeconds
  return { issuer, clientId: clientId ?? '', now, key: keys.current, thief: keys.thief }
}

/** Puts an answer in the place of the library's. */
function send(ctx: KoaContextWithOIDC, body: Body): void {
  if (!(body instanceof Response)) {
    ctx.body = body
    return
  }
  ctx.body = body.body === null ? '' : Readable.fromWeb(body.body as NodeReadableStream)
  ctx.status = body.status
  for (const [name, value] of body.headers) ctx.set(name, value)
}

/** What the portal sent: parameters of the address and of the form, and the proof of its key. */
function sentBy(ctx: KoaContextWithOIDC): Members {
  const form: unknown = ctx.oidc?.body
  const proof = ctx.get('dpop')
  return { ...ctx.query, ...(isMembers(form) ? form : {}), ...(proof && { DPoP: proof }) }
}

function textOfBody(body: unknown): Members {
  if (isMembers(body)) return body
  return typeof body === 'string' && body.length < 20_000 && !body.startsWith('<') ? { '': body } : {}
}

/** The tokens of an answer, issued anew. */
async function reissueTokens(
  body: Members,
  scene: Scene,
  { reissuing }: PassageSettings,
  hostile: HostileMode | undefined,
): Promise<Members> {
  const { access_token: access, id_token: id } = body
  const accessToken = typeof access === 'string' ? await reissuing.issue(access, scene) : undefined
  const how = { forge: hostile?.idToken, ...(accessToken !== undefined && { accessToken }) }
  const idToken = typeof id === 'string' ? await reissuing.issue(id, scene, how) : undefined
  return {
    ...body,
    ...(accessToken !== undefined && { access_token: accessToken }),
    ...(idToken !== undefined && { id_token: idToken }),
  }
}

/** What the metadata say beside what the library knows: the algorithm of the day. */
function completeMetadata(body: Members, { keys }: PassageSettings): Members {
  const { alg } = keys.current
  const withAlg = (name: string) => {
    const list = body[name]
    return Array.isArray(list) ? { [name]: [...new Set([alg, ...list])] } : {}
  }
  const names = ['id_token', 'userinfo', 'authorization', 'introspection']
  return Object.assign(
    { ...body, ...ENCRYPTION_METADATA },
    ...names.map((name) => withAlg(`${name}_signing_alg_values_supported`)),
  )
}

/** The answer with which the browser is sent back to the portal; nothing where it is sent elsewhere. */
async function falsifyCallback(
  ctx: KoaContextWithOIDC,
  settings: PassageSettings,
  hostile: HostileMode | undefined,
): Promise<void> {
  const client = ctx.oidc?.client
  const back = client && findWayBack(ctx, settings.issuer)
  if (back === undefined) return
  const scene = sceneOf(settings, client?.clientId)
  const { parameters } = back
  const signed = parameters.get('response')
  if (signed !== null) {
    const reissued = await settings.reissuing.issue(signed, scene)
    parameters.set('response', await settings.encryption.encrypt(reissued, scene.clientId))
  }
  hostile?.callback?.(parameters, scene)
  back.replace(parameters)
  settings.journal.add({
    kind: 'callback',
    clientId: scene.clientId,
    sent: Object.fromEntries(parameters),
    hostile: hostile?.callback && hostile.name,
  })
}

const REWRITES: Partial<Record<MessageKind, 'discovery' | 'keys' | 'tokens' | 'userInfo'>> = {
  discovery: 'discovery',
  keys: 'keys',
  tokens: 'tokens',
  'user-info': 'userInfo',
}

/** An honest answer, by the key and the clock of the day. */
async function honest(
  kind: MessageKind,
  body: unknown,
  scene: Scene,
  settings: PassageSettings,
  hostile: HostileMode | undefined,
): Promise<unknown> {
  // Signed user info, and what introspection says signed.
  if (typeof body === 'string') return settings.reissuing.issue(body, scene)
  if (!isMembers(body)) return body
  if (kind === 'keys') return { keys: settings.keys.published }
  if (kind === 'discovery') return completeMetadata(body, settings)
  return kind === 'tokens' ? reissueTokens(body, scene, settings, hostile) : body
}

function falsifies(kind: MessageKind, mode: HostileMode | undefined): string | undefined {
  const rewrite = REWRITES[kind]
  const isFalsified = (rewrite && mode?.[rewrite]) ?? (kind === 'tokens' ? mode?.idToken : undefined)
  return isFalsified && mode?.name
}

/**
 * What stands between the library and the world, for every request: latency, outages, the key and the clock of the day,
 * the attack that is played, and the journal.
 */
export function createPassage(settings: PassageSettings) {
  const { journal, behaviour } = settings
  return async (ctx: KoaContextWithOIDC, next: Next): Promise<void> => {
    const kind = ENDPOINTS.find(([pattern]) => pattern.test(ctx.path))?.[1]
    if (kind === undefined) {
      await next()
      return
    }
    const { latency, outage, hostile } = behaviour()
    if (latency > 0) await new Promise((resolve) => setTimeout(resolve, latency))
    if (isOut(outage, kind)) {
      ctx.status = 503
      ctx.body = { error: 'temporarily_unavailable' }
      journal.add({ kind, status: 503, sent: { ...ctx.query } })
      return
    }
    await next()
    const clientId = ctx.oidc?.client?.clientId
    const scene = sceneOf(settings, clientId)
    const passing: Passing = { kind, clientId, sent: sentBy(ctx) }
    if (kind === 'authorization' || kind === 'sign-out') {
      // The way back from the sign-in page to the portal is one message, whatever it takes.
      if (ctx.path === '/auth' || kind === 'sign-out') journal.add({ ...passing, status: ctx.status })
      if (kind === 'authorization') await falsifyCallback(ctx, settings, hostile)
      return
    }
    const answer = await honest(kind, ctx.body, scene, settings, hostile)
    if (answer !== ctx.body) ctx.body = answer
    const name = REWRITES[kind]
    const rewrite: Rewrite | undefined = name && hostile?.[name]
    // An error of the library's stays what it is: there is nothing to falsify.
    const isGood = ctx.status === 200 && isMembers(answer)
    const falsified = isGood ? await rewrite?.(answer, scene) : undefined
    if (falsified !== undefined) send(ctx, falsified)
    const shown = falsified instanceof Response ? {} : textOfBody(falsified ?? answer)
    const isFalsified = isGood ? falsifies(kind, hostile) : undefined
    journal.add({ ...passing, status: ctx.status, answered: shown, hostile: isFalsified })
  }
}
