// What commander says of a command line that it cannot read; it speaks English only.
const COMPLAINTS: readonly (readonly [pattern: RegExp, chinese: string])[] = [
  [/^missing required argument '(.+)'$/, '缺少参数“$1”'],
  [/^required option '(.+)' not specified$/, '缺少必需的选项“$1”'],
  [/^option '(.+)' argument missing$/, '选项“$1”缺少取值'],
  [/^unknown option '(.+)'$/, '没有选项“$1”'],
  [/^unknown command '(.+)'$/, '没有命令“$1”'],
  [/^too many arguments.*\. Expected (\d+) arguments? but got (\d+).*$/, '参数过多：应为 $1 个，实为 $2 个'],
  [
    /^option '(.+)' argument '(.*)' is invalid\. Allowed choices are (.+)\.$/,
    '选项“$1”的取值“$2”无效，可用：$3',
  ],
  [/^option '(.+)' argument '(.*)' is invalid\. (.+)$/, '选项“$1”的取值“$2”无效：$3'],
  [/^\(Did you mean one of (.+)\?\)$/, '（是否指 $1？）'],
  [/^\(Did you mean (.+)\?\)$/, '（是否指 $1？）'],
]

function translate(line: string): string {
  const [pattern, chinese] = COMPLAINTS.find(([known]) => known.test(line)) ?? []
  return pattern === undefined || chinese === undefined ? line : line.replace(pattern, chinese)
}

/** A complaint about the command line in the language of the output. What is not known stays as it is. */
export function sayUsage(text: string, language: 'en' | 'zh-CN'): string {
  if (language === 'en') return text
  const lines = text.trim().split('\n')
  return `错误：${lines.map((line) => translate(line.replace(/^error: /, ''))).join('')}\n`
}
