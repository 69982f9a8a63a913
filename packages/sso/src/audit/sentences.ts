import type { Catalogue } from '@xinyin/core'

/** What each event is called. */
export const AUDIT_EVENTS = {
  'sign-in': {
    en: 'Person {person} signed in as {subject} at level {level}',
    'zh-CN': '{person} 以{subject}身份登录，实名等级 {level}',
  },
  'sign-in-refused': {
    en: 'Person {person} was not let in ({code})',
    'zh-CN': '{person} 登录被拒绝（{code}）',
  },
  switch: {
    en: 'Person {person} went from {from} to {to}',
    'zh-CN': '{person} 由{from}切换为{to}',
  },
  'switch-refused': {
    en: 'Person {person} was not let act by mandate {mandate} ({code})',
    'zh-CN': '{person} 按授权 {mandate} 切换身份被拒绝（{code}）',
  },
  'mandate-ended': {
    en: 'Person {person} no longer acts as {subject} ({code})',
    'zh-CN': '{person} 不再以{subject}身份办理（{code}）',
  },
  'sign-out': { en: 'Person {person} signed out', 'zh-CN': '{person} 退出登录' },
  'session-ended': {
    en: 'Person {person} ended their session {ended}',
    'zh-CN': '{person} 结束了自己的会话 {ended}',
  },
  'logout-received': {
    en: 'Provider {issuer} ended sessions of {target}',
    'zh-CN': '身份提供方 {issuer} 结束了 {target} 的会话',
  },
  'logout-replayed': {
    en: 'A logout token of provider {issuer} for {target} came again',
    'zh-CN': '身份提供方 {issuer} 针对 {target} 的注销令牌重复到达',
  },
} as const satisfies Catalogue

/** What subjects are called in those sentences. */
export const AUDIT_SUBJECTS = {
  'natural-person': { en: 'a natural person', 'zh-CN': '自然人' },
  'civil-servant': { en: 'a civil servant of {organisation}', 'zh-CN': '{organisation} 公职人员' },
  ward: { en: 'guardian of person {ward}', 'zh-CN': '{ward} 的监护人' },
  account: { en: 'company {organisation}', 'zh-CN': '法人 {organisation} ' },
  agent: { en: 'agent of company {organisation}', 'zh-CN': '法人 {organisation} 经办人' },
  representative: {
    en: 'legal representative of company {organisation}',
    'zh-CN': '法人 {organisation} 法定代表人',
  },
} as const satisfies Catalogue

/** The codes of audit logs, with their sentences. */
export const AUDIT_CODES = {
  ERR_SSO_AUDIT_UNAVAILABLE: {
    en: 'What happens here cannot be put on record now. Please try again in a moment.',
    'zh-CN': '暂时无法记录审计日志，请稍后再试。',
  },
  ERR_SSO_AUDIT_BUSY: {
    en: 'Others were faster to add to the log {limit} times.',
    'zh-CN': '写入审计日志时连续 {limit} 次被抢先。',
  },
  ERR_SSO_AUDIT_FORM: {
    en: 'Entry {number} is not written as entries are ({reason}).',
    'zh-CN': '第 {number} 条记录不合规（{reason}）。',
  },
  ERR_SSO_AUDIT_NAME: {
    en: 'Entry {number} belongs to another log.',
    'zh-CN': '第 {number} 条记录属于另一份日志。',
  },
  ERR_SSO_AUDIT_NUMBER: {
    en: 'In the place of entry {number} there is entry {found}: some are missing, moved or there twice.',
    'zh-CN': '第 {number} 条的位置上是第 {found} 条：记录有缺失、移动或重复。',
  },
  ERR_SSO_AUDIT_HASH: {
    en: 'Entry {number} is not as it was written.',
    'zh-CN': '第 {number} 条记录已被改动。',
  },
  ERR_SSO_AUDIT_LINK: {
    en: 'Entry {number} does not follow the one before it.',
    'zh-CN': '第 {number} 条记录与前一条不相接。',
  },
  ERR_SSO_AUDIT_HEAD: {
    en: 'Entry {number} is another than the one whose hash was kept: the log was written anew.',
    'zh-CN': '第 {number} 条记录与留存的摘要不符：日志被重写过。',
  },
  ERR_SSO_AUDIT_HEAD_UNREAD: {
    en: 'Entry {number}, whose hash was kept, was not read: reading began after entry {after}.',
    'zh-CN': '留存了摘要的第 {number} 条记录未被读取：读取始于第 {after} 条之后。',
  },
  ERR_SSO_AUDIT_SHORT: {
    en: 'The log ends with entry {found}, though entry {number} was there.',
    'zh-CN': '日志止于第 {found} 条，而第 {number} 条曾经存在。',
  },
  ERR_SSO_AUDIT_UNANCHORED: {
    en: 'No earlier hash of the log was given: one that was written anew as a whole could not be told from it.',
    'zh-CN': '未提供日志以前的摘要，无法排除整份日志被重写。',
  },
} as const satisfies Catalogue

/** The checks of audit logs, with their titles. */
export const AUDIT_CHECKS = {
  'audit-log.form': { en: 'Audit log: form of the entries', 'zh-CN': '审计日志：记录格式' },
  'audit-log.name': { en: 'Audit log: entries of this log', 'zh-CN': '审计日志：属于本日志' },
  'audit-log.number': { en: 'Audit log: none missing or moved', 'zh-CN': '审计日志：编号连续' },
  'audit-log.hash': { en: 'Audit log: entries unchanged', 'zh-CN': '审计日志：内容未改动' },
  'audit-log.link': { en: 'Audit log: chain', 'zh-CN': '审计日志：摘要链' },
  'audit-log.head': { en: 'Audit log: kept hashes', 'zh-CN': '审计日志：与留存摘要一致' },
} as const satisfies Catalogue
