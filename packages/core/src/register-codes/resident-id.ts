import { dayInChina, dayOf } from './calendar-day.ts'
import { registerError } from './codes.ts'
import { isInProvince } from './region.ts'

/** A citizen's number 公民身份号码 (GB 11643), taken apart. All of it is personal data. */
export interface ResidentId {
  readonly text: string
  /** Region of first registration, six digits of GB/T 2260; often one that was dissolved since. */
  readonly region: string
  /** `1949-12-31`. */
  readonly birthDate: string
  /** 顺序码, three digits. */
  readonly sequence: string
  /** Odd sequences are for men, even ones for women. */
  readonly sex: 'male' | 'female'
  readonly checkCharacter: string
}

export interface ResidentIdOptions {
  /** When it is judged whether a date of birth is still to come; now, unless given. */
  readonly at?: Date
}

const FORM = /^[1-9]\d{16}[\dX]$/

/** The oldest century: the standard's own example is of somebody born in 1880. */
const CENTURIES = /^(?:18|19|20)/

const CHECK_CHARACTERS = '10X98765432'

/** Residence permits of people from Taiwan carry numbers of this kind under digits that GB/T 2260 gives to nobody. */
const TAIWAN_PERMITS = '83'

/**
 * The check character of a citizen's number: ISO/IEC 7064 MOD 11-2 (GB 11643).
 *
 * @param digits - the 17 digits before it
 */
export function residentIdCheckCharacter(digits: string): string {
  let product = 0
  for (let i = 0; i < 17; i++) product = ((product + digits.charCodeAt(i) - 48) * 2) % 11
  return CHECK_CHARACTERS.charAt(product)
}

/** Whether the region of a number is of a province, or of a residence permit 港澳台居民居住证. */
export const isRegionOfResidents = (region: string): boolean =>
  isInProvince(region) || region.startsWith(TAIWAN_PERMITS)

/**
 * Takes a citizen's number apart by its form only; its date is `undefined` where the calendar has none such.
 *
 * @throws CoreError `ERR_RESIDENT_ID_FORM`
 */
export function splitResidentId(text: string): Omit<ResidentId, 'birthDate'> & {
  readonly birthDate: string | undefined
} {
  if (text.length !== 18 || !FORM.test(text)) throw registerError('ERR_RESIDENT_ID_FORM')
  const sequence = text.slice(14, 17)
  const digits = text.slice(6, 14)
  return {
    text,
    region: text.slice(0, 6),
    birthDate: CENTURIES.test(digits) ? dayOf(digits) : undefined,
    sequence,
    sex: Number(sequence) % 2 === 1 ? 'male' : 'female',
    checkCharacter: text.charAt(17),
  }
}

/**
 * Reads a citizen's number and holds it to the standard: form, date of birth, check character, province. Counties are not
 * looked up: people keep the number of one that was dissolved. Nothing of the number gets into an error.
 *
 * @throws CoreError `ERR_RESIDENT_ID_FORM`, `ERR_RESIDENT_ID_DATE`, `ERR_RESIDENT_ID_FUTURE`, `ERR_RESIDENT_ID_CHECK`,
 * and last of all `ERR_REGION_PROVINCE`: everything else is then right
 */
export function parseResidentId(text: string, { at = new Date() }: ResidentIdOptions = {}): ResidentId {
  const { birthDate, ...rest } = splitResidentId(text)
  if (birthDate === undefined) throw registerError('ERR_RESIDENT_ID_DATE')
  if (birthDate > dayInChina(at)) throw registerError('ERR_RESIDENT_ID_FUTURE')
  if (rest.checkCharacter !== residentIdCheckCharacter(text)) throw registerError('ERR_RESIDENT_ID_CHECK')
  if (!isRegionOfResidents(rest.region)) throw registerError('ERR_REGION_PROVINCE')
  return { ...rest, birthDate }
}
