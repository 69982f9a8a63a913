import { type IssuedLicence, type LicenceData, listDisclosures, parseSdJwt } from '@xinyin/e-license'
import { createQrSymbol, encodeQrPng, renderQrSvg } from '@xinyin/e-license/qr-symbol'
import { writeNew } from '../files/write.ts'
import type { Session } from '../session.ts'
import { pad, widthOf } from '../terminal/columns.ts'
import { printable } from '../terminal/printable.ts'

/** Endings of the files of one licence. */
const ENDINGS = {
  ofd: '.ofd',
  sdJwt: '.sd-jwt',
  qr: '.qr.txt',
  png: '-qr.png',
  svg: '-qr.svg',
} as const

type Part = keyof typeof ENDINGS

/** A file to be written. */
export interface LicenceFile {
  readonly part: Part
  readonly file: string
  readonly content: string | Uint8Array
}

/** All names that the files of a licence may have. */
export const licenceFileNames = (base: string): string[] =>
  Object.values(ENDINGS).map((ending) => base + ending)

/** The files of a licence; its QR code as text and as a picture, for screens and for print. */
export function filesOf({ ofd, sdJwt, qr }: IssuedLicence, base: string): LicenceFile[] {
  const file = (part: Part, content: string | Uint8Array) => ({ part, file: base + ENDINGS[part], content })
  if (qr === undefined) return [file('ofd', ofd), file('sdJwt', `${sdJwt}\n`)]
  const symbol = createQrSymbol(qr)
  return [
    file('ofd', ofd),
    file('sdJwt', `${sdJwt}\n`),
    file('qr', `${qr}\n`),
    file('png', encodeQrPng(symbol)),
    file('svg', renderQrSvg(symbol, { scale: 4 })),
  ]
}

/** @throws CliError `ERR_OUTPUT_EXISTS`, `ERR_FILE_UNWRITABLE` */
export async function writeAll(files: readonly LicenceFile[], force: boolean): Promise<void> {
  for (const { file, content } of files) await writeNew(file, content, force)
}

/** One line for the licence, and one for each file with what is in it. */
export function formatWritten(
  data: LicenceData,
  issued: IssuedLicence,
  files: readonly LicenceFile[],
  { language, colors }: Session,
): string {
  const columns = Math.max(...files.map(({ file }) => widthOf(printable(file)))) + 2
  const isEnglish = language === 'en'
  const items = listDisclosures(parseSdJwt(issued.sdJwt)).size
  const said: Record<Part, (length: number) => string> = {
    ofd: (length) => (isEnglish ? `sealed OFD, ${length} bytes` : `签章 OFD，${length} 字节`),
    sdJwt: () => (isEnglish ? `SD-JWT, ${items} items to disclose or not` : `SD-JWT，可选择披露 ${items} 项`),
    qr: (length) =>
      isEnglish ? `text of the QR code, ${length - 1} characters` : `二维码文本，${length - 1} 个字符`,
    png: () => (isEnglish ? 'QR code to show' : '二维码图片，用于屏幕显示'),
    svg: () => (isEnglish ? 'QR code to print' : '二维码矢量图，用于印刷'),
  }
  return [
    `${colors.green('✓')} ${printable(data.name)}  ${printable(data.identifier)}`,
    ...files.map(
      ({ part, file, content }) =>
        `  ${pad(printable(file), columns)}${colors.dim(said[part](content.length))}`,
    ),
  ].join('\n')
}
