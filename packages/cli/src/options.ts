import { ROLES } from '@xinyin/core/trust'
import { InvalidArgumentError, Option } from 'commander'

const DAY = /^\d{4}-\d\d-\d\d$/
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)$/

/** A time with its zone, or a day, which begins in Beijing: what is meant must not hang on the machine's own zone. */
function parseTime(text: string): Date {
  const time = new Date(DAY.test(text) ? `${text}T00:00:00+08:00` : TIME.test(text) ? text : Number.NaN)
  if (!Number.isNaN(time.getTime())) return time
  throw new InvalidArgumentError(
    'Expected 2026-05-01 or 2026-05-01T08:00:00+08:00. 应为日期，或带时区的时刻。',
  )
}

/** A whole number from 1 on. */
export function parseCount(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('Expected a whole number. 应为正整数。')
}

/** An option that may be given several times. */
export const collect = (value: string, before: readonly string[] | undefined) => [...(before ?? []), value]

const several = (flags: string, description: string) => new Option(flags, description).argParser(collect)

export const trustOption = () =>
  new Option(
    '--trust <dir>',
    'folder of trusted certificates, one sub-folder per role 信任证书目录，按角色分子目录',
  )

export const roleOption = (otherwise?: string) => {
  const option = new Option('--role <role>', 'for what it must be trusted 须在何种角色下可信').choices(ROLES)
  return otherwise === undefined ? option : option.default(otherwise)
}

export const atOption = () =>
  new Option(
    '--at <time>',
    'judge as of this time, or the start of this day in Beijing 按此时刻（或北京时间当日零时）判定',
  ).argParser(parseTime)

export const poolOption = () =>
  several('--pool <file>', 'certificates that may stand in between; repeatable 可用的中间证书，可重复')

export const crlOption = () =>
  several('--crl <file>', 'revocation lists, OCSP answers, bundles; repeatable 吊销列表、OCSP 响应，可重复')

export const onlineOption = () =>
  new Option(
    '--online',
    'ask where certificates say that lists and responders are 按证书中的地址联网查询吊销状态',
  )

export const allowOption = () =>
  several(
    '--allow <network>',
    'with --online: 127.0.0.1:8866, 10.0.0.0/8; repeatable 允许访问的内部网络或端口，可重复',
  )

export const statusListOption = () =>
  several(
    '--status-list <file>',
    'signed status list of licences; repeatable; --online asks where they say 证照状态列表，可重复；也可用 --online 联网查询',
  )

export const jsonOption = () => new Option('--json', 'JSON, one report per line 以 JSON 输出，每行一个报告')

export const verboseOption = () => new Option('-v, --verbose', 'show every check 显示全部检查项')

export const outOption = () =>
  new Option('--out <file>', 'where to write; the terminal unless given 输出文件')

export const passwordOption = () =>
  new Option(
    '--password-file <file>',
    'its first line is the password; else XINYIN_PASSWORD 首行为口令；也可用环境变量 XINYIN_PASSWORD',
  )

export const keyOption = () => new Option('--key <file>', 'private key 私钥')

export const certificateOption = () =>
  new Option('--cert <file>', 'certificate of the key, with those above it 私钥对应的证书及其上级证书')

export const keyStoreOption = () =>
  new Option('--p12 <file>', 'PKCS#12 file in place of --key and --cert 代替 --key 与 --cert 的 PKCS#12 文件')
