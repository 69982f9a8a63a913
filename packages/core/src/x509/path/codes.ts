import type { Catalogue } from '../../errors.ts'

/** The codes of certification paths, with their sentences. */
export const PATH_CODES = {
  ERR_PATH_NO_ANCHOR: {
    en: 'No certificate trusted as {role} was found above {subject}.',
    'zh-CN': '在 {subject} 之上找不到受信任为 {role} 的证书。',
  },
  ERR_PATH_EFFORT: {
    en: 'The search for a path was given up after {limit} steps.',
    'zh-CN': '证书路径搜索在 {limit} 步后放弃。',
  },
  ERR_PATH_SIGNATURE: {
    en: 'The signature on the certificate of {subject} does not match the key of {issuer}.',
    'zh-CN': '{subject} 的证书签名与 {issuer} 的公钥不符。',
  },
  ERR_PATH_ALGORITHM: {
    en: 'The certificate of {subject} is signed with {algorithm}, which is not accepted.',
    'zh-CN': '{subject} 的证书使用了不被接受的签名算法 {algorithm}。',
  },
  ERR_PATH_NOT_YET_VALID: {
    en: 'The certificate of {subject} is valid from {notBefore}, not yet at {at}.',
    'zh-CN': '{subject} 的证书自 {notBefore} 起有效，在 {at} 尚未生效。',
  },
  ERR_PATH_EXPIRED: {
    en: 'The certificate of {subject} was valid until {notAfter}, no longer at {at}.',
    'zh-CN': '{subject} 的证书有效期至 {notAfter}，在 {at} 已过期。',
  },
  ERR_PATH_NOT_AUTHORITY: {
    en: '{subject} is not a certificate authority.',
    'zh-CN': '{subject} 不是证书认证机构。',
  },
  ERR_PATH_AUTHORITY: {
    en: '{subject} is a certificate authority, whose key signs certificates and nothing else.',
    'zh-CN': '{subject} 是证书认证机构，其密钥只用于签发证书，不用于其他签名。',
  },
  ERR_PATH_LENGTH: {
    en: '{subject} allows {allowed} authorities below it, found {found}.',
    'zh-CN': '{subject} 之下允许 {allowed} 级机构，实际有 {found} 级。',
  },
  ERR_PATH_KEY_USAGE: {
    en: 'The key of {subject} may not be used for {needed}.',
    'zh-CN': '{subject} 的密钥不得用于 {needed}。',
  },
  ERR_PATH_EXTENDED_KEY_USAGE: {
    en: 'The certificate of {subject} is not for the purpose of a {role}.',
    'zh-CN': '{subject} 的证书用途不适用于 {role}。',
  },
  ERR_PATH_EXTENDED_KEY_USAGE_CRITICAL: {
    en: 'The certificate of {subject} does not mark its purpose critical, as that of a {role} must.',
    'zh-CN': '{subject} 的证书未将扩展用途标为关键，而 {role} 的证书必须如此。',
  },
  ERR_PATH_EXTENDED_KEY_USAGE_ISSUER: {
    en: 'The authority {subject} may not issue certificates for the purpose of a {role}.',
    'zh-CN': '{subject} 的证书用途不允许其签发用于 {role} 的证书。',
  },
  ERR_PATH_CRITICAL_EXTENSION: {
    en: 'The certificate of {subject} has the extension {extension}, which is binding and cannot be processed.',
    'zh-CN': '{subject} 的证书含有必须处理但无法处理的扩展项 {extension}。',
  },
} as const satisfies Catalogue

/** The checks of certification paths, with their titles. */
export const PATH_CHECKS = {
  'path.anchor': { en: 'The certificate leads to a trusted one', 'zh-CN': '证书可追溯到受信任的证书' },
  'path.signatures': { en: 'Signatures on the certificates', 'zh-CN': '证书链签名' },
  'path.validity': { en: 'Validity periods of the certificates', 'zh-CN': '证书链有效期' },
  'path.basic-constraints': {
    en: 'Issuers, and they alone, are certificate authorities',
    'zh-CN': '签发者均为证书认证机构，签名者则不是',
  },
  'path.key-usage': { en: 'Usage of the keys', 'zh-CN': '密钥用途' },
  'path.extended-key-usage': { en: 'Purpose of the certificate', 'zh-CN': '证书扩展用途' },
  'path.critical-extensions': { en: 'Binding extensions', 'zh-CN': '关键扩展项' },
  'path.revocation': { en: 'Revocation of the certificates', 'zh-CN': '证书吊销状态' },
} as const satisfies Catalogue
