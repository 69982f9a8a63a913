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
  ERR_FILE_UNREADABLE: { en: 'Cannot be read: {reason}.', 'zh-CN': '无法读取：{reason}。' },
  ERR_TRUST_FOLDER: { en: 'The trust folder cannot be used: {reason}', 'zh-CN': '信任目录不可用：{reason}' },
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
