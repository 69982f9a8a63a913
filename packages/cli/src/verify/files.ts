import { stat } from 'node:fs/promises'
import { createReport, failedBy, type Language, TrustError, type Verdict } from '@xinyin/core'
import type { ByteSource } from '@xinyin/e-seal/ofd'
import type { Colors } from 'picocolors/types.js'
import { complaint } from '../checks.ts'
import { CliError } from '../errors.ts'
import { EXIT, type Exit, worstExit } from '../exit.ts'
import type { Session } from '../session.ts'
import { startProgress } from '../terminal/progress.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { openTrustToLeanOn } from '../trust/open.ts'
import { type DemandOptions, readDemands } from './demands.ts'
import { formatInspected } from './format.ts'
import { nameOfGiven, openGiven } from './given.ts'
import { type Inspected, inspectFile } from './inspect.ts'
import { toJson } from './json.ts'

export interface VerifySettings extends DemandOptions {
  readonly at: Date
  readonly json: boolean
  readonly verbose: boolean
  readonly language: Language
  readonly colors: Colors
}

// A file that is not there is a wrong use; one that is there and cannot be read for what it is has failed.
const WRONG_USE: ReadonlySet<string> = new Set(['ERR_FILE_MISSING', 'ERR_FILE_FOLDER', 'ERR_FILE_UNREADABLE'])

/** What is made of each file, and how it is told. */
export interface Verification<Found extends Inspected> {
  readonly inspect: (source: ByteSource) => Promise<Found>
  readonly say: (name: string, inspected: Found | Inspected) => string
}

async function inspectGiven<Found extends Inspected>(
  given: string,
  inspect: Verification<Found>['inspect'],
  onRead: (bytes: number) => void,
): Promise<Found | Inspected> {
  try {
    const input = await openGiven(given, onRead)
    try {
      return await inspect(input)
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
 */
export async function verifyEach<Found extends Inspected>(
  files: readonly string[],
  { inspect, say }: Verification<Found>,
  { terminal, language }: Pick<Session, 'terminal' | 'language'>,
): Promise<Exit> {
  const verdicts: Verdict[] = []
  const total = await measure(files)
  const progress = await startProgress(terminal, total, language, 'bytes')
  let read = 0
  try {
    for (const file of files) {
      const name = nameOfGiven(file)
      const onRead = (bytes: number) => {
        read += bytes
        // Some bytes are read twice.
        progress.update(Math.min(read, total), name)
      }
      try {
        const inspected = await inspectGiven(file, inspect, onRead)
        progress.pause()
        terminal.out(say(name, inspected))
        verdicts.push(inspected.report.verdict)
      } catch (error) {
        if (!(error instanceof CliError)) throw error
        progress.pause()
        terminal.err(complaint(error, language))
      }
    }
  } finally {
    progress.end()
  }
  return verdicts.length < files.length ? EXIT.wrongUse : worstExit(verdicts)
}

/**
 * `xinyin verify`: what each file is, and what it comes to.
 *
 * @throws TrustError when the trust folder cannot be used, or what is demanded cannot be read
 */
export async function verifyFiles(
  files: readonly string[],
  settings: VerifySettings,
  terminal: Terminal,
): Promise<Exit> {
  const { at, language } = settings
  const trust = await openTrustToLeanOn(settings)
  const demands = await readDemands(settings)
  return verifyEach(
    files,
    {
      inspect: (source) => inspectFile(source, demands, trust, at),
      say: (name, inspected) => sayInspected(name, inspected, settings),
    },
    { terminal, language },
  )
}

function sayInspected(file: string, inspected: Inspected, settings: VerifySettings): string {
  if (!settings.json) return formatInspected(file, inspected, settings)
  const { verdict, checks, subject } = inspected.report
  return toJson({ file, kind: inspected.kind, verdict, checks, subject })
}
