import { stat } from 'node:fs/promises'
import { createReport, failedBy, type Language, type Trust, TrustError, type Verdict } from '@xinyin/core'
import type { Colors } from 'picocolors/types.js'
import { complaint } from '../checks.ts'
import { CliError } from '../errors.ts'
import { EXIT, type Exit, worstExit } from '../exit.ts'
import { openInput } from '../files/source.ts'
import { startProgress } from '../terminal/progress.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { openTrust, type TrustOptions } from '../trust/open.ts'
import { type DemandOptions, type Demands, readDemands } from './demands.ts'
import { formatInspected } from './format.ts'
import { type Inspected, inspectFile } from './inspect.ts'
import { toJson } from './json.ts'

export interface VerifySettings extends DemandOptions {
  readonly at: Date
  readonly json: boolean
  readonly verbose: boolean
  readonly language: Language
  readonly colors: Colors
}

/** The store with the checker of revocation that the options ask for, which everything that leans on it then uses. */
async function openTrustToLeanOn(options: TrustOptions): Promise<Trust> {
  const { trust, revocation } = await openTrust(options)
  return { ...trust, revocationChecker: revocation }
}

// A file that is not there is a wrong use; one that is there and cannot be read for what it is has failed.
const WRONG_USE: ReadonlySet<string> = new Set(['ERR_FILE_MISSING', 'ERR_FILE_FOLDER', 'ERR_FILE_UNREADABLE'])

async function inspectPath(
  file: string,
  demands: Demands,
  trust: Trust,
  at: Date,
  onRead: (bytes: number) => void,
): Promise<Inspected> {
  try {
    const input = await openInput(file, onRead)
    try {
      return await inspectFile(input, demands, trust, at)
    } finally {
      await input.close()
    }
  } catch (error) {
    if (!(error instanceof TrustError)) throw error
    if (error instanceof CliError && WRONG_USE.has(error.code)) throw error
    return { kind: 'unknown', headline: [], report: createReport([failedBy('file.kind', error)], undefined) }
  }
}

/** Bytes of all files that can be measured, which is most of the work. */
async function measure(files: readonly string[]): Promise<number> {
  const sizes = await Promise.all(
    files.map((file) =>
      stat(file).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}

/**
 * Verifies each file in turn and prints what was found. A file that cannot be read does not keep the others from
 * being verified.
 *
 * @throws TrustError when the trust folder cannot be used, or what is demanded cannot be read
 */
export async function verifyFiles(
  files: readonly string[],
  settings: VerifySettings,
  terminal: Terminal,
): Promise<Exit> {
  const trust = await openTrustToLeanOn(settings)
  const demands = await readDemands(settings)
  const verdicts: Verdict[] = []
  const total = await measure(files)
  const progress = await startProgress(terminal, total, settings.language, 'bytes')
  let read = 0
  try {
    for (const file of files) {
      const onRead = (bytes: number) => {
        read += bytes
        // Some bytes are read twice.
        progress.update(Math.min(read, total), file)
      }
      try {
        const inspected = await inspectPath(file, demands, trust, settings.at, onRead)
        progress.pause()
        terminal.out(sayInspected(file, inspected, settings))
        verdicts.push(inspected.report.verdict)
      } catch (error) {
        if (!(error instanceof CliError)) throw error
        progress.pause()
        terminal.err(complaint(error, settings.language))
      }
    }
  } finally {
    progress.end()
  }
  return verdicts.length < files.length ? EXIT.wrongUse : worstExit(verdicts)
}

function sayInspected(file: string, inspected: Inspected, settings: VerifySettings): string {
  if (!settings.json) return formatInspected(file, inspected, settings)
  const { verdict, checks, subject } = inspected.report
  return toJson({ file, kind: inspected.kind, verdict, checks, subject })
}
