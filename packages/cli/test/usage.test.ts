import { expect, test } from 'vitest'
import { xinyin } from './capture.ts'

test.each([
  [['ca', 'init'], "error: missing required argument 'dir'", '错误：缺少参数“dir”'],
  [
    ['cer', 'a'],
    "error: unknown command 'cer'\n(Did you mean cert?)",
    '错误：没有命令“cer”（是否指 cert？）',
  ],
  [
    ['cert', '--rolle', 'a'],
    "error: unknown option '--rolle'\n(Did you mean --role?)",
    '错误：没有选项“--rolle”（是否指 --role？）',
  ],
  [
    ['trust', 'verify', 'a', '--trust', 'b'],
    "error: required option '--territory <code>' not specified",
    '错误：缺少必需的选项“--territory <code>”',
  ],
  [['cert', 'a', '--at'], "error: option '--at <time>' argument missing", '错误：选项“--at <time>”缺少取值'],
])('%j is refused in both languages', async (argv, english, chinese) => {
  expect(await xinyin(['--lang', 'en', ...argv])).toEqual({ exit: 3, out: '', err: english })
  expect(await xinyin(['--lang', 'zh-CN', ...argv])).toEqual({ exit: 3, out: '', err: chinese })
})

test.each([
  [['cert', 'a', '--role', 'mayor'], /^错误：选项“--role <role>”的取值“mayor”无效，可用：seal-maker, /],
  [['cert', 'a', '--at', 'noon'], /^错误：选项“--at <time>”的取值“noon”无效：.*应为日期/],
  [['trust', 'show', 'a', 'b'], /^错误：参数过多：应为 1 个，实为 2 个$/],
])('%j is refused with what would do', async (argv, chinese) => {
  const found = await xinyin(['--lang', 'zh-CN', ...argv])
  expect(found).toMatchObject({ exit: 3, out: '' })
  expect(found.err).toMatch(chinese)
})
