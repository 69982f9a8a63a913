import { existsSync } from 'node:fs'
import { decodeUtf8 } from '@xinyin/core'
import { readTrust } from '@xinyin/core/node'
import { inspectBundle, parseBundle, parseBundleMemory } from '@xinyin/e-license/bundle'
import { withArguments } from '../argument.ts'
import { CliError } from '../errors.ts'
import { EXIT, type Exit, worstExit } from '../exit.ts'
import { readFile } from '../files/read.ts'
import { replaceFile } from '../files/write.ts'
import { orRefused } from '../list/read.ts'
import type { Session } from '../session.ts'
import { formatRows } from '../terminal/columns.ts'
import { printable } from '../terminal/printable.ts'
import { formatInspected } from '../verify/format.ts'
import { toJson } from '../verify/json.ts'
import { bundleRows } from './rows.ts'

export interface ShowOptions {
  readonly trust?: string
  readonly memory?: string
  readonly at?: Date
  readonly json?: boolean
  readonly verbose?: boolean
}

const MAX_BUNDLE = 64 * 1024 * 1024
const MAX_MEMORY = 4 * 1024 * 1024

/** `xinyin bundle show`: what is in a bundle; where a trust store is named, with every check of it. */
export async function showBundle(file: string, options: ShowOptions, session: Session): Promise<Exit> {
  const { trust: folder, memory, at = new Date(), json = false } = options
  if (memory !== undefined && folder === undefined)
    throw new CliError('ERR_OPTION_MISSING', { option: '--trust' })
  // A store that cannot be read is wrong use, and no verdict on the bundle.
  const trust = folder === undefined ? undefined : await readTrust(folder)
  return orRefused(session, async () => {
    const bytes = await readFile(file, MAX_BUNDLE)
    if (trust === undefined) {
      const rows = bundleRows(parseBundle(bytes), at, session.language)
      session.terminal.out(
        json ? toJson({ file, rows }) : `${printable(file)}\n${formatRows(rows, session.colors)}`,
      )
      return EXIT.passed
    }
    const remembered =
      memory !== undefined && existsSync(memory)
        ? parseBundleMemory(decodeUtf8(await readFile(memory, MAX_MEMORY)))
        : undefined
    const report = await withArguments(() =>
      inspectBundle(bytes, { trust, at, ...(remembered === undefined ? {} : { remembered }) }),
    )
    const { verdict, checks, verified } = report
    if (verified !== undefined && memory !== undefined)
      await replaceFile(memory, `${JSON.stringify(verified.memory)}\n`)
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
