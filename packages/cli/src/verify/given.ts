import { existsSync } from 'node:fs'
import { encodeUtf8 } from '@xinyin/core'
import { isLicenceQr } from '@xinyin/e-license'
import { sourceOf } from '@xinyin/e-seal/ofd'
import { type OpenInput, openInput } from '../files/source.ts'

const isText = (given: string): boolean => isLicenceQr(given) && !existsSync(given)

/**
 * Opens what was named on the command line: a file, or the text of a licence's QR code, as scanners type it.
 *
 * @throws CliError as `openInput`
 */
export async function openGiven(given: string, onRead: (bytes: number) => void): Promise<OpenInput> {
  if (!isText(given)) return openInput(given, onRead)
  return { ...sourceOf(encodeUtf8(given)), close: async () => undefined }
}

/** What it is called in the output: of a text no more than its beginning. */
export const nameOfGiven = (given: string): string => (isText(given) ? `${given.slice(0, 16)}…` : given)
