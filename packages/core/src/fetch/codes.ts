import { type Catalogue, errorsOf } from '../errors.ts'

/** The codes of guarded requests, with their sentences. */
export const FETCH_CODES = {
  ERR_FETCH_URL: {
    en: 'The address of the request is not a URL, or is too long.',
    'zh-CN': '请求地址不是合法的 URL，或过长。',
  },
  ERR_FETCH_SCHEME: {
    en: 'The scheme {scheme} is not among those allowed for {host}: {allowed}.',
    'zh-CN': '不允许以 {scheme} 协议请求 {host}，只允许：{allowed}。',
  },
  ERR_FETCH_CREDENTIALS: {
    en: 'The URL for {host} carries a user name or password.',
    'zh-CN': '请求 {host} 的 URL 中带有用户名或口令。',
  },
  ERR_FETCH_PORT: {
    en: 'Port {port} of {host} is not among those allowed.',
    'zh-CN': '不允许请求 {host} 的端口 {port}。',
  },
  ERR_FETCH_ADDRESS: {
    en: '{host} stands for {address}, which is not a public address and is not allowed.',
    'zh-CN': '{host} 指向 {address}，不是公网地址，也不在允许的网段内。',
  },
  ERR_FETCH_RESOLVE: {
    en: 'The name {host} has no address.',
    'zh-CN': '域名 {host} 无法解析出地址。',
  },
  ERR_FETCH_REDIRECT: {
    en: '{host} redirects, which is not allowed here: {reason}.',
    'zh-CN': '{host} 要求重定向，此处不允许：{reason}。',
  },
  ERR_FETCH_SIZE: {
    en: 'The answer of {host} is larger than the limit of {limit} bytes.',
    'zh-CN': '{host} 的响应超过 {limit} 字节的上限。',
  },
  ERR_FETCH_TIME: {
    en: '{host} did not answer completely within {milliseconds} ms.',
    'zh-CN': '{host} 未在 {milliseconds} 毫秒内完成响应。',
  },
  ERR_FETCH_HEADERS: {
    en: 'The header of the answer of {host} is malformed or exceeds the limit of {limit} bytes.',
    'zh-CN': '{host} 的响应头格式错误，或超过 {limit} 字节的上限。',
  },
  ERR_FETCH_ENCODING: {
    en: '{host} encoded its answer in a way that was not asked for.',
    'zh-CN': '{host} 的响应使用了未请求的内容编码。',
  },
  ERR_FETCH_STATUS: {
    en: '{host} answered with {status}, which is no status of an answer.',
    'zh-CN': '{host} 返回的状态码 {status} 不是合法的响应状态。',
  },
  ERR_FETCH_PROXY: {
    en: 'The proxy {proxy} does not let the request for {host} through (status {status}).',
    'zh-CN': '代理 {proxy} 未放行对 {host} 的请求（状态码 {status}）。',
  },
  ERR_FETCH_NETWORK: {
    en: 'The request to {host} failed on the way.',
    'zh-CN': '对 {host} 的请求在网络中失败。',
  },
} as const satisfies Catalogue

/** The checks of guarded requests, with their titles. */
export const FETCH_CHECKS = {} as const satisfies Catalogue

export const fetchError = /* @__PURE__ */ errorsOf(FETCH_CODES)
