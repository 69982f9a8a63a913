import type { Catalogue } from '@xinyin/core'

/** The codes of the back end of single-page portals, with their sentences. */
export const BFF_CODES = {
  ERR_SSO_BFF_HEADER: {
    en: 'Requests to interfaces need the header {name}: 1, which only a script of this site can send.',
    'zh-CN': '调用接口须带请求头 {name}: 1，只有本站脚本才能发送该请求头。',
  },
  ERR_SSO_BFF_UPGRADE: {
    en: 'Connections are not upgraded here, to WebSocket or anything else.',
    'zh-CN': '此处不支持升级连接（WebSocket 等）。',
  },
  ERR_SSO_BFF_PATH: {
    en: 'The address can be read in more than one way.',
    'zh-CN': '请求地址存在歧义。',
  },
  ERR_SSO_BFF_QUERY: {
    en: 'A token is not sent in the address.',
    'zh-CN': '令牌不得出现在请求地址中。',
  },
  ERR_SSO_BFF_FORM: {
    en: 'A token is not sent in a form, nor a form in a character set other than UTF-8 and those of Chinese.',
    'zh-CN': '令牌不得出现在表单中；表单须采用 UTF-8 或中文字符集。',
  },
  ERR_SSO_BFF_SIZE: {
    en: 'The request’s body exceeds {limit} bytes.',
    'zh-CN': '请求正文超过 {limit} 字节。',
  },
  ERR_SSO_BFF_TOKEN: {
    en: 'The interface did not accept this sign-in. Please sign in again.',
    'zh-CN': '接口未接受当前登录，请重新登录。',
  },
  ERR_SSO_BFF_STEP_UP: {
    en: 'The interface needs a stronger or more recent sign-in.',
    'zh-CN': '该接口需要更高等级或更近时间的登录。',
  },
  ERR_SSO_BFF_UPSTREAM: {
    en: 'The interface gave no answer that could be passed on ({reason}).',
    'zh-CN': '接口没有给出可转发的应答（{reason}）。',
  },
} as const satisfies Catalogue
