import type { Language } from '@xinyin/core'
import type { HostileArea } from '../hostile/mode.ts'
import type { MessageKind } from './journal.ts'

type Words = Readonly<Record<Language, string>>

/** What each kind of message is, and who sends it to whom. */
export const KINDS: Readonly<Record<MessageKind, { readonly title: Words; readonly way: Words }>> = {
  discovery: {
    title: { en: 'Metadata', 'zh-CN': '元数据' },
    way: { en: 'portal → provider', 'zh-CN': '门户 → 提供方' },
  },
  keys: {
    title: { en: 'Key set', 'zh-CN': '公钥集合' },
    way: { en: 'portal → provider', 'zh-CN': '门户 → 提供方' },
  },
  authorization: {
    title: { en: 'Authorization request', 'zh-CN': '授权请求' },
    way: { en: 'browser → provider', 'zh-CN': '浏览器 → 提供方' },
  },
  pushed: {
    title: { en: 'Pushed authorization request', 'zh-CN': '推送的授权请求' },
    way: { en: 'portal → provider', 'zh-CN': '门户 → 提供方' },
  },
  callback: {
    title: { en: 'Answer to the sign-in', 'zh-CN': '登录应答' },
    way: { en: 'provider → browser → portal', 'zh-CN': '提供方 → 浏览器 → 门户' },
  },
  tokens: {
    title: { en: 'Tokens', 'zh-CN': '令牌' },
    way: { en: 'portal → provider', 'zh-CN': '门户 → 提供方' },
  },
  'user-info': {
    title: { en: 'User info', 'zh-CN': '用户信息' },
    way: { en: 'portal → provider', 'zh-CN': '门户 → 提供方' },
  },
  introspection: {
    title: { en: 'Introspection', 'zh-CN': '令牌查询' },
    way: { en: 'API → provider', 'zh-CN': '接口 → 提供方' },
  },
  revocation: {
    title: { en: 'Revocation', 'zh-CN': '令牌吊销' },
    way: { en: 'portal → provider', 'zh-CN': '门户 → 提供方' },
  },
  'sign-out': {
    title: { en: 'Sign-out', 'zh-CN': '退出' },
    way: { en: 'browser → provider', 'zh-CN': '浏览器 → 提供方' },
  },
  'logout-token': {
    title: { en: 'Logout token', 'zh-CN': '登出令牌' },
    way: { en: 'provider → portal', 'zh-CN': '提供方 → 门户' },
  },
  change: {
    title: { en: 'The provider changed', 'zh-CN': '提供方设置已更改' },
    way: { en: 'here', 'zh-CN': '本页' },
  },
}

export const AREAS: Readonly<Record<HostileArea, Words>> = {
  'id-token': { en: 'ID token', 'zh-CN': '身份令牌' },
  callback: { en: 'Answer to the sign-in', 'zh-CN': '登录应答' },
  'token-endpoint': { en: 'Token endpoint', 'zh-CN': '令牌端点' },
  'user-info': { en: 'User info', 'zh-CN': '用户信息' },
  discovery: { en: 'Metadata', 'zh-CN': '元数据' },
  keys: { en: 'Key set', 'zh-CN': '公钥集合' },
  'logout-token': { en: 'Logout token', 'zh-CN': '登出令牌' },
}

/** The rest of the page. */
export const WORDS = {
  title: { en: 'Development provider', 'zh-CN': '开发用统一身份认证平台' },
  subtitle: { en: 'Messages as they pass', 'zh-CN': '实时消息' },
  waiting: {
    en: 'The newest message is on top. This page goes on by itself.',
    'zh-CN': '最新消息在最上方，本页自动更新。',
  },
  none: { en: 'Nothing has passed yet: sign in at your portal.', 'zh-CN': '尚无消息，请在门户上登录。' },
  sent: { en: 'sent', 'zh-CN': '请求' },
  answered: { en: 'answered', 'zh-CN': '应答' },
  header: { en: 'header', 'zh-CN': '头部' },
  claims: { en: 'claims', 'zh-CN': '声明' },
  falsified: { en: 'falsified', 'zh-CN': '已篡改' },
  issuer: { en: 'Issuer', 'zh-CN': '签发者' },
  signing: { en: 'Signs with', 'zh-CN': '签名算法' },
  key: { en: 'Key', 'zh-CN': '密钥' },
  rotate: { en: 'Change the key now', 'zh-CN': '立即更换密钥' },
  rotateSeconds: { en: 'Change keys every … seconds', 'zh-CN': '每隔多少秒更换密钥' },
  skewSeconds: { en: 'Clock ahead by … seconds', 'zh-CN': '时钟超前秒数' },
  latency: { en: 'Wait … milliseconds', 'zh-CN': '应答延迟毫秒数' },
  outage: { en: 'Out of service', 'zh-CN': '停止服务' },
  hostile: { en: 'Plays the attack', 'zh-CN': '扮演的攻击' },
  honest: { en: 'none: an honest provider', 'zh-CN': '无：诚实的提供方' },
  apply: { en: 'Apply', 'zh-CN': '应用' },
  refusedBy: {
    en: 'A portal on @xinyin/sso refuses it with',
    'zh-CN': '采用 @xinyin/sso 的门户的拒绝代码',
  },
  footer: {
    en: 'Development only: all persons and companies are made up. Not for production.',
    'zh-CN': '仅供开发：人员和单位均为虚构，不得用于生产。',
  },
  other: { en: '中文', 'zh-CN': 'English' },
  outages: {
    none: { en: 'nothing', 'zh-CN': '无' },
    all: { en: 'everything', 'zh-CN': '全部' },
    discovery: { en: 'metadata', 'zh-CN': '元数据' },
    keys: { en: 'key set', 'zh-CN': '公钥集合' },
    tokens: { en: 'token endpoint', 'zh-CN': '令牌端点' },
  },
} as const
