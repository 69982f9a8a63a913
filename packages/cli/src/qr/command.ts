import { Option } from 'commander'
import { jsonOption, parseCount } from '../options.ts'
import type { AddCommand } from '../session.ts'
import type { ShowQrOptions } from './show.ts'

/** `xinyin qr`: draws QR codes and reads them; what they say is not verified. */
export const addQr: AddCommand = (program, act) => {
  const qr = program
    .command('qr')
    .description('draw and read QR codes; nothing is verified 绘制与识读二维码（不验证）')

  qr.command('show')
    .description(
      'draw a text, or the text in a file, as a QR code in the terminal\n将文本或文件中的文本绘制为终端二维码',
    )
    .argument('<text>', 'text, a file that holds it, or - for standard input 文本、文件或 -（标准输入）')
    .addOption(
      new Option('--level <level>', 'error correction 纠错等级').choices(['L', 'M', 'Q', 'H']).default('M'),
    )
    .addOption(
      new Option('--max-version <n>', 'largest version, 1 to 40 最大版本').argParser(parseCount).default(20),
    )
    .option('--light', 'the terminal has a light ground 终端为浅色背景')
    .option('--png <file>', 'draw it into a PNG 输出为 PNG')
    .option('--svg <file>', 'draw it into an SVG 输出为 SVG')
    .option('--force', 'replace what is there 覆盖已有文件')
    .action(async (text: string, options: ShowQrOptions) => {
      await act(async (session) => (await import('./show.ts')).showQr(text, options, session))
    })

  qr.command('read')
    .description(
      'print what the QR code in a PNG or JPEG says, and the items of a licence in it\n输出 PNG 或 JPEG 图片中二维码的内容；如为证照二维码，同时列出各项',
    )
    .argument('<file>', 'PNG or JPEG 图片')
    .addOption(jsonOption())
    .action(async (file: string, options: { json?: boolean }) => {
      await act(async (session) => (await import('./read.ts')).readQr(file, options, session))
    })
}
