import { decodeUtf8, TrustError } from '@xinyin/core'
import type { HolderClaim } from '@xinyin/e-license'
import { CliError } from '../errors.ts'
import { readFile } from '../files/read.ts'
import type { Session } from '../session.ts'

const PROMPTS = {
  name: { en: 'Name of the person: ', 'zh-CN': '出示人姓名：' },
  number: { en: 'Number on the person’s own papers: ', 'zh-CN': '出示人证件号码：' },
} as const

const MAX_HOLDER_FILE = 4096

/**
 * Who stands at the window: name and number, one a line, from a file or standard input; at a terminal they are asked for.
 * They are no arguments, which every user of the machine can read, and are kept nowhere.
 *
 * @throws CliError `ERR_HOLDER_FILE`, which says nothing of what it found, and those of the file
 */
export async function readHolder(file: string, { terminal, language }: Session): Promise<HolderClaim> {
  const { ask } = terminal
  if (file === '-' && ask !== undefined)
    return holderOf(file, await ask([PROMPTS.name[language], PROMPTS.number[language]]))
  try {
    return holderOf(file, decodeUtf8(await readFile(file, MAX_HOLDER_FILE)).split(/\r?\n/))
  } catch (cause) {
    if (!(cause instanceof TrustError) || cause instanceof CliError) throw cause
    throw new CliError('ERR_HOLDER_FILE', { file }, cause)
  }
}

function holderOf(file: string, lines: readonly string[]): HolderClaim {
  const [name = '', number = '', ...rest] = lines.map((line) => line.replace(/^\ufeff/, '').trim())
  if (name === '' || number === '' || rest.some((line) => line !== ''))
    throw new CliError('ERR_HOLDER_FILE', { file })
  return { name, number }
}
