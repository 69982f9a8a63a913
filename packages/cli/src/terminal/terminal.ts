import picocolors from 'picocolors'
import { askLines } from './ask.ts'

/** Where the command writes, and what it knows of the place. */
export interface Terminal {
  readonly out: (line: string) => void
  readonly err: (line: string) => void
  readonly color: boolean
  /** Where a bar is drawn while work goes on; nowhere when nobody watches. */
  readonly progress?: NodeJS.WriteStream
  /** Asks whoever sits there for a line for each question; nowhere when nobody does. */
  readonly ask?: (questions: readonly string[]) => Promise<readonly string[]>
  /** Takes bytes as they are, where standard output is a file or a pipe and no terminal. */
  readonly raw?: (bytes: Uint8Array) => void
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Ends what runs until it is told to end; the signals of the process do unless given. */
  readonly signal?: AbortSignal
}

/** The process's own standard streams; colour where the terminal has it and `NO_COLOR` does not forbid it. */
export function processTerminal(): Terminal {
  return {
    out: (line) => process.stdout.write(`${line}\n`),
    err: (line) => process.stderr.write(`${line}\n`),
    color: picocolors.isColorSupported,
    environment: process.env,
    ...(process.stderr.isTTY && process.env['TERM'] !== 'dumb' ? { progress: process.stderr } : {}),
    // On standard error, so that what the command finds can be sent elsewhere.
    ...(process.stdin.isTTY
      ? { ask: (questions: readonly string[]) => askLines(questions, process.stdin, process.stderr) }
      : {}),
    ...(process.stdout.isTTY ? {} : { raw: (bytes: Uint8Array) => process.stdout.write(bytes) }),
  }
}
