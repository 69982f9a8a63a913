import { type Program, versionOf } from './program.ts'
import { inWorkspace, type Workspace } from './workspace.ts'

/** One thing that two programs have to agree about. */
export interface Case {
  /** What is shown, as a statement: `openssl verify accepts our ECDSA chain`. */
  readonly what: string
  /** The other side: a program, or the name of a library that is installed with the tools. */
  readonly with: Program | string
  /** Whether the program may be missing. Without it, a missing program is a failure. */
  readonly optional?: boolean
  /** Ends when the two agree, throws when they do not. */
  run(workspace: Workspace): Promise<void>
}

export interface Table {
  readonly name: string
  readonly cases: readonly Case[]
}

export interface Row {
  readonly what: string
  readonly program: string
  readonly result: 'ok' | 'failed' | 'missing'
  /** Why it failed. */
  readonly reason?: string
  readonly optional: boolean
}

export function table(name: string, cases: readonly Case[]): Table {
  return { name, cases }
}

/** Runs the cases of a table one after another, so that what is measured in one is not disturbed by the next. */
export async function* runTable({ cases }: Table): AsyncGenerator<Row> {
  for (const item of cases) {
    const { what, optional = false } = item
    const program = typeof item.with === 'string' ? item.with : (item.with.name ?? item.with.command)
    if (typeof item.with !== 'string' && (await versionOf(item.with)) === undefined) {
      yield { what, program, result: 'missing', reason: `install ${item.with.debian}`, optional }
      continue
    }
    try {
      await inWorkspace((workspace) => item.run(workspace))
      yield { what, program, result: 'ok', optional }
    } catch (error) {
      yield {
        what,
        program,
        result: 'failed',
        reason: error instanceof Error ? error.message : String(error),
        optional,
      }
    }
  }
}

/** A missing program is a failure unless its case says that it may be missing; a case that ran and failed always is. */
export function isFailure({ result, optional }: Row): boolean {
  return result === 'failed' || (result === 'missing' && !optional)
}
