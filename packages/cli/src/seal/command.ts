import { type Command, Option } from 'commander'
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
  parseCount,
  passwordOption,
  trustOption,
  verboseOption,
} from '../options.ts'
import type { AddCommand } from '../session.ts'
import { FORMS } from './form.ts'
import type { MakeOptions } from './make.ts'
import { SHAPES } from './picture.ts'
import { REASONS } from './reasons.ts'
import type { RenewOptions } from './renew.ts'
import type { RequestOptions } from './request.ts'
import type { ShowOptions } from './show.ts'
import type { StatusOptions } from './status.ts'

const forceOption = () => new Option('--force', 'replace what is there 覆盖已有文件')

const makerOption = () =>
  new Option('--maker <name>', 'who of the hierarchy makes seals 其中的制章人').default('seal-maker')

const signerOption = () =>
  new Option('--signer <file>', 'certificate of who may use it; repeatable 签章人证书，可重复').argParser(
    collect,
  )

const daysOption = () =>
  new Option('--days <number>', 'for how long; else as long as the certificates 有效天数').argParser(
    parseCount,
  )

/** What a seal is to be and to look like, for who makes it and for who asks for it. */
const addTypeAndPicture = (command: Command): Command =>
  command
    .option('--type <number>', 'kind of seal as its maker counts them 印章类型', parseCount)
    .addOption(daysOption())
    .option('--picture <file>', 'PNG, GIF, BMP, JPEG, SVG or OFD 图案文件')
    .addOption(
      new Option('--shape <shape>', 'what is drawn without --picture 自动绘制的形状')
        .choices(SHAPES)
        .default('round'),
    )
    .option('--office <text>', 'text on the arc; from the name unless given 弧形文字')
    .option('--purpose <text>', 'text in the middle; from the name unless given 横排文字')
    .option('--code <text>', 'number of the seal 印章编码')
    .option('--font <file>', 'font with Chinese characters; else one of the system 字体文件')
    .option('--width <mm>', 'of the picture 图案宽度', parseCount)
    .option('--height <mm>', 'of the picture 图案高度', parseCount)

/** `xinyin seal`: makes electronic seals, and looks at them. */
export const addSeal: AddCommand = (program, act) => {
  const seal = program.command('seal').description('electronic seals (GB/T 38540) 电子印章')

  const make = seal
    .command('make')
    .description(
      'make a seal, with a picture that is drawn unless one is given; or the one that a request asks for\n制作印章，可自动绘制图案；或按申请制作',
    )
    .argument('<out>', 'file of the seal 印章文件')
    .option('--name <name>', 'name of the seal 印章名称')
    .option('--request <file>', 'what "xinyin seal request" wrote; takes --ca 制章申请')
    .option('--accept-name', 'the name is this applicant’s to have 已确认申请人有权使用该名称')
    .option('--ca <dir>', 'hierarchy of "xinyin ca init" that makes it 由此开发用证书体系制章')
    .addOption(makerOption())
    .addOption(keyOption())
    .addOption(certificateOption())
    .addOption(keyStoreOption())
    .addOption(passwordOption())
    .addOption(signerOption())
    .option('--digests', 'hold digests of these certificates, not the certificates 仅存证书摘要')
    .addOption(
      new Option('--form <version>', 'GM/T 0031-2014, GB/T 38540-2020 or GM/T 0031-2025 印章版本')
        .choices(FORMS)
        .default('v4'),
    )
    .option('--time-stamp <url>', 'with v5: stamp the seal by this service 印章时间戳服务')
  addTypeAndPicture(make)
    .addOption(forceOption())
    .action(async (out: string, options: MakeOptions) => {
      await act(async (session) => (await import('./make.ts')).makeSeal(out, options, session))
    })

  const request = seal
    .command('request')
    .description('ask a seal maker for a seal 制章申请')
    .argument('<out>', 'file of the request 申请文件')
    .requiredOption('--name <name>', 'name of the seal 印章名称')
    .addOption(keyOption())
    .addOption(certificateOption())
    .addOption(keyStoreOption())
    .addOption(passwordOption())
    .option(
      '--signer <file>',
      'certificate of who else may use it; repeatable 其他签章人证书，可重复',
      collect,
    )
    .option('--applicant <text>', 'who asks, for the clerk 申请单位')
    .option('--renews <file>', 'seal whose place it takes 被替换的印章')
  addTypeAndPicture(request)
    .addOption(forceOption())
    .action(async (out: string, options: RequestOptions) => {
      await act(async (session) => (await import('./request.ts')).requestSeal(out, options, session))
    })

  seal
    .command('renew')
    .description('make a seal anew, for a new time; the old one is withdrawn 印章续期')
    .argument('<seal>')
    .argument('<out>', 'file of the new seal 新印章文件')
    .requiredOption('--ca <dir>', 'hierarchy of "xinyin ca init" that made it 制章的开发用证书体系')
    .addOption(makerOption())
    .addOption(passwordOption())
    .addOption(signerOption())
    .addOption(daysOption())
    .addOption(forceOption())
    .action(async (file: string, out: string, options: RenewOptions) => {
      await act(async (session) => (await import('./renew.ts')).renew(file, out, options, session))
    })

  seal
    .command('status')
    .description(
      'verify a seal and what is told of its status; with --ca, by its maker, change it\n验证印章并查询其状态；用 --ca 以制章人身份变更状态',
    )
    .argument('<seal>')
    .addOption(trustOption())
    .addOption(atOption())
    .option('--seal-status <file>', 'signed status list; repeatable 印章状态列表，可重复', collect)
    .addOption(crlOption())
    .addOption(onlineOption())
    .addOption(allowOption())
    .option('--ca <dir>', 'hierarchy of "xinyin ca init" that made it 制章的开发用证书体系')
    .addOption(makerOption())
    .addOption(passwordOption())
    .option('--suspend', 'take it out of use for a while 停用')
    .option('--resume', 'let it be used again 恢复')
    .option('--revoke', 'withdraw it for good 注销')
    .addOption(new Option('--reason <reason>', 'why 原因').choices(REASONS))
    .addOption(jsonOption())
    .addOption(verboseOption())
    .action(async (file: string, options: StatusOptions) => {
      await act(async (session) => (await import('./status.ts')).sealStatus(file, options, session))
    })

  seal
    .command('show')
    .description('show what a seal says; nothing is verified 查看印章内容（不验证）')
    .argument('<file>')
    .option('--picture <file>', 'where to write its picture 导出图案')
    .addOption(forceOption())
    .addOption(jsonOption())
    .action(async (file: string, options: ShowOptions) => {
      await act(async (session) => (await import('./show.ts')).showSeal(file, options, session))
    })
}
