import { type Catalogue, errorsOf } from '../../errors.ts'

/** The codes of OCSP messages, with their sentences. */
export const OCSP_CODES = {
  ERR_OCSP_STATUS: {
    en: 'The OCSP responder gives no answer: {status}.',
    'zh-CN': 'OCSP 服务未给出答复：{status}。',
  },
  ERR_OCSP_FORMAT: {
    en: 'The OCSP message is malformed ({reason}).',
    'zh-CN': 'OCSP 报文格式不正确（{reason}）。',
  },
  ERR_OCSP_SIZE: {
    en: 'The OCSP message holds more than {limit} {unit}.',
    'zh-CN': 'OCSP 报文超过上限 {limit}（{unit}）。',
  },
  ERR_OCSP_NOT_ASKED: {
    en: 'The OCSP answer says nothing about the certificate that was asked about.',
    'zh-CN': 'OCSP 答复未涉及所询问的证书。',
  },
  ERR_OCSP_NONCE: {
    en: 'The OCSP answer does not hold the nonce of the request.',
    'zh-CN': 'OCSP 答复不含请求中的随机数。',
  },
} as const satisfies Catalogue

export const ocspError = /* @__PURE__ */ errorsOf(OCSP_CODES)
