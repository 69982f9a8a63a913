import type { Catalogue } from '@xinyin/core'
import { sealErrorsOf } from '../../../errors.ts'

/** The codes of reading packages, with their sentences. */
export const ZIP_CODES = {
  ERR_ZIP_STRUCTURE: {
    en: 'The ZIP archive is broken: {record} at offset {offset}.',
    'zh-CN': 'ZIP 包结构有误：偏移 {offset} 处的 {record}。',
  },
  ERR_ZIP_COMMENT: {
    en: 'The archive comment of {found} bytes could hide data.',
    'zh-CN': 'ZIP 包注释（{found} 字节）可能夹带数据。',
  },
  ERR_ZIP_NAME: {
    en: 'The entry name "{entry}" is refused: {reason}.',
    'zh-CN': '包内文件名“{entry}”不被接受：{reason}。',
  },
  ERR_ZIP_DUPLICATE: {
    en: 'The entries "{entry}" and "{twin}" are the same to some readers.',
    'zh-CN': '包内文件“{entry}”与“{twin}”对部分阅读器而言是同一文件。',
  },
  ERR_ZIP_MISMATCH: {
    en: 'The two headers of "{entry}" differ in: {field}.',
    'zh-CN': '“{entry}”的本地文件头与中央目录不一致：{field}。',
  },
  ERR_ZIP_UNSUPPORTED: {
    en: 'The archive uses what an OFD package must not: {feature} {entry}.',
    'zh-CN': 'ZIP 包使用了 OFD 不允许的特性：{feature} {entry}。',
  },
  ERR_ZIP_LIMIT: {
    en: 'The archive exceeds a limit: {what} {found}, at most {limit}.',
    'zh-CN': 'ZIP 包超出限制：{what} 为 {found}，上限 {limit}。',
  },
  ERR_ZIP_CONTENT: {
    en: 'The content of "{entry}" is damaged: {reason}.',
    'zh-CN': '包内文件“{entry}”内容损坏：{reason}。',
  },
  ERR_ZIP_PREFIX: {
    en: 'Bytes stand before the archive; other readers may see other content.',
    'zh-CN': '文件在 ZIP 包之前带有多余字节，其他阅读器可能读出不同内容。',
  },
} as const satisfies Catalogue

export const zipError = /* @__PURE__ */ sealErrorsOf(ZIP_CODES)
