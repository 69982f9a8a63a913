import { type Catalogue, type Language, render } from '@xinyin/core'
import { inspectSeal } from '@xinyin/e-seal'
import { resumeSeal, revokeSeal, type SealRecord, suspendSeal } from '@xinyin/e-seal/maker'
import type { SealStatusReason } from '@xinyin/e-seal/status'
import { withArguments } from '../argument.ts'
import { openFolder } from '../authority/issue.ts'
import { CliError } from '../errors.ts'
import { EXIT, type Exit, worstExit } from '../exit.ts'
import type { Session } from '../session.ts'
import { readSeal } from '../sign/material.ts'
import { printable } from '../terminal/printable.ts'
import { openTrust, type TrustOptions } from '../trust/open.ts'
import { readDemands } from '../verify/demands.ts'
import { formatInspected } from '../verify/format.ts'
import { toJson } from '../verify/json.ts'
import { findSeal, readBook, statusListFile, withRecords, writeBook } from './register.ts'

export interface StatusOptions extends TrustOptions {
  readonly ca?: string
  readonly maker: string
  readonly passwordFile?: string
  readonly suspend?: boolean
  readonly resume?: boolean
  readonly revoke?: boolean
  readonly reason?: SealStatusReason
  readonly sealStatus?: readonly string[]
  readonly at?: Date
  readonly json?: boolean
  readonly verbose?: boolean
}

const STATES = {
  valid: { en: 'valid', 'zh-CN': '有效' },
  suspended: { en: 'suspended since {since}', 'zh-CN': '自 {since} 起停用' },
  revoked: { en: 'withdrawn since {since}', 'zh-CN': '自 {since} 起注销' },
  expired: { en: 'expired since {since}', 'zh-CN': '自 {since} 起过期' },
} as const satisfies Catalogue

/** `xinyin seal status`: what is told of a seal, verified; or, by its maker, a change of that. */
export async function sealStatus(file: string, options: StatusOptions, session: Session): Promise<Exit> {
  const acts = [options.suspend, options.resume, options.revoke].filter((act) => act === true)
  if (acts.length > 1) throw new CliError('ERR_OPTION_MISSING', { option: '--suspend | --resume | --revoke' })
  if (options.ca !== undefined) return changeStatus(file, options.ca, options, session)
  if (acts.length > 0) throw new CliError('ERR_OPTION_MISSING', { option: '--ca' })
  return askStatus(file, options, session)
}

async function askStatus(file: string, options: StatusOptions, session: Session): Promise<Exit> {
  const { json = false, verbose = false, at = new Date() } = options
  const seal = await readSeal(file)
  const { trust, revocation } = await openTrust(options)
  const demands = await readDemands({ ...options, requireSealStatus: true })
  const { status, requireStatus } = demands
  const report = await inspectSeal(seal, {
    trust: { ...trust, revocationChecker: revocation },
    at,
    ...(status === undefined ? {} : { status }),
    ...(requireStatus === undefined ? {} : { requireStatus }),
  })
  const { facts } = report.checks.find(({ id }) => id === 'seal.status') ?? { facts: {} }
  const headline = [seal.info.name, sayState(facts, session.language)].filter((part) => part !== undefined)
  session.terminal.out(
    json
      ? toJson({ file, kind: 'seal', verdict: report.verdict, checks: report.checks })
      : formatInspected(file, { kind: 'seal', headline, report }, { ...session, verbose }),
  )
  return worstExit([report.verdict])
}

function sayState(facts: Readonly<Record<string, unknown>>, language: Language): string | undefined {
  const { state, since } = facts
  if (typeof state !== 'string' || !Object.hasOwn(STATES, state)) return undefined
  return render(STATES[state as keyof typeof STATES], language, { since: String(since) })
}

/** Changes what the maker tells of a seal, from now on; without a change shows it. */
async function changeStatus(
  file: string,
  ca: string,
  options: StatusOptions,
  session: Session,
): Promise<Exit> {
  const { terminal, colors, language } = session
  const seal = await readSeal(file)
  const folder = await openFolder(ca, options.passwordFile, session)
  const book = await readBook(ca)
  const found = findSeal(book.seals, seal.info.id)
  if (found === undefined) throw new CliError('ERR_SEAL_UNREGISTERED', { file })
  const record = await withArguments(() => changed(found.record, options))
  if (record !== found.record) {
    await writeBook(folder, options.maker, withRecords(book, { name: found.name, record }))
    terminal.out(`${colors.green('✓')} ${printable(statusListFile(ca))}`)
  }
  const { status } = record
  const facts = {
    state: status.state,
    ...('since' in status ? { since: status.since.toISOString().replace(/\.000Z$/, 'Z') } : {}),
  }
  terminal.out(`  ${printable(found.name)}  ${sayState(facts, language)}`)
  return EXIT.passed
}

function changed(record: SealRecord, { suspend, resume, revoke, reason }: StatusOptions): SealRecord {
  const now = new Date(Math.floor(Date.now() / 1000) * 1000)
  const withdrawal = { since: now, ...(reason === undefined ? {} : { reason }) }
  if (suspend === true) return suspendSeal(record, withdrawal)
  if (revoke === true) return revokeSeal(record, withdrawal)
  return resume === true ? resumeSeal(record, now) : record
}
