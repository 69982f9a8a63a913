import { InvalidArgumentError, Option } from 'commander'
import { CliError } from '../errors.ts'
import { worstExit } from '../exit.ts'
import { jsonOption } from '../options.ts'
import type { AddCommand, Session } from '../session.ts'
import { ENCODINGS, type Encoding } from '../table/text.ts'
import { checkBatch } from './batch.ts'
import { explainCode } from './code.ts'
import { diagnose } from './explain.ts'
import { FORMATS, type Format } from './format.ts'

interface IdOptions {
  readonly json?: boolean
  readonly batch?: string
  readonly column?: string
  readonly encoding?: Encoding
  readonly format?: Format
  readonly all?: boolean
}

function parseColumn(text: string): string {
  if (text.trim() !== '') return text
  throw new InvalidArgumentError('Expected the name of a column, or its number from 1 on. 应为列名或列号。')
}

async function explainEach(texts: readonly string[], json: boolean, { terminal, ...session }: Session) {
  const { regionOf } = await import('@xinyin/core/regions')
  const settings = { ...session, regionOf }
  const verdicts = texts.map((text) => {
    const { verdict, said } = explainCode(text, json, settings) ?? diagnose(text, json, settings)
    terminal.out(said)
    return verdict
  })
  return worstExit(verdicts)
}

/** `xinyin id`: explains e-licence identifiers 电子证照标识, or checks a file of them. */
export const addIdentifier: AddCommand = (program, act) => {
  program
    .command('id')
    .description(
      'explain e-licence identifiers (GB/T 36904): where they are wrong and what was meant; or check a file of millions. Credit codes, citizens’ numbers and region codes too\n解释电子证照标识：指出错在何处并给出建议；可批量检查文件。也可用于统一社会信用代码、公民身份号码和行政区划代码',
    )
    .argument('[identifier...]')
    .addOption(jsonOption())
    .option('--batch <file>', 'lines or CSV; - is standard input 批量检查：每行一个，或 CSV；- 为标准输入')
    .addOption(
      new Option('--column <name>', 'of CSV: the column, by name or number CSV 的列名或列号').argParser(
        parseColumn,
      ),
    )
    .addOption(
      new Option('--encoding <name>', 'of the file; found out unless given 文件编码，缺省自动识别').choices(
        ENCODINGS,
      ),
    )
    .addOption(new Option('--format <form>', 'of the report; table unless given 报告格式').choices(FORMATS))
    .option('--all', 'report right ones too 同时列出正确的')
    .action((texts: string[], { json = false, batch, ...options }: IdOptions) =>
      act((session) => {
        if (batch === undefined) {
          if (texts.length === 0) throw new CliError('ERR_OPTION_MISSING', { option: 'IDENTIFIER, --batch' })
          return explainEach(texts, json, session)
        }
        if (texts.length > 0) throw new CliError('ERR_BATCH_AND_ARGUMENTS')
        return checkBatch(batch, { ...options, format: json ? 'json' : (options.format ?? 'table') }, session)
      }),
    )
}
