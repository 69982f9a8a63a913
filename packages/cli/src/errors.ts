import { type Catalogue, type Facts, TrustError } from '@xinyin/core'

/** The codes of `@xinyin/cli`, with their sentences. */
export const CLI_CODES = {
  ERR_FILE_EMPTY: { en: 'The file is empty.', 'zh-CN': '文件为空。' },
  ERR_FILE_SIZE: {
    en: 'The file has {found} bytes; at most {limit} are read.',
    'zh-CN': '文件有 {found} 字节，最多读取 {limit} 字节。',
  },
  ERR_FILE_KIND: {
    en: 'Neither an OFD document, a seal, a licence as SD-JWT or QR code, nor a certificate. Messages, time stamps and trust lists: "xinyin cms", "xinyin tsa", "xinyin trust".',
    'zh-CN':
      '既不是 OFD 文件、印章、SD-JWT 或二维码形式的证照，也不是证书。签名消息、时间戳与信任列表请用“xinyin cms”“xinyin tsa”“xinyin trust”。',
  },
  ERR_QR_OTHER: {
    en: 'The picture holds a QR code, but not that of a licence.',
    'zh-CN': '图片中的二维码不是证照二维码。',
  },
  ERR_FILE_PDF: { en: 'PDF documents are not supported yet.', 'zh-CN': '暂不支持 PDF 文件。' },
  ERR_FILE_MISSING: { en: '{file}: no such file.', 'zh-CN': '{file}：文件不存在。' },
  ERR_FILE_FOLDER: {
    en: '{file} is a folder; name the files in it.',
    'zh-CN': '{file} 是目录，请指定其中的文件。',
  },
  ERR_FILE_UNREADABLE: { en: '{file} cannot be read ({reason}).', 'zh-CN': '无法读取 {file}（{reason}）。' },
  ERR_FILE_UNWRITABLE: {
    en: '{file} cannot be written ({reason}).',
    'zh-CN': '无法写入 {file}（{reason}）。',
  },
  ERR_FILE_CONTENT: {
    en: '{file} does not hold what it has to ({reason}).',
    'zh-CN': '{file} 的内容不符合要求（{reason}）。',
  },
  ERR_OUTPUT_BINARY: {
    en: 'The result is not text: name a file for it with --out.',
    'zh-CN': '结果不是文本，请用 --out 指定输出文件。',
  },
  ERR_OUTPUT_EXISTS: {
    en: '{file} is there already: --force replaces it.',
    'zh-CN': '{file} 已存在；如需覆盖请加 --force。',
  },
  ERR_BATCH_AND_ARGUMENTS: {
    en: 'Name identifiers, or a file of them with --batch, but not both.',
    'zh-CN': '请直接给出证照标识，或用 --batch 指定文件，不能同时使用。',
  },
  ERR_TABLE_ENCODING: {
    en: 'The text is not all {encoding}: name its encoding with --encoding, or save it as UTF-8.',
    'zh-CN': '文本并非全部为 {encoding} 编码：请用 --encoding 指定编码，或另存为 UTF-8。',
  },
  ERR_TABLE_BINARY: {
    en: 'This is no text: save a workbook as CSV.',
    'zh-CN': '不是文本文件：电子表格请另存为 CSV。',
  },
  ERR_TABLE_LINE: {
    en: 'A line has more than {limit} characters: this is no table.',
    'zh-CN': '有一行超过 {limit} 个字符，不是表格文本。',
  },
  ERR_TABLE_CSV: {
    en: 'Row {row} is not CSV ({reason}): a quotation mark is missing or one too many, or a cell is far too long.',
    'zh-CN': '第 {row} 行不是合法的 CSV（{reason}）：引号缺失或多余，或单元格过长。',
  },
  ERR_TABLE_COLUMN: {
    en: 'There is no column {column}; the first row has: {found}.',
    'zh-CN': '没有“{column}”这一列，首行有：{found}。',
  },
  ERR_TABLE_ELEMENTS: {
    en: 'No column of {file} has the name of an element: ZZBS, 证照标识, certificate_identifier.',
    'zh-CN': '{file} 中没有以元数据命名的列，例如 ZZBS、证照标识、certificate_identifier。',
  },
  ERR_TABLE_COLUMN_NEEDED: {
    en: 'Which column holds the identifiers? Name one with --column: {found}.',
    'zh-CN': '证照标识在哪一列？请用 --column 指定：{found}。',
  },
  ERR_OFD_ENTRY: {
    en: '{file} holds no entry {entry}: "xinyin ofd ls" lists them.',
    'zh-CN': '{file} 中没有 {entry}，可用“xinyin ofd ls”列出。',
  },
  ERR_SEAL_FONT: {
    en: 'No font with Chinese characters was found to draw the seal with: name one with --font, install fonts-noto-cjk, or give a picture with --picture.',
    'zh-CN':
      '找不到可用于绘制印章的中文字体：请用 --font 指定，或安装 fonts-noto-cjk，或用 --picture 提供图案。',
  },
  ERR_SEAL_UNREGISTERED: {
    en: '{file} holds a seal that this hierarchy did not make.',
    'zh-CN': '{file} 中的印章不是由该体系制作的。',
  },
  ERR_SEAL_PICTURE_SIZE: {
    en: '{file} does not say how large it is: --width and --height, in mm.',
    'zh-CN': '{file} 未注明尺寸，请用 --width 与 --height 指定毫米数。',
  },
  ERR_SIGN_NONE: { en: '{folder} holds no OFD document.', 'zh-CN': '{folder} 中没有 OFD 文件。' },
  ERR_SIGN_INVISIBLE: {
    en: 'A signature without a seal shows nowhere: no --seal, --at, --near, --riding-seam or --facing with --type sign.',
    'zh-CN': '不带印章的签名不显示：--type sign 不能与 --seal、--at、--near、--riding-seam、--facing 同用。',
  },
  ERR_EXPECT_KIND: {
    en: 'This file is not of the kind of which that is expected: signatures and evidence are of OFD documents, status and deviations of seals.',
    'zh-CN': '该文件不是所要求的类型：签名与证据针对 OFD 文件，印章状态与偏差针对印章。',
  },
  ERR_HOLDER_FILE: {
    en: '{file} does not hold a name and a number, one a line.',
    'zh-CN': '{file} 应为两行：姓名与证件号码。',
  },
  ERR_HOLDER_INPUT: {
    en: 'Standard input cannot be both the licence and its holder: name a file for one of them.',
    'zh-CN': '标准输入不能同时作为证照和持证人信息，请为其中之一指定文件。',
  },
  ERR_BUNDLE_REFUSED: {
    en: 'The bundle {file} cannot be used: {check} ({reason}). "xinyin bundle show" says more.',
    'zh-CN': '离线包 {file} 不可用：{check}（{reason}）。详见“xinyin bundle show”。',
  },
  ERR_DEMAND_TYPE: {
    en: 'The licence is of the type {found}; {expected} was asked for.',
    'zh-CN': '证照类型为 {found}，所需类型为 {expected}。',
  },
  ERR_DEMAND_REGION: {
    en: 'The licence was issued in the region {found}; {expected} was asked for.',
    'zh-CN': '证照由区划 {found} 的机构颁发，所需区划为 {expected}。',
  },
  ERR_PASSWORD_FILE: {
    en: '{file} does not begin with a line of text that could be a password.',
    'zh-CN': '{file} 的首行不是可用的口令。',
  },
  ERR_PASSWORD_MISSING: {
    en: '{file} takes a password: --password-file, or XINYIN_PASSWORD in the environment.',
    'zh-CN': '{file} 需要口令：请使用 --password-file 或环境变量 XINYIN_PASSWORD。',
  },
  ERR_PASSWORD_WRONG: {
    en: 'The password does not open {file}, or the file is damaged.',
    'zh-CN': '口令无法打开 {file}，或该文件已损坏。',
  },
  ERR_KEY_NOT_GIVEN: {
    en: 'A key is needed: --key with --cert, or --p12.',
    'zh-CN': '需要私钥：请使用 --key 与 --cert，或 --p12。',
  },
  ERR_KEY_OTHER: {
    en: 'No certificate in {certificate} belongs to the key in {key}.',
    'zh-CN': '{certificate} 中没有与 {key} 中私钥相符的证书。',
  },
  ERR_ALLOW: {
    en: '{found} is not a network with a port: 127.0.0.1:8866, 10.0.0.0/8.',
    'zh-CN': '{found} 不是网络或端口，例如 127.0.0.1:8866、10.0.0.0/8。',
  },
  ERR_OPTION_MISSING: { en: 'This takes {option}.', 'zh-CN': '此用法需要 {option}。' },
  ERR_ARGUMENT: { en: 'This cannot be done: {reason}.', 'zh-CN': '无法执行：{reason}。' },
  ERR_INSPECT_KIND: {
    en: 'Neither a certificate, a request for one, a revocation list, an OCSP answer, a key nor a PKCS#12 file.',
    'zh-CN': '既不是证书、证书请求、吊销列表、OCSP 响应，也不是密钥或 PKCS#12 文件。',
  },
  ERR_URL: { en: '{found} is not the address of a service.', 'zh-CN': '{found} 不是有效的服务地址。' },
  ERR_CA_EXISTS: {
    en: '{folder} holds something already: name a new folder.',
    'zh-CN': '{folder} 中已有内容，请指定新目录。',
  },
  ERR_CA_FOLDER: {
    en: '{folder} holds no hierarchy that "xinyin ca init" made.',
    'zh-CN': '{folder} 中没有由“xinyin ca init”建立的证书体系。',
  },
  ERR_CA_NAME: {
    en: '{found} is taken, or cannot be the name of a file.',
    'zh-CN': '名称 {found} 已被使用，或不能用作文件名。',
  },
  ERR_CA_UNKNOWN: {
    en: '{found} is no certificate of this hierarchy: its name, serial number or file.',
    'zh-CN': '{found} 不是该体系签发的证书（可用名称、序列号或文件）。',
  },
  ERR_CA_REVOKED: {
    en: '{found} was revoked at {revokedAt}.',
    'zh-CN': '{found} 已于 {revokedAt} 吊销。',
  },
  ERR_CA_PORT: {
    en: 'Port {port} of this machine cannot be listened on ({reason}).',
    'zh-CN': '无法监听本机端口 {port}（{reason}）。',
  },
  ERR_IDP_ABSENT: {
    en: 'The development provider is in a package of its own: npm install --save-dev @xinyin/sandbox',
    'zh-CN': '开发用身份认证平台在单独的软件包中，请先执行：npm install --save-dev @xinyin/sandbox',
  },
  ERR_IDP_ATTACK: {
    en: 'There is no attack {found}: "xinyin dev-idp --hostile list" tells which there are.',
    'zh-CN': '没有名为 {found} 的攻击，可用“xinyin dev-idp --hostile list”列出。',
  },
  ERR_IDP_PORT: {
    en: 'Port {port} of this machine cannot be listened on ({reason}).',
    'zh-CN': '无法监听本机端口 {port}（{reason}）。',
  },
  ERR_CERTIFICATE_NO_ROLE: {
    en: 'No trusted authority for any role issued this certificate.',
    'zh-CN': '在任何角色下都没有受信任的机构签发过该证书。',
  },
} as const satisfies Catalogue

export type CliErrorCode = keyof typeof CLI_CODES

/** A command that was called wrongly: the text goes to standard error, and the exit code is 3. */
export class CliError extends TrustError<CliErrorCode> {
  constructor(code: CliErrorCode, facts: Facts = {}, cause?: unknown) {
    super(code, CLI_CODES[code], facts, cause)
  }
}
