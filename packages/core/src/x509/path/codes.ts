import type { Catalogue } from '../../errors.ts'

/** The codes of certification paths, with their sentences. */
export const PATH_CODES = {
  ERR_PATH_NO_ANCHOR: {
    en: 'No certificate trusted as {role} was found above {subject}.',
    'zh-CN': '在 {subject} 之上找不到受信任为 {role} 的证书。',
  },
  ERR_PATH_EFFORT: {
    en: 'The search for a path was given up: more than {maxSignatures} signatures to verify, {maxSteps} certificates to look at or {maxComparisons} names to compare.',
    'zh-CN':
      '证书路径搜索已中止：需验证的签名超过 {maxSignatures} 个、需查看的证书超过 {maxSteps} 张或需比较的名称超过 {maxComparisons} 个。',
  },
  ERR_PATH_SIGNATURE: {
    en: 'The signature on the certificate of {subject} does not match the key of {issuer}.',
    'zh-CN': '{subject} 的证书签名与 {issuer} 的公钥不符。',
  },
  ERR_PATH_ALGORITHM: {
    en: 'The certificate of {subject} is signed with {algorithm}, which is not accepted.',
    'zh-CN': '{subject} 的证书使用了不被接受的签名算法 {algorithm}。',
  },
  ERR_PATH_KEY: {
    en: 'The key in the certificate of {subject} is not accepted ({reason}).',
    'zh-CN': '{subject} 的证书中的公钥不被接受（{reason}）。',
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
  ERR_PATH_NAME_EXCLUDED: {
    en: 'The certificate of {subject} has a name ({form}) that {authority} may not give.',
    'zh-CN': '{subject} 的证书含有 {authority} 被禁止签发的名称（{form}）。',
  },
  ERR_PATH_NAME_NOT_PERMITTED: {
    en: 'The certificate of {subject} has a name ({form}) outside of those that {authority} may give.',
    'zh-CN': '{subject} 的证书含有超出 {authority} 许可范围的名称（{form}）。',
  },
  ERR_PATH_NAME: {
    en: 'The certificate of {subject} is not for the name that was asked for ({form}).',
    'zh-CN': '{subject} 的证书不适用于所请求的名称（{form}）。',
  },
  ERR_PATH_PROFILE: {
    en: 'The certificate of {subject} breaks a rule for those who issue certificates ({clause}).',
    'zh-CN': '{subject} 的证书违反了证书签发规则（{clause}）。',
  },
  ERR_PATH_POLICY: {
    en: 'From the certificate of {subject} on, no policy holds for the whole path, and one is required.',
    'zh-CN': '自 {subject} 的证书起，没有对整个路径有效的证书策略，而此处要求必须有。',
  },
  ERR_PATH_POLICY_ACCEPTABLE: {
    en: 'The certificate of {subject} is not valid under any policy that is accepted, and one is required.',
    'zh-CN': '{subject} 的证书不符合任何可接受的证书策略，而此处要求必须符合。',
  },
  ERR_PATH_POLICY_MAPPING: {
    en: 'The certificate of {subject} maps anyPolicy, which no authority may do.',
    'zh-CN': '{subject} 的证书映射了 anyPolicy，任何机构都不得如此。',
  },
  ERR_PATH_REVOCATION: {
    en: 'Nobody was named who finds out whether the certificate of {subject} is revoked.',
    'zh-CN': '未提供吊销检查器，无法得知 {subject} 的证书是否已被吊销。',
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
  'path.name-constraints': { en: 'Names that the authorities may give', 'zh-CN': '机构可签发的名称范围' },
  'path.policies': { en: 'Policies of the certificates', 'zh-CN': '证书策略' },
  'path.profile': { en: 'Rules for the issuing of certificates', 'zh-CN': '证书签发规则' },
  'path.name': { en: 'The name that was asked for', 'zh-CN': '所请求的名称' },
  'tolerance.server-auth-purpose': {
    en: 'Deviation: a seal maker whose certificate names only the purpose of a server',
    'zh-CN': '与标准的偏差：制章人证书的扩展用途仅为服务器认证',
  },
  'path.revocation': { en: 'Revocation of the certificates', 'zh-CN': '证书吊销状态' },
} as const satisfies Catalogue
