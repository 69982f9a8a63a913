import { type Catalogue, errorsOf } from '../errors.ts'

/** The codes of time stamps, with their sentences. */
export const TSP_CODES = {
  ERR_TSP_CONTENT_TYPE: {
    en: 'The message is no time stamp: its content is of type {found}.',
    'zh-CN': '消息不是时间戳：其内容类型为 {found}。',
  },
  ERR_TSP_CONTENT_MISSING: {
    en: 'The time stamp holds no content.',
    'zh-CN': '时间戳中没有内容。',
  },
  ERR_TSP_VERSION: {
    en: 'The version {found} of a time-stamping structure is not known.',
    'zh-CN': '时间戳结构的版本 {found} 未知。',
  },
  ERR_TSP_EXTENSION: {
    en: 'The time stamp or the request for one has the extension {extension}, which cannot be processed and must not be passed over.',
    'zh-CN': '时间戳或时间戳请求含有无法处理且不得忽略的扩展项 {extension}。',
  },
  ERR_TSP_VALUE: {
    en: 'The field {field} of a time-stamping structure is not valid.',
    'zh-CN': '时间戳结构的字段 {field} 不合法。',
  },
  ERR_TSP_REFUSED: {
    en: 'The time-stamping service refused the request: status {status}, {failure}.',
    'zh-CN': '时间戳服务拒绝了请求：状态 {status}，{failure}。',
  },
  ERR_TSP_TOKEN_MISSING: {
    en: 'The time-stamping service answered without a time stamp.',
    'zh-CN': '时间戳服务的应答中没有时间戳。',
  },
  ERR_TSP_SIGNERS: {
    en: 'A time stamp has exactly one signer, found {found}.',
    'zh-CN': '时间戳应恰有一个签名者，实际有 {found} 个。',
  },
  ERR_TSP_IMPRINT_ALGORITHM: {
    en: 'The digest algorithm {algorithm} of the time stamp is not accepted.',
    'zh-CN': '不接受时间戳的摘要算法 {algorithm}。',
  },
  ERR_TSP_IMPRINT: {
    en: 'The time stamp is for other content: its digest ({digest}) differs.',
    'zh-CN': '时间戳所盖的是其他内容：摘要（{digest}）不同。',
  },
  ERR_TSP_NONCE: {
    en: 'The time stamp does not carry the nonce of the request.',
    'zh-CN': '时间戳中的随机数与请求不一致。',
  },
  ERR_TSP_POLICY: {
    en: 'The time stamp was made under the policy {found}, which is not the one asked for.',
    'zh-CN': '时间戳依据策略 {found} 签发，与要求的不符。',
  },
  ERR_TSP_CERTIFICATES: {
    en: 'Certificates came with the time stamp though the request asked for none.',
    'zh-CN': '请求未要求附带证书，时间戳却附带了证书。',
  },
  ERR_TSP_FUTURE: {
    en: 'The time stamp is of {time}, later than {at}.',
    'zh-CN': '时间戳的时间 {time} 晚于 {at}。',
  },
  ERR_TSP_PERIOD: {
    en: 'The time stamp is of {time}, outside the validity of the certificate of {subject}.',
    'zh-CN': '时间戳的时间 {time} 不在 {subject} 的证书有效期内。',
  },
  ERR_TSP_ACCURACY: {
    en: 'The accuracy of the time stamp ({found} ms, -1 for not stated) is not within {limit} ms.',
    'zh-CN': '时间戳的精度（{found} 毫秒，-1 表示未声明）不在 {limit} 毫秒以内。',
  },
  ERR_TSP_AUTHORITY: {
    en: 'The time stamp names another authority than {subject}, whose certificate it is signed with.',
    'zh-CN': '时间戳所称的机构与签发证书的主体 {subject} 不一致。',
  },
  ERR_TSP_HTTP: {
    en: 'The time-stamping service answered with status {status} and type {type}.',
    'zh-CN': '时间戳服务的 HTTP 应答状态为 {status}，类型为 {type}。',
  },
  ERR_TSP_SIZE: {
    en: 'The answer of the time-stamping service is larger than {limit} bytes.',
    'zh-CN': '时间戳服务的应答超过 {limit} 字节。',
  },
} as const satisfies Catalogue

/** The checks of time stamps, with their titles. */
export const TSP_CHECKS = {
  'tsp.structure': { en: 'Structure of the time stamp', 'zh-CN': '时间戳结构' },
  'tsp.signers': { en: 'The one signer of the time stamp', 'zh-CN': '时间戳的唯一签名者' },
  'tsp.imprint': { en: 'Content that was stamped', 'zh-CN': '所盖时间戳的内容' },
  'tsp.nonce': { en: 'Nonce of the request', 'zh-CN': '请求随机数' },
  'tsp.policy': { en: 'Policy of the time stamp', 'zh-CN': '时间戳策略' },
  'tsp.time': { en: 'Time of the time stamp', 'zh-CN': '时间戳时间' },
  'tsp.accuracy': { en: 'Accuracy of the time stamp', 'zh-CN': '时间戳精度' },
  'tsp.authority': { en: 'Authority that the time stamp names', 'zh-CN': '时间戳机构名称' },
} as const satisfies Catalogue

export const tspError = /* @__PURE__ */ errorsOf(TSP_CODES)
