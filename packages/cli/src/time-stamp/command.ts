import { Option } from 'commander'
import {
  allowOption,
  atOption,
  certificateOption,
  crlOption,
  jsonOption,
  keyOption,
  keyStoreOption,
  onlineOption,
  outOption,
  passwordOption,
  poolOption,
  trustOption,
  verboseOption,
} from '../options.ts'
import type { AddCommand } from '../session.ts'
import type { FetchOptions, ReplyOptions, RequestOptions } from './obtain.ts'
import type { VerifyOptions } from './verify.ts'

const hashOption = () =>
  new Option('--hash <name>', 'digest of the content 摘要算法')
    .choices(['SM3', 'SHA-256', 'SHA-384', 'SHA-512'])
    .default('SM3')

const policyOption = () => new Option('--policy <oid>', 'policy of the time stamp 时间戳策略')

/** `xinyin tsa`: time stamps of RFC 3161. */
export const addTimeStamp: AddCommand = (program, act) => {
  const tsa = program.command('tsa').description('time stamps (RFC 3161) 时间戳')

  tsa
    .command('fetch')
    .description('get a time stamp from a service 向时间戳服务申请时间戳')
    .argument('<url>', 'of the service 服务地址')
    .argument('<file>', 'what is to be stamped 待盖时间戳的文件')
    .addOption(outOption())
    .addOption(hashOption())
    .addOption(policyOption())
    .action(async (url: string, file: string, options: FetchOptions) => {
      await act(async (session) => (await import('./obtain.ts')).obtain(url, file, options, session))
    })

  tsa
    .command('verify')
    .description('verify a time stamp, or the answer that it came in 验证时间戳或时间戳响应')
    .argument('<token>', 'time stamp 时间戳')
    .argument('<file>', 'what was stamped 被盖时间戳的文件')
    .addOption(trustOption())
    .option('--request <file>', 'the request that it answers 对应的请求')
    .addOption(atOption())
    .addOption(poolOption())
    .addOption(crlOption())
    .addOption(onlineOption())
    .addOption(allowOption())
    .addOption(jsonOption())
    .addOption(verboseOption())
    .action(async (token: string, file: string, options: VerifyOptions) => {
      await act(async (session) => (await import('./verify.ts')).verifyStamp(token, file, options, session))
    })

  tsa
    .command('show')
    .description('show what a time stamp says; nothing is verified 查看时间戳内容（不验证）')
    .argument('<token>', 'time stamp 时间戳')
    .addOption(jsonOption())
    .action(async (token: string, options: { json?: boolean }) => {
      await act(async (session) => (await import('./show.ts')).showStamp(token, options, session))
    })

  tsa
    .command('request')
    .description('make a request 生成请求')
    .argument('<file>', 'what is to be stamped 待盖时间戳的文件')
    .addOption(outOption())
    .addOption(hashOption())
    .addOption(policyOption())
    .action(async (file: string, options: RequestOptions) => {
      await act(async (session) => (await import('./obtain.ts')).request(file, options, session))
    })

  tsa
    .command('reply')
    .description('answer a request, as a time-stamping authority 签发时间戳')
    .argument('<request>', 'request 请求')
    .addOption(keyOption())
    .addOption(certificateOption())
    .addOption(keyStoreOption())
    .addOption(passwordOption())
    .addOption(policyOption().default('1.3.6.1.4.1.32473.1.1'))
    .addOption(outOption())
    .action(async (request: string, options: ReplyOptions) => {
      await act(async (session) => (await import('./obtain.ts')).reply(request, options, session))
    })
}
