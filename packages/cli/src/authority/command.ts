import type { KeyKind } from '@xinyin/core'
import { Option } from 'commander'
import { parseCount, passwordOption } from '../options.ts'
import type { AddCommand } from '../session.ts'
import type { IssueOptions } from './issue.ts'
import { ISSUED_PROFILES, REASONS } from './plan.ts'
import type { RevokeOptions } from './revoke.ts'
import type { ServeOptions } from './serve.ts'

const several = (value: string, before: readonly string[] | undefined) => [...(before ?? []), value]

interface InitArguments {
  readonly name: string
  readonly kind: KeyKind
  readonly port: number
  readonly territory: string
  readonly passwordFile?: string
}

/** `xinyin ca`: a hierarchy of certificates for development, in one folder. */
export const addAuthority: AddCommand = (program, act) => {
  const ca = program.command('ca').description('a hierarchy of certificates for development 开发用证书体系')

  ca.command('init')
    .description('make one: root, authorities, a signer of each kind, OCSP, time stamps, trust list 建立')
    .argument('<dir>', 'new or empty folder 新目录')
    .option('--name <name>', 'organisation 机构名称', '示例省')
    .addOption(
      new Option('--kind <kind>', 'kind of the keys 密钥种类').choices(['SM2', 'P-256']).default('SM2'),
    )
    .option('--port <number>', 'port that "ca serve" answers at 服务端口', parseCount, 8866)
    .option('--territory <code>', 'of the trust list 信任列表的地区', 'CN-99')
    .addOption(passwordOption())
    .action(async (dir: string, options: InitArguments) => {
      await act(async (session) => (await import('./init.ts')).initAuthority(dir, options, session))
    })

  ca.command('issue')
    .description('issue a certificate, for a request or with a new key 签发证书')
    .argument('<dir>', 'folder of the hierarchy 证书体系目录')
    .argument('<name>', 'of its files 文件名')
    .addOption(
      new Option('--profile <profile>', 'kind of certificate 证书类型')
        .choices(ISSUED_PROFILES)
        .makeOptionMandatory(),
    )
    .option('--csr <file>', 'request of who has the key 证书请求')
    .option('--subject <name>', 'common name, for a new key 通用名称（新建密钥时）')
    .option('--organization <name>', "organisation; the hierarchy's own unless given 机构名称")
    .option('--code <code>', 'unified social credit code 统一社会信用代码')
    .option('--dns <name>', 'DNS name; repeatable 域名，可重复', several)
    .option('--ip <address>', 'IP address; repeatable IP 地址，可重复', several)
    .option('--days <number>', 'for how long 有效天数', parseCount)
    .addOption(passwordOption())
    .action(async (dir: string, name: string, options: IssueOptions) => {
      await act(async (session) => (await import('./issue.ts')).issue(dir, name, options, session))
    })

  ca.command('revoke')
    .description('revoke a certificate 吊销证书')
    .argument('<dir>', 'folder of the hierarchy 证书体系目录')
    .argument('<certificate>', 'name, serial number or file 名称、序列号或文件')
    .addOption(new Option('--reason <reason>', 'RFC 5280, 5.3.1 吊销原因').choices(REASONS))
    .addOption(passwordOption())
    .action(async (dir: string, certificate: string, options: RevokeOptions) => {
      await act(async (session) => (await import('./revoke.ts')).revoke(dir, certificate, options, session))
    })

  ca.command('crl')
    .description('make the revocation lists and the trust list anew 更新吊销列表与信任列表')
    .argument('<dir>', 'folder of the hierarchy 证书体系目录')
    .addOption(passwordOption())
    .action(async (dir: string, options: { passwordFile?: string }) => {
      await act(async (session) => (await import('./revoke.ts')).renewLists(dir, options, session))
    })

  ca.command('serve')
    .description(
      'serve OCSP, revocation lists, time stamps and the trust list on this machine 在本机提供服务',
    )
    .argument('<dir>', 'folder of the hierarchy 证书体系目录')
    .option('--port <number>', 'another port than that of the certificates 其他端口', parseCount)
    .addOption(passwordOption())
    .action(async (dir: string, options: ServeOptions) => {
      await act(async (session) => (await import('./serve.ts')).serve(dir, options, session))
    })
}
