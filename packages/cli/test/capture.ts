import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { run } from '../src/run.ts'

/** What one run of the command wrote, and its exit code. */
export interface Captured {
  readonly exit: number
  readonly out: string
  readonly err: string
}

/** Runs the command in this process. */
export async function xinyin(
  argv: readonly string[],
  environment: Record<string, string> = {},
): Promise<Captured> {
  const out: string[] = []
  const err: string[] = []
  const exit = await run(argv, {
    out: (line) => out.push(line),
    err: (line) => err.push(line),
    color: false,
    environment,
  })
  return { exit, out: out.join('\n'), err: err.join('\n') }
}

/** A temporary folder with files in it; returns how to name one. */
export function folderOf(files: Readonly<Record<string, Uint8Array | string>>): (name: string) => string {
  const folder = mkdtempSync(join(tmpdir(), 'xinyin-cli-'))
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
  return (name) => join(folder, name)
}
