import type { Cell, Grid } from './grid.ts'
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
  /** The cells of the program's grid that the case fills. */
  readonly cells?: readonly Cell[]
  /** The line of the table's own drawing that the case fills. */
  readonly flow?: string
  /**
   * Whether the case shows what the other side cannot do: it ends when it has been seen to fail, and gives what the
   * program said. It throws where the program can do it after all, so that the cell gets a case of its own.
   */
  readonly isLimit?: boolean
  /** Ends when the two agree, with a text of what was seen where that is worth showing; throws when they do not. */
  run(workspace: Workspace): Promise<unknown>
}

export interface Table {
  readonly name: string
  readonly cases: readonly Case[]
  /** The programs that have a grid of which every cell has to be filled. */
  readonly peers: readonly string[]
  /** Draws what was found in one picture, where the table has one of its own. */
  readonly draw?: (rows: readonly Row[]) => Grid
}

export interface Row {
  readonly what: string
  readonly program: string
  readonly result: 'ok' | 'limit' | 'failed' | 'missing'
  /** Why it failed. */
  readonly reason?: string
  /** What was seen: what the program said where it cannot do something. */
  readonly seen?: string
  readonly optional: boolean
  readonly cells: readonly Cell[]
  readonly flow?: string
}

export function table(name: string, cases: readonly Case[], peers: readonly string[] = []): Table {
  return { name, cases, peers }
}

/**
 * Runs the cases of a table one after another, so that what is measured in one is not disturbed by the next.
 *
 * @param only - runs those alone whose program or statement has this in it
 */
export async function* runTable({ cases }: Table, only = ''): AsyncGenerator<Row> {
  for (const item of cases) {
    const { what, optional = false, cells = [], isLimit = false, flow } = item
    const program = typeof item.with === 'string' ? item.with : (item.with.name ?? item.with.command)
    if (!`${program} ${what}`.includes(only)) continue
    const row = { what, program, optional, cells, ...(flow !== undefined && { flow }) }
    if (typeof item.with !== 'string' && (await versionOf(item.with)) === undefined) {
      yield { ...row, result: 'missing', reason: `install ${item.with.debian}` }
      continue
    }
    try {
      const seen = await inWorkspace((workspace) => item.run(workspace))
      yield { ...row, result: isLimit ? 'limit' : 'ok', ...(typeof seen === 'string' && { seen }) }
    } catch (error) {
      yield { ...row, result: 'failed', reason: error instanceof Error ? error.message : String(error) }
    }
  }
}

/** A missing program is a failure unless its case says that it may be missing; a case that ran and failed always is. */
export function isFailure({ result, optional }: Row): boolean {
  return result === 'failed' || (result === 'missing' && !optional)
}
