import { jsonOption } from '../options.ts'
import type { AddCommand } from '../session.ts'

/** `xinyin ofd`: what is in an OFD document, and what its signatures cover. */
export const addOfd: AddCommand = (program, act) => {
  const ofd = program
    .command('ofd')
    .description('look into OFD documents; nothing is verified 查看 OFD 文件内部（不验证）')

  ofd
    .command('ls')
    .description('list the entries, and for what each is there 列出包内文件及其用途')
    .argument('<file>')
    .addOption(jsonOption())
    .action(async (file: string, options: { json?: boolean }) => {
      await act(async (session) => (await import('./list.ts')).listEntries(file, options, session))
    })

  ofd
    .command('cat')
    .description('write an entry to standard output, or to a file 输出包内文件的内容')
    .argument('<file>')
    .argument('<entry>', 'its path in the package 包内路径')
    .option('--out <file>', 'where to write; standard output unless given 输出文件')
    .option('--force', 'replace what is there 覆盖已有文件')
    .action(async (file: string, entry: string, options: { out?: string; force?: boolean }) => {
      await act(async (session) => (await import('./cat.ts')).catEntry(file, entry, options, session))
    })

  ofd
    .command('coverage')
    .description('show which entries each signature covers 显示每个签名覆盖的文件')
    .argument('<file>')
    .addOption(jsonOption())
    .action(async (file: string, options: { json?: boolean }) => {
      await act(async (session) => (await import('./coverage.ts')).showCoverage(file, options, session))
    })
}
