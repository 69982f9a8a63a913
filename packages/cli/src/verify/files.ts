import { open } from 'node:fs/promises'
import { concatBytes, createReport, failedBy, type Language, type Trust, type Verdict } from '@xinyin/core'
import { readTrust } from '@xinyin/core/node'
import type { Colors } from 'picocolors/types.js'
import { say } from '../checks.ts'
import { CliError } from '../errors.ts'
import { EXIT, type Exit, worstExit } from '../exit.ts'
import { printable } from '../terminal/printable.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { formatInspected } from './format.ts'
import { type Inspected, inspectFile } from './inspect.ts'
import { toJson } from './json.ts'

export interface VerifySettings {
  readonly trust: string | undefined
  readonly at: Date
  readonly json: boolean
  readonly verbose: boolean
  readonly language: Language
  readonly colors: Colors
}

// Larger documents are for the library, which can be given its own limits.
const MAX_FILE_BYTES = 512 * 1024 * 1024

function unreadable(file: string, cause: unknown): CliError {
  const reason = (cause as NodeJS.ErrnoException).code ?? 'unknown'
  if (reason === 'ENOENT') return new CliError('ERR_FILE_MISSING', { file }, cause)
  if (reason === 'EISDIR') return new CliError('ERR_FILE_FOLDER', { file }, cause)
  return new CliError('ERR_FILE_UNREADABLE', { file, reason }, cause)
}

async function readStandardInput(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let found = 0
  for await (const chunk of process.stdin as AsyncIterable<Uint8Array>) {
    found += chunk.length
    if (found > MAX_FILE_BYTES) throw new CliError('ERR_FILE_SIZE', { found, limit: MAX_FILE_BYTES })
    chunks.push(chunk)
  }
  return concatBytes(...chunks)
}

async function readBounded(file: string): Promise<Uint8Array> {
  if (file === '-') return readStandardInput()
  const handle = await open(file, 'r').catch((cause: unknown) => {
    throw unreadable(file, cause)
  })
  try {
    const { size } = await handle.stat()
    if (size > MAX_FILE_BYTES) throw new CliError('ERR_FILE_SIZE', { found: size, limit: MAX_FILE_BYTES })
    return new Uint8Array(await handle.readFile())
  } catch (cause) {
    throw cause instanceof CliError ? cause : unreadable(file, cause)
  } finally {
    await handle.close()
  }
}

/** Without a folder nothing is trusted, and the best verdict is `indeterminate`. */
async function readTrustOrNothing(folder: string | undefined): Promise<Trust> {
  return folder === undefined ? { anchors: [], intermediates: [] } : readTrust(folder)
}

// A file that is not there is a wrong use; one that is there and cannot be read for what it is has failed.
const WRONG_USE: ReadonlySet<string> = new Set(['ERR_FILE_MISSING', 'ERR_FILE_FOLDER', 'ERR_FILE_UNREADABLE'])

async function inspectPath(file: string, trust: Trust, at: Date): Promise<Inspected> {
  try {
    return await inspectFile(await readBounded(file), trust, at)
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
  const trust = await readTrustOrNothing(settings.trust)
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
      terminal.err(`xinyin: ${printable(say(error, settings.language))}`)
    }
  }
  return verdicts.length < files.length ? EXIT.wrongUse : worstExit(verdicts)
}
