import { Option } from 'commander'
import {
  allowOption,
  atOption,
  collect,
  crlOption,
  jsonOption,
  onlineOption,
  parseCount,
  poolOption,
  statusListOption,
  trustOption,
  verboseOption,
} from '../options.ts'
import type { AddCommand } from '../session.ts'
import type { DemandOptions } from './demands.ts'

interface VerifyArguments extends DemandOptions {
  readonly at?: Date
  readonly json?: boolean
  readonly verbose?: boolean
}

/** `xinyin verify`: what a file is is found by its content. */
export const addVerify: AddCommand = (program, act) => {
  program
    .command('verify')
    .description('verify files; their kind is found by content 验证文件，按内容识别类型')
    .argument(
      '<file...>',
      'OFD documents, seals, SD-JWTs, QR codes of licences (PNG, text), certificates; - for standard input',
    )
    .addOption(trustOption())
    .addOption(atOption())
    .addOption(poolOption())
    .addOption(crlOption())
    .addOption(onlineOption())
    .addOption(allowOption())
    .option('--strict', 'refuse what is not as in the standards, but tolerated 不容忍与标准的偏差')
    .addOption(
      new Option(
        '--expect-signatures <number>',
        'how many signatures a document must carry 文件应有的签名数',
      ).argParser(parseCount),
    )
    .option('--expect-seal <name>', 'a seal that it must carry; repeatable 文件应有的印章，可重复', collect)
    .option('--expect-signer <name>', 'who must have signed it; repeatable 文件应有的签章人，可重复', collect)
    .option('--expect-covered', 'a signature must cover all of it 须有签名覆盖全部内容')
    .option(
      '--seal-status <file>',
      'signed list of the status of seals; repeatable 印章状态列表，可重复',
      collect,
    )
    .option(
      '--require-seal-status',
      'a seal of which nobody tells the status does not pass; --online asks where it says 须查得印章状态',
    )
    .addOption(statusListOption())
    .option('--evidence <file>', 'what is kept beside a document to prove its time 证据文件')
    .addOption(jsonOption())
    .addOption(verboseOption())
    .addHelpText(
      'after',
      '\nExit codes 退出码: 0 passed 通过, 1 failed 未通过, 2 indeterminate 无法判定, 3 wrong use 用法错误',
    )
    .action(async (files: string[], options: VerifyArguments) => {
      await act(async ({ terminal, ...session }) => {
        const { at = new Date(), json = false, verbose = false } = options
        const { verifyFiles } = await import('./files.ts')
        return verifyFiles(files, { ...options, at, json, verbose, ...session }, terminal)
      })
    })
}
