import type { Catalogue } from '@xinyin/core'
import { licenceErrorsOf } from '../errors.ts'

/** The codes of SD-JWTs, with their sentences. */
export const SDJWT_CODES = {
  ERR_SDJWT_SIZE: {
    en: 'The SD-JWT is longer than {limit} characters.',
    'zh-CN': 'SD-JWT 超过 {limit} 个字符。',
  },
  ERR_SDJWT_COUNT: { en: 'More than {limit} disclosures.', 'zh-CN': '披露项超过 {limit} 个。' },
  ERR_SDJWT_FORM: {
    en: 'Not an SD-JWT: an issued JWT, disclosures and an optional key binding, separated by ~.',
    'zh-CN': '不是 SD-JWT：应为以 ~ 分隔的签发 JWT、披露项和可选的密钥绑定。',
  },
  ERR_SDJWT_JSON: {
    en: 'Not an SD-JWT in JSON with one signature: {problem}.',
    'zh-CN': '不是仅含一个签名的 JSON 形式 SD-JWT：{problem}。',
  },
  ERR_SDJWT_TYPE: {
    en: 'The header does not say that this is an SD-JWT of the expected type.',
    'zh-CN': '头部未表明这是所期望类型的 SD-JWT。',
  },
  ERR_SDJWT_SIGNATURE: { en: 'The signature of the issuer is not good.', 'zh-CN': '签发者签名无效。' },
  ERR_SDJWT_DISCLOSURE: {
    en: 'A disclosure is not an array of salt, name and value.',
    'zh-CN': '披露项不是由盐值、名称和值组成的数组。',
  },
  ERR_SDJWT_RESERVED: {
    en: 'A name reserved by the format (_sd, ...) is used for something else.',
    'zh-CN': '格式保留的名称（_sd、...）被挪作他用。',
  },
  ERR_SDJWT_DEPTH: {
    en: 'Claims are nested deeper than {limit} levels.',
    'zh-CN': '声明嵌套超过 {limit} 层。',
  },
  ERR_SDJWT_DIGEST: { en: 'A digest of a disclosure is not a string.', 'zh-CN': '披露项摘要不是字符串。' },
  ERR_SDJWT_DIGEST_ALGORITHM: {
    en: 'The digest algorithm of the disclosures is not one that is accepted.',
    'zh-CN': '披露项的摘要算法不在可接受之列。',
  },
  ERR_SDJWT_DIGEST_REPEATED: { en: 'A digest occurs twice.', 'zh-CN': '同一摘要出现两次。' },
  ERR_SDJWT_DISCLOSURE_REPEATED: { en: 'A disclosure occurs twice.', 'zh-CN': '同一披露项出现两次。' },
  ERR_SDJWT_DISCLOSURE_UNREFERENCED: {
    en: '{found} disclosures are not what the issuer signed: altered, added, or without the one that holds them.',
    'zh-CN': '有 {found} 个披露项不在签发者签名之内：被改动、被添加，或缺少其上级披露项。',
  },
  ERR_SDJWT_DISCLOSURE_KIND: {
    en: 'A disclosure of an object member stands for an array element, or the reverse.',
    'zh-CN': '对象成员的披露项被用作数组元素，或相反。',
  },
  ERR_SDJWT_CLAIM_REPEATED: {
    en: 'A disclosure would replace a claim that is already there.',
    'zh-CN': '披露项会覆盖已有的声明。',
  },
  ERR_SDJWT_NOT_SELECTIVE: {
    en: 'The claim {claim} can be withheld, but must always be shown.',
    'zh-CN': '声明 {claim} 可被隐去，但它必须始终可见。',
  },
  ERR_SDJWT_TIME: {
    en: 'The claim {claim} is not a time in seconds.',
    'zh-CN': '声明 {claim} 不是以秒计的时间。',
  },
  ERR_SDJWT_ISSUED_LATER: {
    en: 'The credential says that it was issued at {issued}, which is yet to come.',
    'zh-CN': '凭证称签发于 {issued}，该时间尚未到来。',
  },
  ERR_SDJWT_NOT_YET_VALID: {
    en: 'The credential is valid from {from} only.',
    'zh-CN': '凭证自 {from} 起才有效。',
  },
  ERR_SDJWT_EXPIRED: { en: 'The credential expired at {until}.', 'zh-CN': '凭证已于 {until} 到期。' },
  ERR_SDJWT_KEY_BINDING_MISSING: {
    en: 'There is no proof that the presenter holds the key of the credential.',
    'zh-CN': '没有证明出示者持有凭证密钥的密钥绑定。',
  },
  ERR_SDJWT_KEY_BINDING_KEY: {
    en: 'The credential names no key of its holder that could be used.',
    'zh-CN': '凭证未给出可用的持有者密钥。',
  },
  ERR_SDJWT_KEY_BINDING_FORM: {
    en: 'The key binding lacks its type, audience, nonce, time or digest.',
    'zh-CN': '密钥绑定缺少类型、受众、随机数、时间或摘要。',
  },
  ERR_SDJWT_KEY_BINDING_DIGEST: {
    en: 'The key binding belongs to another presentation.',
    'zh-CN': '密钥绑定属于另一次出示。',
  },
  ERR_SDJWT_KEY_BINDING_SIGNATURE: {
    en: 'The signature of the key binding is not that of the holder.',
    'zh-CN': '密钥绑定的签名不是持有者所签。',
  },
  ERR_SDJWT_KEY_BINDING_PERIOD: {
    en: 'The key binding is not valid at this time, as it says itself.',
    'zh-CN': '密钥绑定自身载明的有效期不包括此时。',
  },
  ERR_SDJWT_TYPE_METADATA: {
    en: 'The type metadata is not that of the credential: another type, or not the octets that its issuer saw.',
    'zh-CN': '类型元数据与凭证不符：类型不同，或内容与签发者所见不一致。',
  },
  ERR_SDJWT_AUDIENCE: {
    en: 'The presentation is meant for someone else.',
    'zh-CN': '该出示面向其他接收方。',
  },
  ERR_SDJWT_NONCE: { en: 'The presentation answers another request.', 'zh-CN': '该出示回应的是另一次请求。' },
  ERR_SDJWT_STALE: {
    en: 'The presentation was made {age} seconds ago; at most {limit} are allowed.',
    'zh-CN': '该出示生成于 {age} 秒前，上限为 {limit} 秒。',
  },
  ERR_SDJWT_ISSUER_UNKNOWN: {
    en: 'The credential carries no certificate, and its issuer {issuer} is none whose keys are known.',
    'zh-CN': '凭证未附证书，其签发者 {issuer} 的密钥也不为核验方所知。',
  },
  ERR_SDJWT_ISSUER_KEY_UNKNOWN: {
    en: 'The issuer {issuer} has no key {kid}.',
    'zh-CN': '签发者 {issuer} 没有编号为 {kid} 的密钥。',
  },
  ERR_SDJWT_ISSUER_KEY_UNNAMED: {
    en: 'The credential does not say with which of the {keys} keys of {issuer} it was signed.',
    'zh-CN': '凭证未说明由签发者 {issuer} 的 {keys} 个密钥中的哪一个签署。',
  },
  ERR_SDJWT_ISSUER_KEY_USE: {
    en: 'The key {kid} of {issuer} is not for signatures, or not for {algorithm}.',
    'zh-CN': '签发者 {issuer} 的密钥 {kid} 不用于签名，或不用于 {algorithm}。',
  },
  ERR_LICENCE_ISS: {
    en: 'The credential says that it is from {iss}, which is none of the names in the certificate of its issuer.',
    'zh-CN': '凭证自称由 {iss} 签发，而签发者证书中没有该名称。',
  },
  ERR_LICENCE_ISSUER_CERTIFICATE: {
    en: 'The credential carries no certificate of its issuer.',
    'zh-CN': '凭证未附签发者证书。',
  },
} as const satisfies Catalogue

/** The checks of SD-JWTs, with their titles. */
export const SDJWT_CHECKS = {
  'sd-jwt.form': { en: 'Form of the SD-JWT', 'zh-CN': 'SD-JWT 格式' },
  'sd-jwt.issuer': { en: 'Certificate of the issuer', 'zh-CN': '签发者证书' },
  'sd-jwt.type': { en: 'Type of the SD-JWT', 'zh-CN': 'SD-JWT 类型' },
  'sd-jwt.signature': { en: 'Signature of the issuer', 'zh-CN': '签发者签名' },
  'sd-jwt.disclosures': { en: 'Disclosures are what the issuer signed', 'zh-CN': '披露项与签发内容一致' },
  'sd-jwt.time': { en: 'Validity period of the credential', 'zh-CN': '凭证有效期' },
  'sd-jwt.type-metadata': { en: 'Metadata of the type', 'zh-CN': '类型元数据' },
  'sd-jwt.key-binding': { en: 'Proof of possession', 'zh-CN': '持有者密钥绑定' },
  'sd-jwt.presentation': { en: 'Presentation made for this request', 'zh-CN': '本次请求的出示' },
} as const satisfies Catalogue

/** What may be absent in SD-JWTs. */
export const SDJWT_ABSENCES: Catalogue = {
  'type-metadata': { en: 'none was given', 'zh-CN': '未提供' },
  'key-binding': { en: 'none was made', 'zh-CN': '持有者未出具' },
  'audience-and-nonce': { en: 'none was asked for', 'zh-CN': '核验方未要求' },
}

export const sdJwtError = /* @__PURE__ */ licenceErrorsOf(SDJWT_CODES)
