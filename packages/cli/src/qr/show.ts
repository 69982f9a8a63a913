import { stat } from 'node:fs/promises'
import { decodeUtf8, TrustError } from '@xinyin/core'
import {
  createQrSymbol,
  encodeQrPng,
  type QrLevel,
  renderQrSvg,
  renderQrTerminal,
} from '@xinyin/e-license/qr-symbol'
import { withArguments } from '../argument.ts'
import { CliError } from '../errors.ts'
import type { Exit } from '../exit.ts'
import { readFile } from '../files/read.ts'
import { writeNew } from '../files/write.ts'
import type { Session } from '../session.ts'
import { printLicenceQr } from './describe.ts'

export interface ShowQrOptions {
  readonly level: QrLevel
  readonly maxVersion: number
  readonly light?: boolean
  readonly png?: string
  readonly svg?: string
  readonly force?: boolean
}

/** No QR code holds more. */
const MAX_TEXT_FILE = 16 * 1024

/** `xinyin qr show`: a text as a QR code, in the terminal unless a file is named. */
export async function showQr(given: string, options: ShowQrOptions, session: Session): Promise<Exit> {
  const { level, maxVersion, light = false, png, svg, force = false } = options
  const { terminal } = session
  const text = await readText(given)
  const symbol = await withArguments(async () => createQrSymbol(text, { level, maxVersion }))
  if (png !== undefined) await writeNew(png, encodeQrPng(symbol), force)
  if (svg !== undefined) await writeNew(svg, renderQrSvg(symbol, { scale: 4 }), force)
  if (png === undefined && svg === undefined) terminal.out(renderQrTerminal(symbol, { isLight: light }))
  return printLicenceQr(text, session)
}

/** The argument itself, unless it is the name of a file that is there. A last line break belongs to the file. */
async function readText(given: string): Promise<string> {
  const found = given === '-' ? undefined : await stat(given).catch(() => undefined)
  if (given !== '-' && found?.isFile() !== true) return given
  const bytes = await readFile(given, MAX_TEXT_FILE)
  try {
    const text = decodeUtf8(bytes).replace(/\r?\n$/, '')
    if (text !== '') return text
  } catch (error) {
    if (!(error instanceof TrustError)) throw error
    throw new CliError('ERR_FILE_CONTENT', { file: given, reason: error.code }, error)
  }
  throw new CliError('ERR_FILE_EMPTY')
}
