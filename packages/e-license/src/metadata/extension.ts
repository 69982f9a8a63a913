import type { Sentence } from '@xinyin/core'
import { readDate, readDateTime } from './date.ts'
import { isCitizenNumber, isCreditCode } from './holder-code.ts'

/**
 * What kind of value an extension item 扩展项 has. `decimal`, `money` and `area` are numbers that may be followed by
 * their unit; `code` is one of a list.
 */
export const EXTENSION_KINDS = [
  'text',
  'date',
  'time',
  'integer',
  'decimal',
  'money',
  'area',
  'code',
  'credit-code',
  'citizen-number',
  'region-code',
] as const

export type ExtensionKind = (typeof EXTENSION_KINDS)[number]

/**
 * One item that only licences of a type have (GB/T 36903-2018: names with `KZ_`). Values stay text everywhere, so that
 * all forms of a licence carry the same; the kind says how the text must read.
 */
export interface ExtensionItem {
  /** Without `KZ_`: a letter, and up to 63 letters, digits or underscores. */
  readonly name: string
  /** What people call it: `{ en: 'Name of the project', 'zh-CN': '工程名称' }`. */
  readonly label?: Partial<Sentence>
  readonly kind: ExtensionKind
  /** Whether a licence of the type must have it. */
  readonly needed?: boolean
  /** Whether it may hold several values, joined by `；`. */
  readonly repeats?: boolean
  /** Unit of a number, when the value names none: `平方米`. A value may end with it. */
  readonly unit?: string
  /** The values of a `code`, each with what it means. */
  readonly codes?: Readonly<Record<string, string>>
  /** Most characters of one value; 4,000 unless given. */
  readonly maxLength?: number
  /** Whether it says something about a person, and so must not stand in a report. */
  readonly personal?: boolean
}

/** Between the values of an item that repeats. */
export const VALUE_SEPARATOR = '；'

/** Why a value is not one of its item. */
export type ExtensionFault = 'form' | 'code' | 'length'

/** The first thing that is wrong with a value, held to its item; `undefined` when it is right. */
export function extensionFault(item: ExtensionItem, value: string): ExtensionFault | undefined {
  const values = item.repeats === true ? value.split(VALUE_SEPARATOR) : [value]
  for (const one of values) {
    if (item.maxLength !== undefined && one.length > item.maxLength) return 'length'
    if (item.kind === 'code') {
      if (!Object.hasOwn(item.codes ?? {}, one)) return 'code'
    } else if (!FORMS[item.kind](one, item)) return 'form'
  }
  return undefined
}

const FORMS: Readonly<
  Record<Exclude<ExtensionKind, 'code'>, (value: string, item: ExtensionItem) => boolean>
> = {
  text: (value) => value !== '',
  date: (value) => readDate(value) === value,
  time: (value) => readDateTime(value) === value,
  integer: (value, { unit }) => /^-?\d{1,15}$/.test(withoutUnit(value, unit)),
  decimal: (value, { unit }) => /^-?\d{1,15}(\.\d{1,9})?$/.test(withoutUnit(value, unit)),
  money: (value, { unit }) => /^\d{1,15}(\.\d{1,6})?$/.test(withoutUnit(value, unit)),
  area: (value, { unit }) => /^\d{1,15}(\.\d{1,6})?$/.test(withoutUnit(value, unit)),
  'credit-code': isCreditCode,
  'citizen-number': isCitizenNumber,
  'region-code': (value) => /^[1-9]\d{5}$/.test(value),
}

function withoutUnit(value: string, unit: string | undefined): string {
  return unit !== undefined && value.endsWith(unit) ? value.slice(0, -unit.length).trimEnd() : value
}
