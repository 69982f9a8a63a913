import { createReport, failedBy, type Language, type Trust, type Verdict } from '@xinyin/core'
import type { Colors } from 'picocolors/types.js'
import { complaint } from '../checks.ts'
import { CliError } from '../errors.ts'
import { EXIT, type Exit, worstExit } from '../exit.ts'
import { readFile } from '../files/read.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { openTrust, type TrustOptions } from '../trust/open.ts'
import { formatInspected } from './format.ts'
import { type Inspected, inspectFile } from './inspect.ts'
import { toJson } from './json.ts'

export interface VerifySettings extends TrustOptions {
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

async function inspectPath(file: string, trust: Trust, at: Date): Promise<Inspected> {
  try {
    return await inspectFile(await readFile(file), trust, at)
  } catch (error) {
    if (error instanceof CliError && WRONG_USE.has(error.code)) throw error
    return { kind: 'unknown', headline: [], report: createReport([failedBy('file.kind', error)], undefined) }
  }
}

/**
 * Verifies each file in turn and prints what was found. A file that cannot be read does not keep the others from
 * being verified.
 *
 * @throws TrustError when the trust folder cannot be used
 */
export async function verifyFiles(
  files: readonly string[],
  settings: VerifySettings,
  terminal: Terminal,
): Promise<Exit> {
  const trust = await openTrustToLeanOn(settings)
  const verdicts: Verdict[] = []
  for (const file of files) {
    try {
      const inspected = await inspectPath(file, trust, settings.at)
      const { verdict, checks, subject } = inspected.report
      terminal.out(
        settings.json
          ? toJson({ file, kind: inspected.kind, verdict, checks, subject })
          : formatInspected(file, inspected, settings),
      )
      verdicts.push(verdict)
    } catch (error) {
      if (!(error instanceof CliError)) throw error
      terminal.err(complaint(error, settings.language))
    }
  }
  return verdicts.length < files.length ? EXIT.wrongUse : worstExit(verdicts)
}
