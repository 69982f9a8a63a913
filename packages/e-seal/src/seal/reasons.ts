import type { Catalogue } from '@xinyin/core'

/** The codes that only checks of seals have, with their sentences. Nothing throws them, so that a verifier need not hold them. */
export const SES_SEAL_REASONS = {
  ERR_SEAL_CRITICAL_EXTENSION: {
    en: 'The seal holds the extension {oid}, which its maker calls critical and which is not known here.',
    'zh-CN': '印章含有无法识别的关键扩展项 {oid}。',
  },
  ERR_SEAL_ALGORITHM: {
    en: 'The algorithm {algorithm} with a key of {key} is not accepted; seals use SM2 with SM3.',
    'zh-CN': '不接受算法 {algorithm}（密钥类型 {key}），电子印章应使用 SM2 与 SM3。',
  },
  ERR_SEAL_MAKER_SIGNATURE: {
    en: 'The seal was changed, or was not made by {maker}.',
    'zh-CN': '印章被改动，或并非由 {maker} 制作。',
  },
  ERR_SEAL_SIGNERS: {
    en: 'The list of those who may use the seal is empty or broken ({count} entries).',
    'zh-CN': '印章的签章人证书列表为空或有误（{count} 项）。',
  },
  ERR_SEAL_PICTURE: {
    en: 'The seal picture cannot be shown: declared {declared}, found {found}, {width} × {height} mm.',
    'zh-CN': '印章图案无法显示：声明为 {declared}，实际为 {found}，{width} × {height} 毫米。',
  },
} as const satisfies Catalogue
