/** What `xinyin dev-idp` says beside names and addresses. */
export const WORDS = {
  title: { en: 'development identity provider', 'zh-CN': '开发用统一身份认证平台' },
  watch: { en: 'watch', 'zh-CN': '消息页面' },
  issuer: { en: 'issuer', 'zh-CN': '签发者' },
  signing: { en: 'signs with', 'zh-CN': '签名算法' },
  attack: { en: 'plays', 'zh-CN': '扮演的攻击' },
  refusedBy: { en: 'to be refused with', 'zh-CN': '应拒绝的代码' },
  written: { en: 'Settings of the portal: {file}', 'zh-CN': '门户配置已写入 {file}' },
  copy: {
    en: 'The portal {client} at {origin} is registered. It takes, with a store: createRelyingParty({ …, store })',
    'zh-CN': '已登记位于 {origin} 的门户 {client}。其配置（另加 store）：createRelyingParty({ …, store })',
  },
  addresses: {
    en: 'Addresses of the portal: /callback, /logged-out, /backchannel-logout',
    'zh-CN': '门户地址：/callback、/logged-out、/backchannel-logout',
  },
  personas: { en: 'Sign in as:', 'zh-CN': '可选择的登录身份：' },
  level: { en: 'level {level}', 'zh-CN': '实名 {level} 级' },
  end: { en: 'Ctrl+C ends it; everything is forgotten then.', 'zh-CN': '按 Ctrl+C 结束，所有数据随即清除。' },
} as const
