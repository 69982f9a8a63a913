import picocolors from 'picocolors'

/** Where the command writes, and what it knows of the place. */
export interface Terminal {
  readonly out: (line: string) => void
  readonly err: (line: string) => void
  readonly color: boolean
  /** Where a bar is drawn while work goes on; nowhere when nobody watches. */
  readonly progress?: NodeJS.WriteStream
  /** Asks whoever sits there for a line; nowhere when nobody does. */
  readonly ask?: (question: string) => Promise<string>
  /** Takes bytes as they are, where standard output is a file or a pipe and no terminal. */
  readonly raw?: (bytes: Uint8Array) => void
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Ends what runs until it is told to end; the signals of the process do unless given. */
  readonly signal?: AbortSignal
}

/** What is asked goes to standard error, so that what the command finds can be sent elsewhere. */
async function ask(question: string): Promise<string> {
  const { createInterface } = await import('node:readline/promises')
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return await lines.question(question)
  } finally {
    lines.close()
  }
}

/** The process's own standard streams; colour where the terminal has it and `NO_COLOR` does not forbid it. */
export function processTerminal(): Terminal {
  return {
    out: (line) => process.stdout.write(`${line}\n`),
    err: (line) => process.stderr.write(`${line}\n`),
    color: picocolors.isColorSupported,
    environment: process.env,
    ...(process.stderr.isTTY && process.env['TERM'] !== 'dumb' ? { progress: process.stderr } : {}),
    ...(process.stdin.isTTY ? { ask } : {}),
    ...(process.stdout.isTTY ? {} : { raw: (bytes: Uint8Array) => process.stdout.write(bytes) }),
  }
}
