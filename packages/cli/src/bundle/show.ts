import { readTrust } from '@xinyin/core/node'
import { parseBundle } from '@xinyin/e-license/bundle'
import { CliError } from '../errors.ts'
import { EXIT, type Exit, worstExit } from '../exit.ts'
import { orRefused } from '../list/read.ts'
import type { Session } from '../session.ts'
import { formatRows } from '../terminal/columns.ts'
import { printable } from '../terminal/printable.ts'
import { formatInspected } from '../verify/format.ts'
import { toJson } from '../verify/json.ts'
import { openBundle, readBundle } from './open.ts'
import { bundleRows } from './rows.ts'

export interface ShowOptions {
  readonly trust?: string
  readonly memory?: string
  readonly at?: Date
  readonly json?: boolean
  readonly verbose?: boolean
}

/** `xinyin bundle show`: what is in a bundle; where a trust store is named, with every check of it. */
export async function showBundle(file: string, options: ShowOptions, session: Session): Promise<Exit> {
  const { trust: folder, memory, at = new Date(), json = false } = options
  if (memory !== undefined && folder === undefined)
    throw new CliError('ERR_OPTION_MISSING', { option: '--trust' })
  // A store that cannot be read is wrong use, and no verdict on the bundle.
  const trust = folder === undefined ? undefined : await readTrust(folder)
  return orRefused(session, async () => {
    const bytes = await readBundle(file)
    if (trust === undefined) {
      const rows = bundleRows(parseBundle(bytes), at, session.language)
      session.terminal.out(
        json ? toJson({ file, rows }) : `${printable(file)}\n${formatRows(rows, session.colors)}`,
      )
      return EXIT.passed
    }
    const report = await openBundle(bytes, { trust, at, memory })
    const { verdict, checks, verified } = report
    const rows = verified === undefined ? [] : bundleRows(parseBundle(bytes), at, session.language)
    if (json) session.terminal.out(toJson({ file, kind: 'bundle', verdict, checks, rows }))
    else {
      const headline = verified === undefined ? [] : [verified.bundle, `#${verified.sequence}`]
      const { verbose = false } = options
      session.terminal.out(
        formatInspected(file, { kind: 'bundle', headline, report }, { ...session, verbose }),
      )
      if (rows.length > 0) session.terminal.out(formatRows(rows, session.colors))
    }
    return worstExit([verdict])
  })
}
