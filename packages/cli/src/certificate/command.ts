import {
  allowOption,
  atOption,
  crlOption,
  jsonOption,
  onlineOption,
  passwordOption,
  poolOption,
  roleOption,
  trustOption,
  verboseOption,
} from '../options.ts'
import type { AddCommand } from '../session.ts'
import type { ShowOptions } from './show.ts'
import type { JudgeOptions } from './verify.ts'

/** `xinyin cert`: what is in certificates and keys, and whether a certificate holds. */
export const addCertificate: AddCommand = (program, act) => {
  program
    .command('cert')
    .description(
      'look at certificates, requests, revocation lists, OCSP answers, keys, PKCS#12 files; or verify a certificate\n查看证书、证书请求、吊销列表、OCSP 响应、密钥与 PKCS#12 文件；或验证证书',
    )
    .argument('<file...>')
    .option('--verify', 'verify the first certificate of each file 验证每个文件中的第一张证书')
    .addOption(trustOption())
    .addOption(roleOption())
    .addOption(atOption())
    .option('--name <host>', 'DNS name or IP address that a server must have 服务器域名或 IP 地址')
    .addOption(poolOption())
    .addOption(crlOption())
    .addOption(onlineOption())
    .addOption(allowOption())
    .addOption(passwordOption())
    .addOption(jsonOption())
    .addOption(verboseOption())
    .action(async (files: string[], options: ShowOptions & JudgeOptions & { verify?: boolean }) => {
      await act(async (session) => {
        if (options.verify === true) {
          const { verifyCertificates } = await import('./verify.ts')
          return verifyCertificates(files, options, session)
        }
        const { showCertificates } = await import('./show.ts')
        return showCertificates(files, options, session)
      })
    })
}
