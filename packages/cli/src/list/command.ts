import { InvalidArgumentError, Option } from 'commander'
import {
  allowOption,
  atOption,
  certificateOption,
  collect,
  crlOption,
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
import type { MakeOptions, SignOptions } from './make.ts'
import type { VerifyOptions } from './verify.ts'

function parseTerritory(text: string): string {
  if (/^[A-Z]{2}(-\d{2,6})?$/.test(text)) return text
  throw new InvalidArgumentError(
    'Expected CN, CN-33, CN-3301, or a country. 应为 CN、CN-33、CN-3301 或国家代码。',
  )
}

const territoryOption = () =>
  new Option('--territory <code>', 'whose list it is: CN, CN-33 信任列表的地区').argParser(parseTerritory)

/** `xinyin trust`: trust stores and signed trust lists. */
export const addTrust: AddCommand = (program, act) => {
  const trust = program.command('trust').description('trust stores and signed trust lists 信任库与信任列表')

  trust
    .command('show')
    .description(
      'show a trust store or a list; nothing of a list is verified 查看信任库或信任列表（不验证列表）',
    )
    .argument(
      '<store>',
      'folder, signed list, or list of ETSI TS 119 612 目录、已签名列表或 ETSI TS 119 612 列表',
    )
    .addOption(jsonOption())
    .action(async (store: string, options: { json?: boolean }) => {
      await act(async (session) => (await import('./show.ts')).showTrust(store, options, session))
    })

  trust
    .command('verify')
    .description('verify a signed list 验证信任列表')
    .argument('<list>')
    .addOption(trustOption().makeOptionMandatory())
    .addOption(territoryOption().makeOptionMandatory())
    .option('--above <list>', 'the list above it, which names who signs this one 上级信任列表')
    .option(
      '--memory <file>',
      'what is kept of the last list, so that no older one passes 上次列表的记录，防止回退',
    )
    .addOption(atOption())
    .addOption(crlOption())
    .addOption(onlineOption())
    .addOption(allowOption())
    .addOption(jsonOption())
    .addOption(verboseOption())
    .action(async (list: string, options: VerifyOptions) => {
      await act(async (session) => (await import('./verify.ts')).verifyList(list, options, session))
    })

  trust
    .command('make')
    .description('write the list of a trust store, to be looked through and signed 由信任库生成待签名的列表')
    .argument('<store>', 'folder 信任库目录')
    .addOption(territoryOption().makeOptionMandatory())
    .requiredOption('--operator <name>', 'organisation in the certificate that signs it 发布机构')
    .requiredOption('--sequence <number>', 'higher than that of the last list 序号，须递增', parseCount)
    .option('--name <name>', 'of the list 列表名称')
    .option('--days <number>', 'until the next list is due 距下次更新的天数', parseCount, 30)
    .option(
      '--licence-type <code>',
      'of what licence issuers issue; repeatable 证照类型代码，可重复',
      collect,
    )
    .option('--address <text>', 'of the operator 机构地址', '-')
    .option('--contact <uri>', 'of the operator 联系方式', 'mailto:ca@example.invalid')
    .option('--information <uri>', 'page about the operator 介绍网页', 'https://ca.example.invalid/')
    .addOption(outOption())
    .action(async (store: string, options: MakeOptions) => {
      await act(async (session) => (await import('./make.ts')).makeList(store, options, session))
    })

  trust
    .command('sign')
    .description('sign a list 签名')
    .argument('<list>', 'what "trust make" wrote “trust make”生成的文件')
    .addOption(keyOption())
    .addOption(certificateOption())
    .addOption(keyStoreOption())
    .addOption(passwordOption())
    .addOption(outOption())
    .action(async (list: string, options: SignOptions) => {
      await act(async (session) => (await import('./make.ts')).signList(list, options, session))
    })

  trust
    .command('diff')
    .description('what the second list changes of the first; neither is verified 比较两个列表（不验证）')
    .argument('<before>')
    .argument('<after>')
    .addOption(jsonOption())
    .action(async (before: string, after: string, options: { json?: boolean }) => {
      await act(async (session) => (await import('./diff.ts')).diffLists(before, after, options, session))
    })
}
