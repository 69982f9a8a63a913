/** The languages in which messages are written; both are complete. */
export type Language = 'en' | 'zh-CN'

/** What was found and expected, in a form that programs can read. Never secrets, never personal data. */
export type Facts = Readonly<Record<string, string | number | boolean>>

/** One sentence in every language; `{name}` stands for the fact of that name. */
export type Sentence = Readonly<Record<Language, string>>

/** Sentences by error code or check id. Types of codes, `docs/errors.md` and explanations come from these tables. */
export type Catalogue<Key extends string = string> = Readonly<Record<Key, Sentence>>

/** Puts the facts into a sentence. A fact that is absent leaves its name, so that a gap is seen. */
export function render(sentence: Sentence, language: Language, facts: Facts): string {
  return sentence[language].replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(facts, name) ? String(facts[name]) : whole,
  )
}

/**
 * The one base of every error that is about data, not about a wrong call.
 *
 * A wrong call (a programmer's mistake) is a `TypeError` or `RangeError`.
 */
export class TrustError<Code extends string = string> extends Error {
  readonly code: Code
  readonly facts: Facts

  constructor(code: Code, sentence: Sentence, facts: Facts = {}, cause?: unknown) {
    super(render(sentence, 'en', facts), cause === undefined ? undefined : { cause })
    this.name = new.target.name
    this.code = code
    this.facts = facts
  }
}

/** The codes of `@xinyin/core`, with their sentences. */
export const CORE_CODES = {
  ERR_BYTES_HEX: {
    en: 'Not hexadecimal at position {position}.',
    'zh-CN': '第 {position} 个字符不是十六进制。',
  },
  ERR_BYTES_BASE64: {
    en: 'Not canonical base64 at position {position}.',
    'zh-CN': '第 {position} 个字符处不是规范的 base64。',
  },
  ERR_BYTES_UTF8: { en: 'Not well-formed UTF-8.', 'zh-CN': '不是合法的 UTF-8。' },
  ERR_DER_TRUNCATED: {
    en: 'DER ends early: {needed} bytes needed at offset {offset}, {found} there.',
    'zh-CN': 'DER 不完整：偏移 {offset} 处需要 {needed} 字节，只有 {found} 字节。',
  },
  ERR_DER_TRAILING: {
    en: '{found} bytes follow the end of the DER value.',
    'zh-CN': 'DER 值之后还有 {found} 个多余字节。',
  },
  ERR_DER_LENGTH: {
    en: 'DER length at offset {offset} is not in its shortest definite form.',
    'zh-CN': '偏移 {offset} 处的 DER 长度不是最短的定长形式。',
  },
  ERR_DER_TAG: {
    en: 'Expected {expected} at offset {offset}, found {found}.',
    'zh-CN': '偏移 {offset} 处应为 {expected}，实际为 {found}。',
  },
  ERR_DER_DEPTH: {
    en: 'DER is nested deeper than {limit} levels.',
    'zh-CN': 'DER 嵌套超过 {limit} 层。',
  },
  ERR_DER_SIZE: {
    en: 'DER of {found} bytes exceeds the limit of {limit}.',
    'zh-CN': 'DER 有 {found} 字节，超过上限 {limit}。',
  },
  ERR_DER_COUNT: {
    en: 'More than {limit} elements in one DER value.',
    'zh-CN': '一个 DER 值中的元素超过 {limit} 个。',
  },
  ERR_DER_VALUE: {
    en: 'The {type} at offset {offset} is not valid DER.',
    'zh-CN': '偏移 {offset} 处的 {type} 不是合法的 DER。',
  },
  ERR_KEY_ALGORITHM: {
    en: 'The key is of no known algorithm: {algorithm}.',
    'zh-CN': '未知的密钥算法：{algorithm}。',
  },
  ERR_KEY_POINT: {
    en: 'The public key is not a point of the curve {curve}.',
    'zh-CN': '公钥不是曲线 {curve} 上的点。',
  },
  ERR_KEY_RSA: {
    en: 'The RSA key is not acceptable: modulus of {bits} bits, exponent {exponent}.',
    'zh-CN': 'RSA 密钥不可接受：模长 {bits} 位，指数 {exponent}。',
  },
  ERR_KEY_PRIVATE: {
    en: 'The private key is malformed, out of range, or does not fit its public key.',
    'zh-CN': '私钥格式错误、超出范围或与其公钥不符。',
  },
  ERR_SM2_DECRYPT: {
    en: 'The SM2 ciphertext is malformed, altered, or made for another key.',
    'zh-CN': 'SM2 密文格式错误、被篡改或不是发给此密钥的。',
  },
  ERR_SM4_DECRYPT: {
    en: 'The SM4 ciphertext is malformed, altered, or made with another key.',
    'zh-CN': 'SM4 密文格式错误、被篡改或使用了其他密钥。',
  },
  ERR_PEM_FORMAT: {
    en: 'Line {line} is not valid PEM.',
    'zh-CN': '第 {line} 行不是合法的 PEM。',
  },
  ERR_PEM_EMPTY: { en: 'There is no PEM block.', 'zh-CN': '没有 PEM 数据块。' },
  ERR_PEM_SIZE: {
    en: 'PEM exceeds the limit of {limit} {unit}.',
    'zh-CN': 'PEM 超过上限 {limit}（{unit}）。',
  },
  ERR_PEM_LABEL: {
    en: 'Expected a PEM block {expected}, found {found}.',
    'zh-CN': 'PEM 数据块应为 {expected}，实际为 {found}。',
  },
  ERR_CERTIFICATE_VERSION: {
    en: 'The certificate version {found} does not exist or does not fit the content.',
    'zh-CN': '证书版本 {found} 不存在或与内容不符。',
  },
  ERR_CERTIFICATE_SERIAL_NUMBER: {
    en: 'The serial number has {found} octets, more than {limit}.',
    'zh-CN': '证书序列号有 {found} 字节，超过 {limit} 字节。',
  },
  ERR_CERTIFICATE_ALGORITHMS: {
    en: 'The signature algorithms inside and outside of the signed part differ.',
    'zh-CN': '签名算法在被签名部分内外不一致。',
  },
  ERR_CERTIFICATE_NAME: {
    en: 'A distinguished name has an empty part or more than {limit} attributes.',
    'zh-CN': '甄别名含空的部分，或属性超过 {limit} 个。',
  },
  ERR_CERTIFICATE_EXTENSIONS: {
    en: '{found} extensions: expected 1 to {limit}.',
    'zh-CN': '有 {found} 个扩展项，应为 1 至 {limit} 个。',
  },
  ERR_CERTIFICATE_EXTENSION_TWICE: {
    en: 'The extension {extension} occurs twice.',
    'zh-CN': '扩展项 {extension} 出现两次。',
  },
  ERR_CERTIFICATE_EXTENSION_VALUE: {
    en: 'The value of the extension {extension} is not valid ({reason}).',
    'zh-CN': '扩展项 {extension} 的值不合法（{reason}）。',
  },
  ERR_REQUEST_VERSION: {
    en: 'The version {found} of a certificate request is not known.',
    'zh-CN': '证书请求的版本 {found} 未知。',
  },
  ERR_REQUEST_SIGNATURE: {
    en: 'The signature on the certificate request does not match its public key.',
    'zh-CN': '证书请求的签名与其公钥不符。',
  },
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
  ERR_TRUST_FOLDER: {
    en: '{name} is not in one of the folders of a trust store: {allowed}.',
    'zh-CN': '{name} 不在信任库的文件夹之内：{allowed}。',
  },
  ERR_TRUST_CERTIFICATE: {
    en: '{name} does not hold certificates ({reason}).',
    'zh-CN': '{name} 中不是证书（{reason}）。',
  },
  ERR_TRUST_KEY: {
    en: '{name} holds a certificate whose key is of an algorithm that is not supported: {algorithm}.',
    'zh-CN': '{name} 中有证书使用了不支持的密钥算法：{algorithm}。',
  },
  ERR_TRUST_TWICE: {
    en: '{name} holds a certificate that is in {other} already.',
    'zh-CN': '{name} 中的证书已在 {other} 中。',
  },
  ERR_TRUST_EMPTY: {
    en: 'No certificate is trusted: there is none in any of {allowed}.',
    'zh-CN': '没有受信任的证书：{allowed} 中均无证书。',
  },
  ERR_TRUST_SIZE: {
    en: 'The trust store exceeds the limit of {limit} {unit}.',
    'zh-CN': '信任库超过上限 {limit}（{unit}）。',
  },
  ERR_TRUST_READ: {
    en: 'The trust store cannot be read: {name} ({reason}).',
    'zh-CN': '无法读取信任库：{name}（{reason}）。',
  },
  ERR_JSON_SYNTAX: { en: 'Not the JSON that it must be.', 'zh-CN': '不是规定形式的 JSON。' },
  ERR_JSON_DUPLICATE: {
    en: 'A JSON object has two members of one name.',
    'zh-CN': 'JSON 对象中有同名成员。',
  },
  ERR_JSON_MEMBER: {
    en: 'A JSON object has a member of a name that is not allowed.',
    'zh-CN': 'JSON 对象中有不允许的成员名。',
  },
  ERR_JSON_DEPTH: {
    en: 'JSON is nested deeper than {limit} levels.',
    'zh-CN': 'JSON 嵌套超过 {limit} 层。',
  },
} as const satisfies Catalogue

export type CoreErrorCode = keyof typeof CORE_CODES

/** An error about data read by `@xinyin/core`. */
export class CoreError extends TrustError<CoreErrorCode> {
  constructor(code: CoreErrorCode, facts: Facts = {}, cause?: unknown) {
    super(code, CORE_CODES[code], facts, cause)
  }
}
