import { decodeUtf8, TrustError } from '@xinyin/core'
import { parseOfdPackage } from '@xinyin/e-seal/ofd'
import { CliError } from '../errors.ts'
import { EXIT, type Exit } from '../exit.ts'
import { readFile } from '../files/read.ts'
import { writeNew } from '../files/write.ts'
import type { Session } from '../session.ts'
import { printable } from '../terminal/printable.ts'
import { lookInto } from './open.ts'

/** Longest line of a document that a terminal is given. */
const MAX_LINE = 100_000

/**
 * `xinyin ofd cat`: one entry as it is; on a terminal made printable, so that a document does not repaint it.
 *
 * @throws CliError `ERR_OFD_ENTRY`, `ERR_OUTPUT_BINARY`, `ERR_OUTPUT_EXISTS`
 */
export const catEntry = (
  file: string,
  entry: string,
  { out, force = false }: { out?: string; force?: boolean },
  session: Session,
): Promise<Exit> =>
  lookInto(session, async () => {
    const { terminal } = session
    const { files } = parseOfdPackage(await readFile(file))
    const bytes = files.get(entry.replace(/^\//, ''))
    if (bytes === undefined) throw new CliError('ERR_OFD_ENTRY', { file, entry })
    if (out !== undefined) await writeNew(out, bytes, force)
    else if (terminal.raw !== undefined) terminal.raw(bytes)
    else for (const line of linesOf(bytes)) terminal.out(printable(line.replaceAll('\t', '  '), MAX_LINE))
    return EXIT.passed
  })

function linesOf(bytes: Uint8Array): string[] {
  let text: string
  try {
    text = decodeUtf8(bytes)
  } catch (cause) {
    if (!(cause instanceof TrustError)) throw cause
    throw new CliError('ERR_OUTPUT_BINARY', {}, cause)
  }
  if (text.includes('\0')) throw new CliError('ERR_OUTPUT_BINARY')
  return text
    .replace(/^\ufeff/, '')
    .replace(/\r?\n$/, '')
    .split(/\r?\n/)
}
