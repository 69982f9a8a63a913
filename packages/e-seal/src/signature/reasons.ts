import type { Catalogue } from '@xinyin/core'

/** The codes that only checks of signatures with a seal have, with their sentences. Nothing throws them, so that a verifier need not hold them. */
export const SES_SIGNATURE_REASONS = {
  ERR_SIGNATURE_VERSION: {
    en: 'The signature is of version {version} ({form}), the seal of version {seal} ({sealForm}).',
    'zh-CN': '签章版本为 {version}（{form}），印章版本为 {seal}（{sealForm}）。',
  },
  ERR_SIGNATURE_VALUE: {
    en: 'The signature does not verify with the key of {signer}.',
    'zh-CN': '用 {signer} 的公钥验证签名不通过。',
  },
  ERR_SIGNATURE_DATA_HASH: {
    en: 'The signature is over other data.',
    'zh-CN': '签名所对应的数据与现有数据不一致。',
  },
  ERR_SIGNATURE_SIGNER_NOT_LISTED: {
    en: 'The seal does not name the signer among those who may use it.',
    'zh-CN': '签章人不在印章的签章人证书列表中。',
  },
  ERR_SIGNATURE_OWN_SEAL: {
    en: '{signer} made the seal that it signed with.',
    'zh-CN': '{signer} 使用了自己制作的印章。',
  },
  ERR_SIGNATURE_TIME_FUTURE: {
    en: 'The signature claims the time {time}, after {now}.',
    'zh-CN': '签章时间 {time} 晚于当前时间 {now}。',
  },
  ERR_SIGNATURE_TIME_AHEAD: {
    en: 'The signature claims the time {time}, after {now}; it may be Beijing time written as UTC.',
    'zh-CN': '签章时间 {time} 晚于当前时间 {now}，可能是把北京时间写成了 UTC。',
  },
  ERR_SIGNATURE_NO_PROOF_OF_TIME: {
    en: 'Valid at the claimed time {time}, but not at the time asked for ({reason}); no time stamp proves the claimed time.',
    'zh-CN': '在声称的时间 {time} 有效，但在判定时刻无效（{reason}），且没有时间戳证明所声称的时间。',
  },
  ERR_SIGNATURE_UNSIGNED: {
    en: 'The signed value holds {unsigned} bytes that nobody known has signed, more than {limit}: {elements}.',
    'zh-CN': '签名值中有 {unsigned} 字节未受任何可信签名保护，超过 {limit} 字节：{elements}。',
  },
  ERR_SIGNATURE_CRITICAL_EXTENSION: {
    en: 'The signature holds the extension {oid}, which its signer calls critical and which is not known here.',
    'zh-CN': '签章含有无法识别的关键扩展项 {oid}。',
  },
} as const satisfies Catalogue
