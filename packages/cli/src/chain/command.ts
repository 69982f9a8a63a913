import {
  allowOption,
  atOption,
  crlOption,
  jsonOption,
  onlineOption,
  poolOption,
  roleOption,
  trustOption,
  verboseOption,
} from '../options.ts'
import type { AddCommand } from '../session.ts'
import type { ChainOptions } from './show.ts'

/** `xinyin chain`: every path that was tried from a certificate to an anchor, and why each does not hold. */
export const addChain: AddCommand = (program, act) => {
  program
    .command('chain')
    .description(
      'show the paths from a certificate to trusted ones, and why each does not hold\n显示证书到信任锚的各条路径，以及各路径不成立的原因',
    )
    .argument('<leaf>', 'certificate 证书')
    .addOption(poolOption())
    .addOption(trustOption().makeOptionMandatory())
    .addOption(roleOption().makeOptionMandatory())
    .addOption(atOption())
    .option('--name <host>', 'DNS name or IP address that a server must have 服务器域名或 IP 地址')
    .addOption(crlOption())
    .addOption(onlineOption())
    .addOption(allowOption())
    .addOption(jsonOption())
    .addOption(verboseOption())
    .action(async (leaf: string, options: ChainOptions) => {
      await act(async (session) => {
        const { showChain } = await import('./show.ts')
        return showChain(leaf, options, session)
      })
    })
}
