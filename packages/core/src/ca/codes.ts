import type { Catalogue } from '../errors.ts'

/** The codes of reviewing requests for certificates, with their sentences. */
export const CA_CODES = {
  ERR_REQUEST_ALGORITHM: {
    en: 'The certificate request is signed with {algorithm}, which is not accepted.',
    'zh-CN': '证书请求使用了不被接受的签名算法 {algorithm}。',
  },
  ERR_REQUEST_KEY: {
    en: 'A {profile} has a key of {allowed}; requested for {found}.',
    'zh-CN': '{profile} 的密钥应为 {allowed}，请求的是 {found}。',
  },
  ERR_REQUEST_KEY_SIZE: {
    en: 'The RSA key of a {profile} has at least {minimum} bits, found {found}.',
    'zh-CN': '{profile} 的 RSA 密钥至少 {minimum} 位，实际为 {found} 位。',
  },
  ERR_REQUEST_SUBJECT_MISSING: {
    en: 'The subject of a {profile} names its {attribute}, which is missing.',
    'zh-CN': '{profile} 的主体须含 {attribute}，但请求中没有。',
  },
  ERR_REQUEST_SUBJECT_ATTRIBUTE: {
    en: 'The subject of a {profile} does not have the attribute {attribute}.',
    'zh-CN': '{profile} 的主体不得含属性 {attribute}。',
  },
  ERR_REQUEST_SUBJECT_TWICE: {
    en: 'The subject has the attribute {attribute} more than once.',
    'zh-CN': '主体的属性 {attribute} 出现不止一次。',
  },
  ERR_REQUEST_SUBJECT_VALUE: {
    en: 'The value of the subject attribute {attribute} is too long, empty, or has characters that are not allowed.',
    'zh-CN': '主体属性 {attribute} 的值过长、为空或含有不允许的字符。',
  },
  ERR_REQUEST_SUBJECT_ISSUER: {
    en: 'The subject of the certificate request is the name of the authority that is to issue the certificate.',
    'zh-CN': '证书请求的主体与签发机构同名。',
  },
  ERR_REQUEST_NAME_MISSING: {
    en: 'A {profile} has an alternative name of a kind {allowed}, which is missing.',
    'zh-CN': '{profile} 须有 {allowed} 类的替代名称，但请求中没有。',
  },
  ERR_REQUEST_NAME_KIND: {
    en: 'A {profile} has no alternative name of the kind {found}.',
    'zh-CN': '{profile} 不得有 {found} 类的替代名称。',
  },
  ERR_REQUEST_NAME_VALUE: {
    en: 'An alternative name of the kind {found} is not well-formed.',
    'zh-CN': '{found} 类的替代名称格式不正确。',
  },
  ERR_REQUEST_AUTHORITY: {
    en: 'The request is for a certificate authority, which a {profile} is not.',
    'zh-CN': '请求成为证书认证机构，而 {profile} 不是。',
  },
  ERR_REQUEST_KEY_USAGE: {
    en: 'The key of a {profile} is not used for {found}.',
    'zh-CN': '{profile} 的密钥不用于 {found}。',
  },
  ERR_REQUEST_PURPOSE: {
    en: 'A {profile} does not have the purpose {found}.',
    'zh-CN': '{profile} 没有用途 {found}。',
  },
  ERR_REQUEST_EXTENSION: {
    en: 'The request insists on the extension {extension}, which is not granted.',
    'zh-CN': '请求坚持要求扩展项 {extension}，不予签发。',
  },
} as const satisfies Catalogue

/** The checks of a request for a certificate, with their titles. */
export const CA_CHECKS = {
  'request.format': { en: 'The request can be read', 'zh-CN': '证书请求可读取' },
  'request.possession': { en: 'Who asks holds the key', 'zh-CN': '请求者持有私钥' },
  'request.key': { en: 'Kind and size of the key', 'zh-CN': '密钥种类与长度' },
  'request.subject': { en: 'The subject is as the profile has it', 'zh-CN': '主体符合模板' },
  'request.alternative-names': {
    en: 'Alternative names are as the profile has them',
    'zh-CN': '替代名称符合模板',
  },
  'request.extensions': { en: 'Nothing is asked for beyond the profile', 'zh-CN': '未请求模板之外的扩展项' },
} as const satisfies Catalogue
