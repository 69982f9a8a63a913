import { Option } from 'commander'
import { FORMATS } from '../identifier/format.ts'
import { atOption, collect, jsonOption, outOption } from '../options.ts'
import type { AddCommand } from '../session.ts'
import { ENCODINGS } from '../table/text.ts'
import type { CheckOptions } from './check.ts'
import type { LintOptions } from './lint.ts'
import type { ExampleOptions, ShowOptions } from './show.ts'

const formatOption = () =>
  new Option('--format <form>', 'of the report 报告格式').choices(FORMATS).default('table')

const catalogueOption = () => new Option('--catalogue <file>', 'the catalogue to go by 所依据的证照目录')

/** `xinyin catalogue`: catalogues of licence types, and batches of licences that are held to one. */
export const addCatalogue: AddCommand = (program, act) => {
  const catalogue = program
    .command('catalogue')
    .description('catalogues of licence types, and batches held to them 证照目录与批量数据检查')

  catalogue
    .command('lint')
    .description('find what is wrong with a catalogue 检查证照目录')
    .argument('<file>')
    .option('--against <file>', 'a catalogue that knows better, for names and codes 参照目录')
    .option('--face <name>', 'a face template that there is; repeatable 已有的照面模板，可重复', collect)
    .addOption(formatOption())
    .action((file: string, options: LintOptions) =>
      act(async (session) => (await import('./lint.ts')).lintFile(file, options, session)),
    )

  catalogue
    .command('check')
    .description(
      'check a batch as the national platform will, before it is pushed 推送前按全国平台的要求检查一批数据',
    )
    .argument('<file>', 'CSV or JSON lines; - is standard input CSV 或每行一个 JSON；- 为标准输入')
    .addOption(catalogueOption().makeOptionMandatory())
    .option('--column <name=short>', 'a column of another name; repeatable 自定义列名，可重复', collect)
    .addOption(
      new Option('--encoding <name>', 'of the file; found out unless given 文件编码，缺省自动识别').choices(
        ENCODINGS,
      ),
    )
    .addOption(atOption())
    .addOption(formatOption())
    .action((file: string, options: CheckOptions) =>
      act(async (session) => (await import('./check.ts')).checkFile(file, options, session)),
    )

  catalogue
    .command('show')
    .description('show a licence type, or list all 查看证照类型，或列出全部')
    .argument('[type]', 'its code or name 类型代码或名称')
    .addOption(catalogueOption())
    .addOption(jsonOption())
    .action((type: string | undefined, options: ShowOptions) =>
      act(async (session) => (await import('./show.ts')).showTypes(type, options, session)),
    )

  catalogue
    .command('example')
    .description('write a catalogue of ten licence types to begin with 输出含十种类型的示例目录')
    .addOption(outOption())
    .option('--force', 'replace what is there 覆盖已有文件')
    .action((options: ExampleOptions) =>
      act(async (session) => (await import('./show.ts')).writeExample(options, session)),
    )
}
