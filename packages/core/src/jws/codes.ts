import { type Catalogue, errorsOf } from '../errors.ts'

/** The codes of signed JSON in compact form, with their sentences. */
export const JWS_CODES = {
  ERR_JWS_SIZE: { en: 'The JWS has more than {limit} {unit}.', 'zh-CN': 'JWS 超过 {limit}（{unit}）。' },
  ERR_JWS_FORM: { en: 'Not a JWS in compact form.', 'zh-CN': '不是紧凑格式的 JWS。' },
  ERR_JWS_ALGORITHM: {
    en: 'The signature algorithm is not one that is accepted.',
    'zh-CN': '签名算法不在可接受之列。',
  },
  ERR_JWS_CRITICAL: {
    en: 'The header demands an extension that is not supported ({member}).',
    'zh-CN': '头部要求支持扩展 {member}，此处不支持。',
  },
  ERR_JWS_CERTIFICATE: {
    en: 'The header has no certificates that can be read ({member}, {reason}).',
    'zh-CN': '头部没有可读取的证书（{member}，{reason}）。',
  },
} as const satisfies Catalogue

export const jwsError = /* @__PURE__ */ errorsOf(JWS_CODES)
