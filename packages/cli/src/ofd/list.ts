import { EXIT, type Exit } from '../exit.ts'
import type { Session } from '../session.ts'
import { pad } from '../terminal/columns.ts'
import { printable } from '../terminal/printable.ts'
import { ENTRY_KINDS } from './kind.ts'
import { lookInto, openOfd } from './open.ts'

/** `xinyin ofd ls`: the entries of a package, in their order, with sizes and kinds. */
export const listEntries = (
  file: string,
  { json = false }: { json?: boolean },
  session: Session,
): Promise<Exit> =>
  lookInto(session, async () => {
    const { terminal, language, colors } = session
    const { ofd, kindOf } = await openOfd(file)
    const entries = [...ofd.files].map(([name, { length }]) => ({ name, bytes: length, kind: kindOf(name) }))
    const digits = Math.max(...entries.map(({ bytes }) => String(bytes).length))
    for (const { name, bytes, kind } of entries) {
      const words = pad(ENTRY_KINDS[kind][language], 20)
      const painted = kind === 'unnamed' ? colors.yellow(words) : colors.dim(words)
      terminal.out(
        json
          ? JSON.stringify({ file, entry: name, bytes, kind })
          : `${String(bytes).padStart(digits)}  ${painted}${printable(name, 1000)}`,
      )
    }
    return EXIT.passed
  })
