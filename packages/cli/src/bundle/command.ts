import {
  allowOption,
  atOption,
  certificateOption,
  collect,
  jsonOption,
  keyOption,
  keyStoreOption,
  onlineOption,
  outOption,
  parseCount,
  passwordOption,
  trustOption,
  verboseOption,
} from '../options.ts'
import type { AddCommand } from '../session.ts'
import type { MakeOptions } from './make.ts'
import type { ShowOptions } from './show.ts'

/** `xinyin bundle`: what a window without a network needs, in one signed file. */
export const addBundle: AddCommand = (program, act) => {
  const bundle = program
    .command('bundle')
    .description(
      'signed files for windows without a network: trust lists, status lists, revocation 供离线窗口使用的签名文件：信任列表、状态列表、吊销信息',
    )

  bundle
    .command('make')
    .description('put the parts into one signed file 生成离线包并签名')
    .requiredOption('--name <uri>', 'which series of bundles it is of 离线包系列的 URI')
    .requiredOption('--sequence <number>', 'higher than that of the last one 序号，须递增', parseCount)
    .option('--days <number>', 'until the next one is due 距下次更新的天数', parseCount, 14)
    .option('--trust-list <file>', 'signed trust list; repeatable 已签名的信任列表，可重复', collect)
    .option(
      '--status-list <file or address>',
      'signed status list, or with --online where it is; repeatable 已签名的状态列表或其网址（需 --online），可重复',
      collect,
    )
    .option('--crl <file>', 'revocation lists, OCSP answers; repeatable 吊销列表、OCSP 响应，可重复', collect)
    .option('--identifiers <file>', 'newest versions of licences, one a line 最新版本的证照标识，每行一个')
    .addOption(onlineOption())
    .addOption(allowOption())
    .addOption(keyOption())
    .addOption(certificateOption())
    .addOption(keyStoreOption())
    .addOption(passwordOption())
    .addOption(outOption())
    .action(async (options: MakeOptions) => {
      await act(async (session) => (await import('./make.ts')).makeBundle(options, session))
    })

  bundle
    .command('show')
    .description(
      'show what is in one, and how fresh; with --trust, verify it 查看离线包内容与时效；给出 --trust 时验证',
    )
    .argument('<bundle>')
    .addOption(trustOption())
    .option(
      '--memory <file>',
      'what is kept of the last bundle, so that no older one passes 上次离线包的记录，防止回退',
    )
    .addOption(atOption())
    .addOption(jsonOption())
    .addOption(verboseOption())
    .action(async (file: string, options: ShowOptions) => {
      await act(async (session) => (await import('./show.ts')).showBundle(file, options, session))
    })
}
