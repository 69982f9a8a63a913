import { Option } from 'commander'
import {
  certificateOption,
  collect,
  jsonOption,
  keyOption,
  keyStoreOption,
  parseCount,
  passwordOption,
} from '../options.ts'
import type { AddCommand } from '../session.ts'
import type { MakeOptions } from './make.ts'
import { SHAPES } from './picture.ts'
import type { ShowOptions } from './show.ts'

const forceOption = () => new Option('--force', 'replace what is there 覆盖已有文件')

/** `xinyin seal`: makes electronic seals, and looks at them. */
export const addSeal: AddCommand = (program, act) => {
  const seal = program.command('seal').description('electronic seals (GB/T 38540) 电子印章')

  seal
    .command('make')
    .description('make a seal, with a picture that is drawn unless one is given 制作印章，可自动绘制图案')
    .argument('<out>', 'file of the seal 印章文件')
    .requiredOption('--name <name>', 'name of the seal 印章名称')
    .option('--ca <dir>', 'hierarchy of "xinyin ca init" that makes it 由此开发用证书体系制章')
    .option('--maker <name>', 'who of it makes it 其中的制章人', 'seal-maker')
    .addOption(keyOption())
    .addOption(certificateOption())
    .addOption(keyStoreOption())
    .addOption(passwordOption())
    .option(
      '--signer <file>',
      'certificate of who may use it; repeatable; with --ca its signer of seals 签章人证书，可重复',
      collect,
    )
    .option('--digests', 'hold digests of these certificates, not the certificates 仅存证书摘要')
    .option('--type <number>', 'kind of seal as its maker counts them 印章类型', parseCount)
    .option('--days <number>', 'for how long; else as long as the certificates 有效天数', parseCount)
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
    .addOption(forceOption())
    .action(async (out: string, options: MakeOptions) => {
      await act(async (session) => (await import('./make.ts')).makeSeal(out, options, session))
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
