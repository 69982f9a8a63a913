import { Option } from 'commander'
import {
  certificateOption,
  jsonOption,
  keyOption,
  keyStoreOption,
  parseCount,
  passwordOption,
} from '../options.ts'
import type { AddCommand } from '../session.ts'
import { parseOccurrence, parsePages, parsePoint } from './places.ts'
import type { SignOptions } from './sign.ts'

/** `xinyin sign`: seals and signs OFD documents. */
export const addSign: AddCommand = (program, act) => {
  program
    .command('sign')
    .description(
      'seal OFD documents, or sign them without a seal; many at once, each once, however often the run is broken off\n对 OFD 文件签章或签名；可批量处理，中断后继续，不会重复签章',
    )
    .argument('<file...>', 'OFD documents, or folders of them 文件或目录')
    .option('--seal <file>', 'the seal 印章文件')
    .addOption(keyOption())
    .addOption(certificateOption())
    .addOption(keyStoreOption())
    .addOption(passwordOption())
    .addOption(
      new Option('--pages <which>', '1,3-5, all or last: where the seal shows 显示印章的页').argParser(
        parsePages,
      ),
    )
    .addOption(
      new Option(
        '--at <x,y>',
        'its left and top in mm; on the last page unless --pages says 左上角坐标（毫米）',
      )
        .argParser(parsePoint)
        .conflicts('near'),
    )
    .option('--near <text>', 'its centre on this text 以此文字为中心')
    .addOption(
      new Option(
        '--occurrence <which>',
        'of several: its number, first, last or all 多处出现时选用哪一处',
      ).argParser(parseOccurrence),
    )
    .addOption(
      new Option(
        '--riding-seam [edge]',
        'a riding seam over the edges of the pages; right unless given 骑缝章',
      )
        .choices(['right', 'left', 'top', 'bottom'])
        .preset('right'),
    )
    .option('--facing', 'halves on facing pages 对开章')
    .addOption(
      new Option('--protect <how>', 'whole: nobody can sign after; continue: others can 保护方式')
        .choices(['whole', 'continue'])
        .default('whole'),
    )
    .addOption(
      new Option('--type <type>', 'with a seal, or without one (GB/T 35275) 签章或签名')
        .choices(['seal', 'sign'])
        .default('seal'),
    )
    .addOption(
      new Option('--form <form>', 'with --type sign: what is signed 签名内容').choices([
        'attributes',
        'content',
      ]),
    )
    .option('--document <number>', 'which of several documents in a file 第几个文档', parseCount)
    .option('--time-stamp <url>', 'add a time stamp of this service 附加时间戳')
    .option('--out <path>', 'file, or folder for several 输出文件或目录')
    .option('--in-place', 'replace the documents 就地替换原文件')
    .option('--journal <file>', 'by which a run goes on; in the folder unless given 批量日志')
    .option('--again', 'also those that carry this signature already 已签的文件再次签署')
    .option('--force', 'replace what is there 覆盖已有文件')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nExit codes 退出码: 0 all signed 全部完成, 1 some not 有失败, 2 broken off 未处理完, 3 wrong use 用法错误',
    )
    .action(async (files: string[], options: SignOptions) => {
      await act(async (session) => (await import('./sign.ts')).signDocuments(files, options, session))
    })
}
