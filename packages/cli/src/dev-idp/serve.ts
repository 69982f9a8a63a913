import { render } from '@xinyin/core'
import type { IdentityProvider, Outage } from '@xinyin/sandbox'
import { CliError } from '../errors.ts'
import { EXIT, type Exit } from '../exit.ts'
import type { Session } from '../session.ts'
import { formatRows, pad, widthOf } from '../terminal/columns.ts'
import { untilEnd } from '../terminal/until-end.ts'
import { findAttack, listAttacks } from './attacks.ts'
import { type PortalSettings, portalKey, writeSettings } from './portal-settings.ts'
import { loadSandbox } from './sandbox.ts'
import { WORDS } from './words.ts'

export interface DevIdpOptions {
  readonly port: number
  readonly client: string
  readonly name: string
  readonly origin: string
  readonly settings?: string
  readonly sm2?: 'DER' | 'raw'
  readonly rotate?: number
  readonly skew?: number
  readonly latency?: number
  readonly outage?: Outage
  readonly hostile?: string
  readonly verbose?: boolean
}

/** The names under which SM2 is in use, with what they stand for. */
const SM2 = {
  DER: { alg: 'SM2SM3', encoding: 'DER', crv: 'SM2' },
  raw: { alg: 'SM2', encoding: 'raw', crv: 'SM2' },
} as const

/** Printable, as OAuth has it (RFC 6749, A.1). */
const CLIENT_ID = /^[\x21-\x7e]{1,64}$/

function checkPortal({ client, origin }: DevIdpOptions): void {
  if (!CLIENT_ID.test(client)) throw new CliError('ERR_ARGUMENT', { reason: '--client' })
  if (!/^https?:/.test(origin) || !URL.canParse(origin) || new URL(origin).origin !== origin)
    throw new CliError('ERR_URL', { found: origin })
}

type Sandbox = Awaited<ReturnType<typeof loadSandbox>>

async function start(options: DevIdpOptions, sandbox: Sandbox): Promise<IdentityProvider> {
  const { port, sm2, rotate = 0, skew = 0, latency = 0, outage = 'none' } = options
  const hostile =
    options.hostile === undefined ? undefined : findAttack(sandbox.HOSTILE_MODES, options.hostile)
  try {
    return await sandbox.startIdentityProvider({
      port,
      ...(sm2 && { sm2: SM2[sm2] }),
      behaviour: { rotateSeconds: rotate, skewSeconds: skew, latency, outage, hostile },
    })
  } catch (cause) {
    if (cause instanceof RangeError) throw new CliError('ERR_ARGUMENT', { reason: cause.message }, cause)
    const { code, syscall } = cause as NodeJS.ErrnoException
    if (syscall !== 'listen') throw cause
    throw new CliError('ERR_IDP_PORT', { port, reason: code ?? 'unknown' }, cause)
  }
}

async function register(options: DevIdpOptions, provider: IdentityProvider): Promise<PortalSettings> {
  const { client, name, origin, settings: file } = options
  const clientKey = await portalKey(file)
  const { d: _, ...jwk } = clientKey
  await provider.register({
    clientId: client,
    name,
    origin,
    jwk: { ...jwk, alg: 'ES256', use: 'sig' } as never,
  })
  const { issuer, levels, sm2 } = provider
  const settings = { issuer, clientId: client, origin, clientKey, levels, ...(sm2 && { sm2 }) }
  if (file !== undefined) await writeSettings(file, settings)
  return settings
}

function say(
  { issuer, watchUrl, sm2, behaviour, personas }: IdentityProvider,
  settings: PortalSettings,
  { settings: file }: DevIdpOptions,
  { terminal, language, colors }: Session,
): void {
  const { hostile } = behaviour
  const row = (label: { en: string; 'zh-CN': string }, value: string) => ({ label: label[language], value })
  terminal.out(`${colors.green('✓')} ${WORDS.title[language]}  ${issuer}`)
  const rows = [
    row(WORDS.issuer, issuer),
    row(WORDS.watch, watchUrl),
    row(WORDS.signing, sm2 === undefined ? 'ES256' : `${sm2.alg} (SM2, ${sm2.encoding})`),
    ...(hostile === undefined
      ? []
      : [
          row(WORDS.attack, `${hostile.name}: ${hostile.sentence[language]}`),
          row(WORDS.refusedBy, hostile.refusedBy),
        ]),
  ]
  terminal.out(formatRows(rows, colors))
  terminal.out('')
  terminal.out(render(WORDS.copy, language, { client: settings.clientId, origin: settings.origin }))
  terminal.out(WORDS.addresses[language])
  terminal.out(
    file === undefined ? JSON.stringify(settings, undefined, 2) : render(WORDS.written, language, { file }),
  )
  terminal.out('')
  terminal.out(WORDS.personas[language])
  const columns = Math.max(...personas.map(({ id }) => widthOf(id))) + 2
  for (const { id, level, name, legalPerson, title } of personas) {
    const who = pad(legalPerson?.name ?? name, 22)
    const at = pad(render(WORDS.level, language, { level }), 12)
    terminal.out(`  ${pad(id, columns)}${at}${who}${colors.dim(title[language])}`)
  }
  terminal.out('')
  terminal.out(colors.dim(WORDS.end[language]))
}

/** A line for each message that passes. */
function follow(provider: IdentityProvider, { terminal, colors }: Session): void {
  provider.onMessage(({ at, kind, clientId = '', status, hostile }) => {
    const told = `${at.toISOString().slice(11, 19)}  ${pad(kind, 15)}${pad(status === undefined ? '' : String(status), 5)}${clientId}`
    terminal.out(hostile === undefined ? told : `${told}  ${colors.red(hostile)}`)
  })
}

/** `xinyin dev-idp`: runs until it is told to end. */
export async function serveDevIdp(options: DevIdpOptions, session: Session): Promise<Exit> {
  const sandbox = await loadSandbox()
  if (options.hostile === 'list') return listAttacks(sandbox.HOSTILE_MODES, session)
  checkPortal(options)
  const provider = await start(options, sandbox)
  try {
    say(provider, await register(options, provider), options, session)
    if (options.verbose) follow(provider, session)
    await untilEnd(session.terminal)
  } finally {
    await provider.close()
  }
  return EXIT.passed
}
