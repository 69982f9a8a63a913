import { InvalidArgumentError, Option } from 'commander'
import { parseCount } from '../options.ts'
import type { AddCommand } from '../session.ts'
import type { DevIdpOptions } from './serve.ts'

function parsePort(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) < 65_536) return Number(text)
  throw new InvalidArgumentError('Expected a port, or 0 for any. 应为端口号，0 表示任意端口。')
}

/** A whole number, below 0 too. */
function parseSeconds(text: string): number {
  if (/^-?\d{1,8}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('Expected a whole number. 应为整数。')
}

/** `xinyin dev-idp`: an identity provider on this machine, for developing. */
export const addDevIdp: AddCommand = (program, act) => {
  program
    .command('dev-idp')
    .description('an identity provider on this machine, for developing a portal 在本机运行开发用统一身份认证')
    .option('--port <number>', 'port on loopback; 0 for any 本机端口，0 表示任意', parsePort, 9400)
    .option('--client <id>', 'what the portal is called at the provider 门户的客户端标识', 'portal')
    .option('--name <name>', 'what the sign-in page calls it 门户名称', '示例门户')
    .option('--origin <url>', 'where the portal is 门户地址', 'http://127.0.0.1:3000')
    .option(
      '--settings <file>',
      'where the portal’s settings are written; its key is kept 写出门户配置的文件，其中的密钥会沿用',
    )
    .addOption(
      new Option('--sm2 [encoding]', 'sign tokens with SM2 以 SM2 签发令牌')
        .choices(['DER', 'raw'])
        .preset('DER'),
    )
    .option('--rotate <seconds>', 'change keys so often 更换密钥的间隔秒数', parseCount)
    .option('--skew <seconds>', 'how far its clock is ahead 时钟超前秒数', parseSeconds)
    .option('--latency <milliseconds>', 'wait before each answer 应答延迟毫秒数', parseCount)
    .addOption(
      new Option('--outage <service>', 'what is out 停止的服务').choices([
        'none',
        'all',
        'discovery',
        'keys',
        'tokens',
      ]),
    )
    .option('--hostile <name>', 'play an attack; "list" tells which 扮演的攻击，list 列出全部')
    .option('-v, --verbose', 'a line for each message that passes 每条消息显示一行')
    .action(async (options: DevIdpOptions) => {
      await act(async (session) => (await import('./serve.ts')).serveDevIdp(options, session))
    })
}
