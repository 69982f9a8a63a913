import { type Command, InvalidArgumentError, Option } from 'commander'
import { addBundle } from '../bundle/command.ts'
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
  poolOption,
  statusListOption,
  trustOption,
  verboseOption,
} from '../options.ts'
import type { AddCommand } from '../session.ts'
import type { AgreeOptions } from './agree.ts'
import type { IssueLicenceOptions } from './issue.ts'
import type { VerifyLicenceOptions } from './verify.ts'

/** Digits of GB/T 2260 from the left: of a province, a city, a county. */
function parseRegionPrefix(text: string): string {
  if (/^\d{2}(?:\d{2}){0,2}$/.test(text)) return text
  throw new InvalidArgumentError('Expected 33, 3301 or 330102. 应为 2、4 或 6 位行政区划代码。')
}

function parsePlace(text: string): number {
  if (/^(?:0|[1-9]\d{0,9})$/.test(text)) return Number(text)
  throw new InvalidArgumentError('Expected a whole number from 0 on. 应为从 0 起的整数。')
}

const EXIT_CODES =
  '\nExit codes 退出码: 0 passed 通过, 1 failed 未通过, 2 indeterminate 无法判定, 3 wrong use 用法错误'

/** Forms in which a licence comes. */
const FORMS =
  'OFD, SD-JWT, QR code (PNG or JPEG, or its text); - is standard input OFD、SD-JWT、二维码图片或文本'

/** What is asked of licences whoever presents them. */
const addPolicy = (command: Command): Command =>
  command
    .addOption(trustOption().makeOptionMandatory())
    .addOption(atOption())
    .addOption(poolOption())
    .addOption(crlOption())
    .addOption(statusListOption())
    .addOption(onlineOption())
    .addOption(allowOption())
    .addOption(
      new Option(
        '--max-age <seconds>',
        'of a status list; a day unless given 状态列表的最长时效（秒）',
      ).argParser(parseCount),
    )
    .option('--require-status', 'a licence that names no status list does not pass 须载明状态列表')
    .addOption(
      new Option(
        '--bundle <file>',
        'offline bundle, in place of lists and network 离线包，代替状态列表与联网查询',
      ).conflicts(['statusList', 'online']),
    )
    .option(
      '--memory <file>',
      'what is kept of the last bundle, so that no older one passes 上次离线包的记录，防止回退',
    )
    .option('--identifiers <file>', 'newest versions of licences, one a line 最新版本的证照标识，每行一个')

const addIssue: AddCommand = (licence, act) => {
  licence
    .command('issue')
    .description(
      'issue a licence as sealed OFD, SD-JWT and QR code, from one file of its data\n由一份数据签发证照：签章 OFD、SD-JWT、二维码',
    )
    .argument('<data>', 'JSON, by the names of the library or of GB/T 36903 JSON 文件')
    .requiredOption('--seal <file>', 'the seal of the authority 颁发机构的印章')
    .option('--seal-key <file>', 'key of the seal’s signer; --key unless given 签章人私钥，缺省同 --key')
    .option('--seal-cert <file>', 'his certificate, where the seal has none 签章人证书（印章未含时）')
    .option('--seal-p12 <file>', 'PKCS#12 file in place of both 代替以上两项的 PKCS#12 文件')
    .option('--seal-password-file <file>', 'its password 其口令文件')
    .addOption(keyOption())
    .addOption(certificateOption())
    .addOption(keyStoreOption())
    .addOption(passwordOption())
    .option('--catalogue <file>', 'catalogue that the data is held to 数据须符合的证照目录')
    .option(
      '--face <name or file>',
      'plain, business-licence, construction-permit, id-card, real-estate, safety-assessment, or a template 版面名称或模板文件',
      'plain',
    )
    .option('--photo <file>', 'JPEG or PNG, for faces that have a place for one 照片')
    .option('--watermark <text>', 'words across every page 水印文字')
    .option('--holder-key <file>', 'public key or certificate of the holder 持证人公钥或证书')
    .addOption(
      new Option('--decoys <number>', 'digests of nothing in each part of the SD-JWT 诱饵摘要数').argParser(
        parseCount,
      ),
    )
    .option('--type-metadata <file>', 'metadata of the type, bound by its digest 类型元数据')
    .option('--status-uri <uri>', 'status list in which its state is told 状态列表地址')
    .addOption(new Option('--status-index <number>', 'its place there 状态列表序号').argParser(parsePlace))
    .option('--qr-item <name>', 'extension item in the QR code; repeatable 二维码中的扩展项，可重复', collect)
    .addOption(
      new Option('--qr-holder-code <how>', 'persons’ numbers in the QR code 二维码中的个人证件号码')
        .choices(['digest', 'none', 'whole'])
        .default('digest'),
    )
    .option('--no-qr', 'no QR code 不生成二维码')
    .requiredOption('--out <folder>', 'where to write 输出目录')
    .option('--name <name>', 'how its files begin 文件名前缀', 'licence')
    .option('--force', 'replace what is there 覆盖已有文件')
    .addOption(jsonOption())
    .addHelpText('after', '\nExit codes 退出码: 0 issued 已签发, 1 refused 未签发, 3 wrong use 用法错误')
    .action((file: string, options: IssueLicenceOptions) =>
      act(async (session) => (await import('./issue.ts')).issueLicenceFiles(file, options, session)),
    )
}

const addVerifyLicence: AddCommand = (licence, act) => {
  addPolicy(
    licence
      .command('verify')
      .description('answer what a window asks of a licence 按窗口核验的要求验证证照')
      .argument('<file...>', FORMS),
  )
    .option('--type <code>', 'type that is wanted 所需证照类型代码')
    .addOption(
      new Option('--region <code>', 'region that is wanted: 33, 3301 所需行政区划').argParser(
        parseRegionPrefix,
      ),
    )
    .option(
      '--holder <file>',
      'name and number of the person, one a line; - asks 出示人姓名与号码，各一行；- 为现场输入',
    )
    .option('--audience <uri>', 'to whom the presenter must have proved himself 出示对象')
    .option('--nonce <text>', 'what was given to him for it 出示所用的随机数')
    .addOption(jsonOption())
    .addOption(verboseOption())
    .addHelpText('after', EXIT_CODES)
    .action((files: string[], options: VerifyLicenceOptions) =>
      act(async (session) => (await import('./verify.ts')).verifyLicences(files, options, session)),
    )
}

const addAgree: AddCommand = (licence, act) => {
  addPolicy(
    licence
      .command('agree')
      .description(
        'whether two or more proofs of one licence hold and say the same\n同一证照的多份证明是否均有效且内容一致',
      )
      .argument('<file...>', FORMS),
  )
    .addOption(jsonOption())
    .addOption(verboseOption())
    .addHelpText('after', EXIT_CODES)
    .action((files: string[], options: AgreeOptions) =>
      act(async (session) => (await import('./agree.ts')).agree(files, options, session)),
    )
}

/** `xinyin licence`: e-licences 电子证照 in their three forms. */
export const addLicence: AddCommand = (program, act) => {
  const licence = program
    .command('licence')
    .description('issue, verify and compare e-licences 电子证照：签发、核验、比对')
  for (const add of [addIssue, addVerifyLicence, addAgree, addBundle]) add(licence, act)
}
