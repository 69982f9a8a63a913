import { type Catalogue, type Facts, TrustError } from '@xinyin/core'

/** The codes of `@xinyin/e-license`, with their sentences. */
export const LICENCE_CODES = {
  ERR_IDENTIFIER_FORM: {
    en: 'Not an e-licence identifier: root, type, issuer, serial, version and check character, separated by dots.',
    'zh-CN': '不是电子证照标识：应为以点分隔的根代码、证照类型代码、颁发机构代码、流水号、版本号和校验位。',
  },
  ERR_IDENTIFIER_ISSUER_MISSING: {
    en: 'The identifier has no issuer code: a form from before GB/T 36904-2018.',
    'zh-CN': '证照标识缺少颁发机构代码：这是 GB/T 36904-2018 之前的写法。',
  },
  ERR_IDENTIFIER_ROOT: {
    en: 'The root is {found}, not {expected}.',
    'zh-CN': '根代码是 {found}，应为 {expected}。',
  },
  ERR_IDENTIFIER_ROOT_MISTYPED: {
    en: 'The root is {found}, a known misspelling of {expected}.',
    'zh-CN': '根代码 {found} 是常见误写，应为 {expected}。',
  },
  ERR_IDENTIFIER_TYPE_CODE: {
    en: 'The type code is not a credit code of 18 characters and three digits.',
    'zh-CN': '证照类型代码不是 18 位统一社会信用代码加 3 位数字。',
  },
  ERR_IDENTIFIER_ISSUER_REGION: {
    en: 'The issuer is given by a region code; the standard wants its credit code.',
    'zh-CN': '颁发机构用行政区划代码表示；标准要求用统一社会信用代码。',
  },
  ERR_IDENTIFIER_SERIAL: {
    en: 'The serial is not 1 to 64 characters of 0-9 and A-Z.',
    'zh-CN': '流水号不是 1 至 64 个数字或大写字母。',
  },
  ERR_IDENTIFIER_VERSION: {
    en: 'Versions begin with 001.',
    'zh-CN': '版本号从 001 开始。',
  },
  ERR_IDENTIFIER_CHECK: {
    en: 'The check character is {found}; {expected} would be right.',
    'zh-CN': '校验位是 {found}，正确的是 {expected}。',
  },
  ERR_IDENTIFIER_CHECK_LETTERS_FROM_11: {
    en: 'The check character {found} is what a known faulty implementation gives, which counts letters from 11; {expected} is right.',
    'zh-CN': '校验位 {found} 与一种已知的错误算法（字母从 11 起计值）的结果相同，正确的是 {expected}。',
  },
  ERR_IDENTIFIER_CHECK_ROOT_INCLUDED: {
    en: 'The check character {found} is what comes out with the root included; {expected} is right.',
    'zh-CN': '校验位 {found} 与误将根代码计入的结果相同，正确的是 {expected}。',
  },
  ERR_IDENTIFIER_CHECK_ISSUER_LEFT_OUT: {
    en: 'The check character {found} is what comes out without the issuer code; {expected} is right.',
    'zh-CN': '校验位 {found} 与漏掉颁发机构代码的结果相同，正确的是 {expected}。',
  },
  ERR_IDENTIFIER_CHECK_PLACEHOLDER: {
    en: 'The check character looks like a placeholder X that was never replaced; {expected} is right.',
    'zh-CN': '校验位像是未被替换的占位符 X，正确的是 {expected}。',
  },
  ERR_USCC_FORM: {
    en: 'Not a unified social credit code: {length} characters, or one that GB 32100 does not use.',
    'zh-CN': '不是统一社会信用代码：有 {length} 个字符，或含有 GB 32100 不用的字符。',
  },
  ERR_USCC_CHECK: {
    en: 'The check character of the credit code is {found}; {expected} would be right.',
    'zh-CN': '统一社会信用代码的校验码是 {found}，正确的是 {expected}。',
  },
  ERR_ORGANISATION_CODE_CHECK: {
    en: 'The check character of the organisation code in the credit code is {found}; {expected} would be right.',
    'zh-CN': '信用代码中组织机构代码的校验码是 {found}，正确的是 {expected}。',
  },
  ERR_METADATA_MISSING: { en: 'The element {element} is missing.', 'zh-CN': '缺少元数据 {element}。' },
  ERR_METADATA_VALUE: {
    en: 'The value of {element} is not of the form that it must have.',
    'zh-CN': '元数据 {element} 的值不符合规定格式。',
  },
  ERR_METADATA_DUPLICATE: {
    en: 'The element {element} occurs more often than it may.',
    'zh-CN': '元数据 {element} 出现次数过多。',
  },
  ERR_METADATA_COUNT: {
    en: 'More than {limit} of {element}.',
    'zh-CN': '{element} 超过 {limit} 个。',
  },
  ERR_METADATA_ALIGNMENT: {
    en: 'There are {found} of {element} for {count} names, so that it is open which belongs to which.',
    'zh-CN': '{element} 有 {found} 个，而名称有 {count} 个，无法一一对应。',
  },
  ERR_METADATA_PERIOD: {
    en: 'The licence is valid from {from}, after it ends on {until}.',
    'zh-CN': '有效期起始日期 {from} 晚于截止日期 {until}。',
  },
  ERR_METADATA_EXTENSION_NAME: {
    en: 'An extension item has a name that is not a letter and up to 63 letters, digits or underscores.',
    'zh-CN': '扩展项名称应为字母开头、至多 64 个字母、数字或下划线。',
  },
  ERR_METADATA_HOLDER_CODE: {
    en: 'The code of a holder is not a valid one of type {codeType}.',
    'zh-CN': '持证主体代码不是合法的 {codeType} 类代码。',
  },
  ERR_FACE_OVERFLOW: {
    en: 'The text of box {box} does not fit, not even at its smallest size.',
    'zh-CN': '第 {box} 个文本框放不下其内容，缩到最小字号也不行。',
  },
  ERR_FACE_FIELD: {
    en: 'The template asks for the item {field}, which the licence does not have.',
    'zh-CN': '模板需要的项 {field} 不在证照数据中。',
  },
  ERR_JWS_FORM: { en: 'Not a JWS in compact form.', 'zh-CN': '不是紧凑格式的 JWS。' },
  ERR_JWS_ALGORITHM: {
    en: 'The signature algorithm is not one that is accepted.',
    'zh-CN': '签名算法不在可接受之列。',
  },
  ERR_JWS_CRITICAL: {
    en: 'The header demands an extension (crit, b64) that is not supported.',
    'zh-CN': '头部要求支持 crit 或 b64 扩展，此处不支持。',
  },
  ERR_SDJWT_SIZE: {
    en: 'The SD-JWT is longer than {limit} characters.',
    'zh-CN': 'SD-JWT 超过 {limit} 个字符。',
  },
  ERR_SDJWT_COUNT: { en: 'More than {limit} disclosures.', 'zh-CN': '披露项超过 {limit} 个。' },
  ERR_SDJWT_FORM: {
    en: 'Not an SD-JWT: an issued JWT, disclosures and an optional key binding, separated by ~.',
    'zh-CN': '不是 SD-JWT：应为以 ~ 分隔的签发 JWT、披露项和可选的密钥绑定。',
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
    en: 'The claim {claim} came as a disclosure, but must always be shown.',
    'zh-CN': '声明 {claim} 以披露项形式出现，但它必须始终可见。',
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
  ERR_SDJWT_AUDIENCE: {
    en: 'The presentation is meant for someone else.',
    'zh-CN': '该出示面向其他接收方。',
  },
  ERR_SDJWT_NONCE: { en: 'The presentation answers another request.', 'zh-CN': '该出示回应的是另一次请求。' },
  ERR_SDJWT_STALE: {
    en: 'The presentation was made {age} seconds ago; at most {limit} are allowed.',
    'zh-CN': '该出示生成于 {age} 秒前，上限为 {limit} 秒。',
  },
  ERR_LICENCE_FORM: {
    en: 'Neither an OFD nor an SD-JWT.',
    'zh-CN': '既不是 OFD，也不是 SD-JWT。',
  },
  ERR_LICENCE_DOCUMENTS: {
    en: 'The OFD holds {found} documents; a licence is one.',
    'zh-CN': 'OFD 中有 {found} 个文档；证照应为一个。',
  },
  ERR_LICENCE_IDENTIFIER_TYPE: {
    en: 'The identifier is of licence type {found}, the metadata of {expected}.',
    'zh-CN': '证照标识的类型代码是 {found}，元数据中是 {expected}。',
  },
  ERR_LICENCE_IDENTIFIER_ISSUER: {
    en: 'The issuer {found} of the identifier is none of the issuing authorities, nor a region of their province.',
    'zh-CN': '证照标识中的颁发机构 {found} 不是元数据中的颁发机构，也不是其所在省的行政区划。',
  },
  ERR_LICENCE_ISSUED_LATER: {
    en: 'The licence says that it was issued on {issuedOn}, which is yet to come.',
    'zh-CN': '证照颁发日期 {issuedOn} 尚未到来。',
  },
  ERR_LICENCE_NOT_YET_VALID: {
    en: 'The licence is valid from {from} only.',
    'zh-CN': '证照自 {from} 起才有效。',
  },
  ERR_LICENCE_EXPIRED: {
    en: 'The licence was valid until {until}.',
    'zh-CN': '证照有效期至 {until}，已过期。',
  },
  ERR_LICENCE_COPY_EXPIRED: {
    en: 'This annotated copy was valid until {until}.',
    'zh-CN': '该加注件有效期至 {until}，已过期。',
  },
  ERR_LICENCE_ISSUER: {
    en: 'No seal or certificate of its own stands for the issuing authority {authority}; each that is named must sign.',
    'zh-CN': '颁发机构{authority}没有以自己的印章或证书签署；列出的每个颁发机构都须签署。',
  },
  ERR_LICENCE_ISSUER_CODE: {
    en: 'The certificate that signed for {authority} is of an organisation with another code than {code}.',
    'zh-CN': '为{authority}签署的证书所载机构代码不是 {code}。',
  },
  ERR_LICENCE_ISSUER_CERTIFICATE: {
    en: 'The credential carries no certificate of its issuer.',
    'zh-CN': '凭证未附签发者证书。',
  },
  ERR_LICENCE_VCT: {
    en: 'The credential is not of the type of e-licences.',
    'zh-CN': '凭证类型不是电子证照。',
  },
} as const satisfies Catalogue

export type LicenceErrorCode = keyof typeof LICENCE_CODES

/** An error about data read or made by `@xinyin/e-license`. */
export class LicenceError extends TrustError<LicenceErrorCode> {
  constructor(code: LicenceErrorCode, facts: Facts = {}, cause?: unknown) {
    super(code, LICENCE_CODES[code], facts, cause)
  }
}
