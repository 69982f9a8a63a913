import { Option } from 'commander'
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
  passwordOption,
  poolOption,
  roleOption,
  trustOption,
  verboseOption,
} from '../options.ts'
import type { AddCommand } from '../session.ts'
import type { DecryptOptions, EncryptOptions } from './encrypt.ts'
import type { SignOptions } from './sign.ts'
import type { VerifyOptions } from './verify.ts'

const derOption = () => new Option('--der', 'DER in place of PEM 以 DER 代替 PEM 输出')
const gmOption = () => new Option('--gm', 'object identifiers of GM/T 0010 使用 GM/T 0010 的对象标识符')

/** `xinyin cms`: signed and encrypted messages (RFC 5652, GB/T 35275). */
export const addMessage: AddCommand = (program, act) => {
  const cms = program
    .command('cms')
    .description('signed and encrypted messages (CMS, GB/T 35275) 签名与加密消息')

  cms
    .command('sign')
    .description('sign a file 签名')
    .argument('<file>')
    .addOption(keyOption())
    .addOption(certificateOption())
    .addOption(keyStoreOption())
    .addOption(passwordOption())
    .option('--detached', 'leave the content out, for files of any size 消息中不含原文，文件大小不限')
    .option('--tsa <url>', 'add a time stamp of this service 附加时间戳')
    .addOption(gmOption())
    .addOption(derOption())
    .addOption(outOption())
    .action(async (file: string, options: SignOptions) => {
      await act(async (session) => (await import('./sign.ts')).signFile(file, options, session))
    })

  cms
    .command('verify')
    .description('verify a signed message 验证签名消息')
    .argument('<message>')
    .argument('[content]', 'what was signed, where it is not in the message 消息中不含的原文')
    .addOption(trustOption())
    .addOption(roleOption('document-signer'))
    .addOption(atOption())
    .addOption(
      new Option('--signers <which>', 'of several signers 多个签名人时')
        .choices(['all', 'any'])
        .default('all'),
    )
    .option('--time-stamp', 'a time stamp that holds must be there 须有有效时间戳')
    .addOption(
      new Option(
        '--signing-certificate <demand>',
        'whether the signature must name its certificate (RFC 5035) 签名是否须指明证书',
      )
        .choices(['required', 'optional'])
        .default('required'),
    )
    .addOption(poolOption())
    .addOption(crlOption())
    .addOption(onlineOption())
    .addOption(allowOption())
    .option('--out <file>', 'where to write the content, if it passes 通过后输出原文')
    .addOption(jsonOption())
    .addOption(verboseOption())
    .action(async (message: string, content: string | undefined, options: VerifyOptions) => {
      await act(async (session) =>
        (await import('./verify.ts')).verifyMessage(message, content, options, session),
      )
    })

  cms
    .command('encrypt')
    .description(
      'encrypt a file for holders of certificates, which you have verified 为已验证的证书持有人加密',
    )
    .argument('<file>')
    .requiredOption(
      '--to <certificate>',
      'certificate of a recipient; repeatable 接收人证书，可重复',
      collect,
    )
    .addOption(
      new Option('--cipher <name>', 'SM4-CBC for SM2 keys, else AES-256-GCM 加密算法').choices([
        'AES-128-GCM',
        'AES-256-GCM',
        'AES-128-CBC',
        'AES-256-CBC',
        'SM4-CBC',
        'SM4-GCM',
      ]),
    )
    .addOption(gmOption())
    .addOption(derOption())
    .addOption(outOption())
    .action(async (file: string, options: EncryptOptions) => {
      await act(async (session) => (await import('./encrypt.ts')).encryptFile(file, options, session))
    })

  cms
    .command('decrypt')
    .description('decrypt a message 解密')
    .argument('<message>')
    .addOption(keyOption())
    .addOption(certificateOption())
    .addOption(keyStoreOption())
    .addOption(passwordOption())
    .addOption(outOption())
    .action(async (message: string, options: DecryptOptions) => {
      await act(async (session) => (await import('./encrypt.ts')).decryptFile(message, options, session))
    })

  cms
    .command('show')
    .description('show what is in a message; nothing is verified 查看消息内容（不验证）')
    .argument('<message>')
    .addOption(jsonOption())
    .action(async (message: string, options: { json?: boolean }) => {
      await act(async (session) => (await import('./show.ts')).showMessage(message, options, session))
    })
}
