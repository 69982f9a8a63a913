import { open } from 'node:fs/promises'
import { concatBytes, createReport, failedBy, type Language, type Trust, TrustError } from '@xinyin/core'
import { readTrust } from '@xinyin/core/node'
import type { Colors } from 'picocolors/types.js'
import { CliError } from '../errors.ts'
import { type Exit, worstExit } from '../exit.ts'
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

const unreadable = (cause: unknown) =>
  new CliError('ERR_FILE_UNREADABLE', { reason: (cause as NodeJS.ErrnoException).code ?? 'unknown' }, cause)

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
    throw unreadable(cause)
  })
  try {
    const { size } = await handle.stat()
    if (size > MAX_FILE_BYTES) throw new CliError('ERR_FILE_SIZE', { found: size, limit: MAX_FILE_BYTES })
    return new Uint8Array(await handle.readFile())
  } catch (cause) {
    throw cause instanceof CliError ? cause : unreadable(cause)
  } finally {
    await handle.close()
  }
}

/** Without a folder nothing is trusted, and the best verdict is `indeterminate`. */
async function readTrustOrNothing(folder: string | undefined): Promise<Trust> {
  return folder === undefined ? { anchors: [], intermediates: [] } : readTrust(folder)
}

async function inspectPath(file: string, trust: Trust, at: Date): Promise<Inspected> {
  try {
    return await inspectFile(await readBounded(file), trust, at)
  } catch (error) {
    // A file that is not there is a wrong use; one that is there and cannot be read for what it is has failed.
    if (error instanceof CliError && error.code === 'ERR_FILE_UNREADABLE') throw error
    return { kind: 'unknown', headline: [], report: createReport([failedBy('file.kind', error)], undefined) }
  }
}

/** Verifies each file in turn and prints what was found. */
export async function verifyFiles(
  files: readonly string[],
  settings: VerifySettings,
  terminal: Terminal,
): Promise<Exit> {
  const trust = await readTrustOrNothing(settings.trust).catch((cause: unknown) => {
    if (cause instanceof TrustError) throw new CliError('ERR_TRUST_FOLDER', { reason: cause.message }, cause)
    throw cause
  })
  const verdicts: Inspected['report']['verdict'][] = []
  for (const file of files) {
    const inspected = await inspectPath(file, trust, settings.at)
    const { verdict, checks, subject } = inspected.report
    terminal.out(
      settings.json
        ? toJson({ file, kind: inspected.kind, verdict, checks, subject })
        : formatInspected(file, inspected, settings),
    )
    verdicts.push(verdict)
  }
  return worstExit(verdicts)
}
