import type { Catalogue, Sentence } from '../errors.ts'
import type { KeyUsage } from './certificate.ts'
import type { ReasonFlag } from './distribution-points.ts'

/** What the rows of a description are called, and the words in them. */
export const LABELS = {
  subject: { en: 'Subject', 'zh-CN': '主体' },
  subjectGb: { en: 'Subject, read as GB 18030', 'zh-CN': '主体（按 GB 18030 解读）' },
  issuer: { en: 'Issuer', 'zh-CN': '颁发者' },
  issuerGb: { en: 'Issuer, read as GB 18030', 'zh-CN': '颁发者（按 GB 18030 解读）' },
  serialNumber: { en: 'Serial number', 'zh-CN': '序列号' },
  version: { en: 'Version', 'zh-CN': '版本' },
  notBefore: { en: 'Valid from', 'zh-CN': '有效期起' },
  notAfter: { en: 'Valid until', 'zh-CN': '有效期止' },
  key: { en: 'Public key', 'zh-CN': '公钥' },
  keyBits: { en: '{kind}, {bits} bits', 'zh-CN': '{kind}，{bits} 位' },
  keyBad: { en: '{algorithm}, not acceptable ({code})', 'zh-CN': '{algorithm}，不可接受（{code}）' },
  signature: { en: 'Signed with', 'zh-CN': '签名算法' },
  authority: { en: 'Certificate authority', 'zh-CN': '证书认证机构' },
  yes: { en: 'yes', 'zh-CN': '是' },
  no: { en: 'no', 'zh-CN': '否' },
  pathLength: { en: 'yes, at most {count} below it', 'zh-CN': '是，其下至多 {count} 级' },
  critical: { en: '{value} (critical)', 'zh-CN': '{value}（关键）' },
  permitted: { en: 'permitted: {names}', 'zh-CN': '允许：{names}' },
  excluded: { en: 'excluded: {names}', 'zh-CN': '排除：{names}' },
  requireExplicitPolicy: {
    en: 'a policy is required (certificates exempt: {count})',
    'zh-CN': '须有策略（豁免 {count} 张证书）',
  },
  inhibitPolicyMapping: {
    en: 'no mapping of policies (certificates exempt: {count})',
    'zh-CN': '不得映射策略（豁免 {count} 张证书）',
  },
  inhibitAnyPolicy: { en: 'certificates exempt: {count}', 'zh-CN': '豁免 {count} 张证书' },
  mapping: { en: '{issuer} counts as {subject}', 'zh-CN': '{issuer} 等同 {subject}' },
  reasons: { en: '{place}, for: {reasons}', 'zh-CN': '{place}，原因：{reasons}' },
  signedBy: { en: '{place}, signed by {issuer}', 'zh-CN': '{place}，签发者 {issuer}' },
  octets: { en: '{count} octets', 'zh-CN': '{count} 字节' },
  fingerprint: { en: '{digest} fingerprint', 'zh-CN': '{digest} 指纹' },
} as const satisfies Catalogue

/** The words for the uses of a key (RFC 5280, 4.2.1.3). */
export const KEY_USAGE_WORDS: Readonly<Record<KeyUsage, Sentence>> = {
  digitalSignature: { en: 'digital signature', 'zh-CN': '数字签名' },
  nonRepudiation: { en: 'non-repudiation', 'zh-CN': '抗抵赖' },
  keyEncipherment: { en: 'key encipherment', 'zh-CN': '密钥加密' },
  dataEncipherment: { en: 'data encipherment', 'zh-CN': '数据加密' },
  keyAgreement: { en: 'key agreement', 'zh-CN': '密钥协商' },
  keyCertSign: { en: 'certificate signing', 'zh-CN': '证书签名' },
  cRLSign: { en: 'revocation list signing', 'zh-CN': 'CRL 签名' },
  encipherOnly: { en: 'encipher only', 'zh-CN': '仅加密' },
  decipherOnly: { en: 'decipher only', 'zh-CN': '仅解密' },
}

/** The words for reasons of revocation (RFC 5280, 4.2.1.13). */
export const REASON_WORDS: Readonly<Record<ReasonFlag, Sentence>> = {
  unused: { en: 'unused', 'zh-CN': '未使用' },
  keyCompromise: { en: 'key compromise', 'zh-CN': '密钥泄露' },
  cACompromise: { en: 'compromise of the authority', 'zh-CN': '机构密钥泄露' },
  affiliationChanged: { en: 'affiliation changed', 'zh-CN': '隶属变更' },
  superseded: { en: 'superseded', 'zh-CN': '已被取代' },
  cessationOfOperation: { en: 'cessation of operation', 'zh-CN': '停止使用' },
  certificateHold: { en: 'on hold', 'zh-CN': '暂停使用' },
  privilegeWithdrawn: { en: 'privilege withdrawn', 'zh-CN': '权限撤回' },
  aACompromise: { en: 'compromise of the attribute authority', 'zh-CN': '属性机构密钥泄露' },
}
