import { type Catalogue, type Facts, TrustError } from '@xinyin/core'

/** The codes of `@xinyin/cli`, with their sentences. */
export const CLI_CODES = {
  ERR_FILE_EMPTY: { en: 'The file is empty.', 'zh-CN': '文件为空。' },
  ERR_FILE_SIZE: {
    en: 'The file has {found} bytes; at most {limit} are read.',
    'zh-CN': '文件有 {found} 字节，最多读取 {limit} 字节。',
  },
  ERR_FILE_KIND: {
    en: 'Neither an OFD document, a seal, an SD-JWT nor a certificate.',
    'zh-CN': '既不是 OFD 文件、印章、SD-JWT，也不是证书。',
  },
  ERR_FILE_PDF: { en: 'PDF documents are not supported yet.', 'zh-CN': '暂不支持 PDF 文件。' },
  ERR_FILE_MISSING: { en: '{file}: no such file.', 'zh-CN': '{file}：文件不存在。' },
  ERR_FILE_FOLDER: {
    en: '{file} is a folder; name the files in it.',
    'zh-CN': '{file} 是目录，请指定其中的文件。',
  },
  ERR_FILE_UNREADABLE: { en: '{file} cannot be read ({reason}).', 'zh-CN': '无法读取 {file}（{reason}）。' },
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
