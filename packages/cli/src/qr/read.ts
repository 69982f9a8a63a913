import { isLicenceQr, parseLicenceQr } from '@xinyin/e-license'
import { parseQrPicture } from '@xinyin/e-license/qr-symbol'
import { EXIT, type Exit } from '../exit.ts'
import { readFile } from '../files/read.ts'
import type { Session } from '../session.ts'
import { printable } from '../terminal/printable.ts'
import { toJson } from '../verify/json.ts'
import { printLicenceQr } from './describe.ts'
import { MAX_PICTURE_FILE } from './picture.ts'

/** More than any QR code holds. */
const MAX_TEXT = 10_000

/** `xinyin qr read`: what the QR code in a picture says. Nothing is verified. */
export async function readQr(file: string, options: { json?: boolean }, session: Session): Promise<Exit> {
  const { terminal } = session
  const text = await parseQrPicture(await readFile(file, MAX_PICTURE_FILE))
  if (options.json !== true) {
    terminal.out(printable(text, MAX_TEXT))
    return printLicenceQr(text, session)
  }
  const licence = isLicenceQr(text) ? { licence: parseLicenceQr(text).data } : {}
  terminal.out(toJson({ file, text, ...licence }))
  return EXIT.passed
}
