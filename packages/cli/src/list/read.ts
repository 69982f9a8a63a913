import { TrustError } from '@xinyin/core'
import { parseTrustList, type TrustList } from '@xinyin/core/trust'
import { complaint } from '../checks.ts'
import { CliError } from '../errors.ts'
import { EXIT, type Exit } from '../exit.ts'
import { readFile } from '../files/read.ts'
import type { Session } from '../session.ts'

const MAX_LIST = 64 * 1024 * 1024

/** A list as its file holds it: editors and tools end a file with a line end, which is no part of a JWS. */
export async function readListFile(file: string): Promise<Uint8Array> {
  const bytes = await readFile(file, MAX_LIST)
  if (isXml(bytes)) return bytes
  const end = bytes.at(-1) === 0x0a ? (bytes.at(-2) === 0x0d ? -2 : -1) : undefined
  return bytes.subarray(0, end)
}

/** Whether it is one of ETSI TS 119 612; a byte order mark may stand before it. */
export function isXml(bytes: Uint8Array): boolean {
  const text = String.fromCharCode(...bytes.subarray(0, 16))
  return /^(\u00ef\u00bb\u00bf)?\s*</.test(text)
}

export async function readList(file: string): Promise<TrustList> {
  return parseTrustList(await readListFile(file))
}

/** Ends a command with 1 where what it was given cannot be read for what it has to be. */
export async function orRefused(session: Session, work: () => Promise<Exit>): Promise<Exit> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof TrustError) || error instanceof CliError) throw error
    session.terminal.err(complaint(error, session.language))
    return EXIT.failed
  }
}
