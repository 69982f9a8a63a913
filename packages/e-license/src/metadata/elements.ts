/** One metadata element of GB/T 36903-2018, by the short name under which it travels. */
export interface Element {
  readonly kind: 'text' | 'date' | 'time'
  readonly needed: boolean
  /** Whether it may occur once for each issuer or holder. */
  readonly repeats: boolean
}

const text: Element = { kind: 'text', needed: false, repeats: false }
const neededText: Element = { ...text, needed: true }
const manyText: Element = { ...neededText, repeats: true }

/** Cardinalities are those of a production system's mandatory checks; the standard's own were not at hand. */
export const ELEMENTS = {
  ZZMC: neededText,
  ZZLXDM: neededText,
  ZZBH: neededText,
  ZZBS: neededText,
  ZZBFJG: manyText,
  ZZBFJGDM: manyText,
  ZZBFRQ: { kind: 'date', needed: true, repeats: false },
  CZZT: manyText,
  CZZTDM: manyText,
  CZZTDMLX: { ...manyText, needed: false },
  CZZTDMLXDM: { ...manyText, needed: false },
  ZZYXQQSRQ: { ...text, kind: 'date' },
  ZZYXQJZRQ: { ...text, kind: 'date' },
  ZZQZR: text,
  ZZQZSJ: { ...text, kind: 'time' },
  ZZQZMC: text,
  CJSJ: { ...text, kind: 'time' },
  ZZBGSJ: { ...text, kind: 'time' },
  ZZBGYY: text,
  JZJZZSJ: { ...text, kind: 'time' },
  JZJZZZ: text,
  JZJZZSY: text,
  JZJYXQJZSJ: { ...text, kind: 'time' },
  // 状态列表地址 and 状态列表序号 are of this profile: GB/T 36903 is older than status lists.
  ZTLBDZ: text,
  ZTLBXH: text,
} as const satisfies Record<string, Element>

export type ElementName = keyof typeof ELEMENTS

export function isElementName(name: string): name is ElementName {
  return Object.hasOwn(ELEMENTS, name)
}

/** Names of extension items begin with this. */
export const EXTENSION_PREFIX = 'KZ_'

/** What an extension item may be called, after the prefix. */
export const EXTENSION_NAME = /^[A-Za-z][A-Za-z0-9_]{0,63}$/

/** Most characters in one value. */
const VALUE_LIMIT = 4000

/** Most holders or extension items. */
export const COUNT_LIMIT = 200

/** Most issuers: each has to sign, and an OFD has at most so many signatures. */
export const ISSUER_LIMIT = 64

/** How often an element may occur. */
export function countLimit(name: ElementName): number {
  if (!ELEMENTS[name].repeats) return 1
  return name === 'ZZBFJG' || name === 'ZZBFJGDM' ? ISSUER_LIMIT : COUNT_LIMIT
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused.
const UNFIT = /[\u0000-\u0009\u000b-\u001f\u007f\ufffe\uffff]|^\s|\s$/
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/

/** Of letters, signs, Chinese and blanks within, as nearly all values are: what is fit is then seen in one pass. */
export function isPlain(value: string): boolean {
  for (let i = 0; i < value.length; i++) {
    const unit = value.charCodeAt(i)
    const isAscii = unit >= 0x20 && unit < 0x7f
    const isChinese = (unit > 0x3000 && unit < 0xd800) || (unit > 0xff00 && unit < 0xffef)
    // Fillers of Korean syllables stand among letters and show nothing.
    if ((!isAscii && !isChinese) || unit === 0x3164 || unit === 0xffa0) return false
  }
  return value.charCodeAt(0) !== 0x20 && value.charCodeAt(value.length - 1) !== 0x20
}

/** Whether a value can stand in XML and JSON alike and come back as it was. */
export function isFitValue(value: string): boolean {
  if (value.length === 0 || value.length > VALUE_LIMIT) return false
  return isPlain(value) || (!UNFIT.test(value) && !LONE_SURROGATE.test(value))
}
