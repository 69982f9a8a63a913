import { isUscc, residentIdCheckCharacter } from '@xinyin/core/code-checks'
import { metadataError } from './codes.ts'
import { readDate } from './date.ts'

/** Kinds of holder codes by their code (GB/T 36903-2018, 附录 A). */
export const HOLDER_CODE_TYPES = {
  '001': '统一社会信用代码',
  '099': '其他法人或其他组织有效证件代码',
  '111': '公民身份号码',
  '114': '中国人民解放军军官证',
  '115': '中国人民武装警察部队警官证',
  '118': '中国人民解放军士兵证',
  '119': '中国人民武装警察部队士兵证',
  '120': '中国人民解放军文职人员证',
  '122': '中国人民武装警察部队文职人员证',
  '411': '外交护照',
  '412': '公务护照',
  '413': '公务普通护照',
  '414': '普通护照',
  '511': '台湾居民来往大陆通行证',
  '516': '港澳居民来往内地通行证',
  '999': '其他自然人有效证件代码',
} as const

export type HolderCodeType = keyof typeof HOLDER_CODE_TYPES

export function isHolderCodeType(found: unknown): found is HolderCodeType {
  return typeof found === 'string' && Object.hasOwn(HOLDER_CODE_TYPES, found)
}

/** The code of a kind named in words, as some platforms write it. */
export function holderCodeTypeOf(name: string): HolderCodeType | undefined {
  return Object.keys(HOLDER_CODE_TYPES)
    .filter(isHolderCodeType)
    .find((code) => HOLDER_CODE_TYPES[code] === name)
}

/**
 * Whether a citizen's number 公民身份号码 has a date of the calendar and the right check character (GB 11643). Whether its
 * region ever was is not asked: made-up persons have one that never will be.
 */
export const isCitizenNumber = (text: string): boolean =>
  /^[1-9]\d{16}[\dX]$/.test(text) &&
  readDate(text.slice(6, 14)) !== undefined &&
  residentIdCheckCharacter(text) === text.charAt(17)

/** Whether a unified social credit code has both of its check characters right (GB 32100). */
export const isCreditCode = (text: string): boolean => isUscc(text)

/** Whether a code is one of its kind, as far as the kind has rules: credit codes and citizens' numbers have. */
export function isHolderCode(code: string, codeType: HolderCodeType): boolean {
  return codeType === '111' ? isCitizenNumber(code) : codeType !== '001' || isCreditCode(code)
}

/**
 * Holds a holder's code to the rules of its kind, before a licence is issued. The error says nothing of the code,
 * which may be a person's.
 *
 * @throws LicenceError `ERR_METADATA_HOLDER_CODE`
 */
export function assertHolderCode(code: string, codeType: HolderCodeType): void {
  if (!isHolderCode(code, codeType)) throw metadataError('ERR_METADATA_HOLDER_CODE', { codeType })
}

/** Whether a code of this kind is a person's, and so is nothing for a report or a log. */
export const isPersonCode = (codeType: string): boolean => codeType !== '001' && codeType !== '099'
