import type { Catalogue } from '@xinyin/core'

/** The codes of requests for seals, with their sentences. */
export const SEAL_REQUEST_CODES = {
  ERR_SEAL_REQUEST_TIME: {
    en: 'The request was made at {createdAt}; it counts for {limit} days, and it is {at}.',
    'zh-CN': '申请提出于 {createdAt}，有效期 {limit} 天，当前时间为 {at}。',
  },
  ERR_SEAL_REQUEST_REPLAYED: {
    en: 'The request {request} was dealt with before.',
    'zh-CN': '申请 {request} 此前已处理。',
  },
  ERR_SEAL_REQUEST_POSSESSION: {
    en: 'The request is not signed by one of those who are to sign with the seal: {signer}.',
    'zh-CN': '申请的签名人 {signer} 不在拟签章人之列。',
  },
  ERR_SEAL_REQUEST_KEY: {
    en: 'The key of {subject} is of {found}; seals are used with SM2.',
    'zh-CN': '{subject} 的密钥为 {found}，电子印章应使用 SM2。',
  },
  ERR_SEAL_REQUEST_NAME: {
    en: 'The name of the seal is not as the maker writes names: {reason}.',
    'zh-CN': '印章名称不符合制章要求：{reason}。',
  },
  ERR_SEAL_REQUEST_OWNER: {
    en: 'The name of the seal does not begin with {organization}, to whom the certificate {subject} was given.',
    'zh-CN': '印章名称未以证书 {subject} 所属机构 {organization} 的名称开头。',
  },
  ERR_SEAL_REQUEST_SIZE: {
    en: 'The picture is {width} × {height} mm; the maker makes seals of {least} to {most} mm.',
    'zh-CN': '图案为 {width} × {height} 毫米，制章机构只制作 {least} 至 {most} 毫米的印章。',
  },
  ERR_SEAL_REQUEST_PICTURE: {
    en: 'The picture is declared as {declared} and is {found}.',
    'zh-CN': '图案声明为 {declared}，实际为 {found}。',
  },
  ERR_SEAL_REQUEST_VALIDITY: {
    en: 'The seal is to be valid from {from} to {to}, which is not a time to come of up to {limit} days.',
    'zh-CN': '所申请的有效期 {from} 至 {to} 不是未过期且不超过 {limit} 天的时段。',
  },
  ERR_SEAL_REQUEST_CERTIFICATE_ENDS: {
    en: 'The certificate of {subject} is valid from {notBefore} to {notAfter}; the seal is to be from {from} to {to}.',
    'zh-CN': '{subject} 的证书有效期为 {notBefore} 至 {notAfter}，而所申请的印章有效期为 {from} 至 {to}。',
  },
  ERR_SEAL_REQUEST_DUPLICATE: {
    en: 'There is a seal of that name in use: {seal}.',
    'zh-CN': '已有同名印章在用：{seal}。',
  },
  ERR_SEAL_REQUEST_RENEWS: {
    en: 'The request is to renew the seal {seal}, of which nothing is known here, or which was withdrawn.',
    'zh-CN': '申请续期的印章 {seal} 在此没有记录，或已注销。',
  },
} as const satisfies Catalogue

/** The checks of requests for seals, with their titles. */
export const SEAL_REQUEST_CHECKS = {
  'seal-request.format': { en: 'Form of the request', 'zh-CN': '制章申请格式' },
  'seal-request.signature': { en: 'Signature of the request', 'zh-CN': '制章申请签名' },
  'seal-request.possession': { en: 'Who signed the request', 'zh-CN': '制章申请签名人' },
  'seal-request.signers': { en: 'Certificates of those who are to sign', 'zh-CN': '拟签章人证书' },
  'seal-request.time': { en: 'When the request was made', 'zh-CN': '制章申请时间' },
  'seal-request.replay': { en: 'Whether the request was dealt with before', 'zh-CN': '制章申请是否已处理' },
  'seal-request.name': { en: 'Name of the seal asked for', 'zh-CN': '申请的印章名称' },
  'seal-request.picture': { en: 'Picture of the seal asked for', 'zh-CN': '申请的印章图案' },
  'seal-request.validity': { en: 'Validity asked for', 'zh-CN': '申请的有效期' },
  'seal-request.duplicate': { en: 'Other seals of that name', 'zh-CN': '同名印章' },
  'seal-request.renews': { en: 'Seal that is to be renewed', 'zh-CN': '拟续期的印章' },
} as const satisfies Catalogue

/** What may be absent, by its name in `because`. */
export const SEAL_REQUEST_ABSENCES: Catalogue = {
  'seal-register': {
    en: 'no register of seals was given',
    'zh-CN': '未提供印章登记信息',
  },
  'seal-to-renew': { en: 'the request is for a new seal', 'zh-CN': '申请的是新印章' },
}
