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
} as const satisfies Catalogue

export type CoreErrorCode = keyof typeof CORE_CODES

/** An error about data read by `@xinyin/core`. */
export class CoreError extends TrustError<CoreErrorCode> {
  constructor(code: CoreErrorCode, facts: Facts = {}, cause?: unknown) {
    super(code, CORE_CODES[code], facts, cause)
  }
}
