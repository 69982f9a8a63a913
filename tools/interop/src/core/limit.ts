import type { Cell } from '../grid.ts'
import type { Outcome, Program } from '../program.ts'
import type { Case } from '../table.ts'
import type { Workspace } from '../workspace.ts'

const SHOWN = 240

/**
 * Something that another program cannot do, which it says itself: what it prints has to match, or else the cell is due a
 * case of its own.
 */
export function limit(
  program: Program,
  what: string,
  cells: readonly Cell[],
  words: RegExp,
  see: (workspace: Workspace) => Promise<Outcome | string>,
): Case {
  return {
    what,
    with: program,
    cells,
    isLimit: true,
    async run(workspace) {
      const outcome = await see(workspace)
      const text = typeof outcome === 'string' ? outcome : outcome.text
      const said = text.split('\n').filter((line) => words.test(line))
      if (said.length === 0) throw new Error(`it says otherwise than ${words}: ${text.slice(0, 600)}`)
      return said
        .slice(0, 2)
        .map((line) => line.trim().slice(0, SHOWN))
        .join(' | ')
    },
  }
}
