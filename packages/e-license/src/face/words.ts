import type { LicenceData } from '../metadata/data.ts'
import { readDate } from '../metadata/date.ts'
import { EXTENSION_PREFIX } from '../metadata/elements.ts'
import { HOLDER_CODE_TYPES } from '../metadata/holder-code.ts'
import { faceError } from './codes.ts'
import type { FaceLanguage, FaceWords } from './template.ts'

/** A piece of text, and of which item it is. */
export interface Run {
  readonly text: string
  /** Short name of GB/T 36903; `undefined` for what the template says itself. */
  readonly element?: string
  /** Which of several issuers or holders, from 0. */
  readonly index?: number
}

/** What words are filled from. */
export interface WordsContext {
  readonly data: LicenceData
  readonly language: FaceLanguage
  /** The holder or issuer of a row, from 0. */
  readonly row?: number
  readonly page: number
  readonly pages: number
}

type Field = (context: WordsContext) => readonly Run[] | undefined

const LIST_MARKS: Readonly<Record<FaceLanguage, string>> = { 'zh-CN': '、', en: ', ' }

/** Joins what there is one of for each issuer or holder. */
const list = (element: string, texts: readonly string[], { language }: WordsContext): Run[] =>
  texts.flatMap((text, index) => [
    ...(index === 0 ? [] : [{ text: LIST_MARKS[language] }]),
    { text, element, index },
  ])

const one = (element: string, text: string | undefined): Run[] | undefined =>
  text === undefined ? undefined : [{ text, element }]

const day = (element: string, date: string | undefined, { language }: WordsContext) =>
  one(element, date && formatDay(date, language))

const FIELDS: Readonly<Record<string, Field>> = {
  name: ({ data }) => one('ZZMC', data.name),
  number: ({ data }) => one('ZZBH', data.number),
  identifier: ({ data }) => one('ZZBS', data.identifier),
  typeCode: ({ data }) => one('ZZLXDM', data.typeCode),
  issuers: (context) =>
    list(
      'ZZBFJG',
      context.data.issuers.map(({ name }) => name),
      context,
    ),
  issuerCodes: (context) =>
    list(
      'ZZBFJGDM',
      context.data.issuers.map(({ code }) => code),
      context,
    ),
  holders: (context) =>
    list(
      'CZZT',
      context.data.holders.map(({ name }) => name),
      context,
    ),
  holderCodes: (context) =>
    list(
      'CZZTDM',
      context.data.holders.map(({ code }) => code),
      context,
    ),
  holderCodeTypes: (context) =>
    list(
      'CZZTDMLX',
      context.data.holders.map(({ codeType }) => HOLDER_CODE_TYPES[codeType]),
      context,
    ),
  issuedOn: (context) => day('ZZBFRQ', context.data.issuedOn, context),
  validFrom: (context) => day('ZZYXQQSRQ', context.data.validFrom, context),
  validUntil: (context) => day('ZZYXQJZRQ', context.data.validUntil, context),
  period,
  sealName: ({ data }) => one('ZZQZMC', data.signing?.sealName),
  purpose: ({ data }) => one('JZJZZSY', data.annotation?.purpose),
  copyMaker: ({ data }) => one('JZJZZZ', data.annotation?.maker),
  copyMadeOn: (context) => day('JZJZZSJ', context.data.annotation?.madeAt.slice(0, 10), context),
  copyUntil: (context) => day('JZJYXQJZSJ', context.data.annotation?.validUntil?.slice(0, 10), context),
  page: ({ page }) => [{ text: String(page) }],
  pages: ({ pages }) => [{ text: String(pages) }],
  row: ({ row }) => (row === undefined ? undefined : [{ text: String(row + 1) }]),
  'holder.name': ofRow('CZZT', ({ holders }, row) => holders[row]?.name),
  'holder.code': ofRow('CZZTDM', ({ holders }, row) => holders[row]?.code),
  'holder.codeType': ofRow('CZZTDMLX', ({ holders }, row) => {
    const type = holders[row]?.codeType
    return type && HOLDER_CODE_TYPES[type]
  }),
  'issuer.name': ofRow('ZZBFJG', ({ issuers }, row) => issuers[row]?.name),
  'issuer.code': ofRow('ZZBFJGDM', ({ issuers }, row) => issuers[row]?.code),
}

function ofRow(element: string, read: (data: LicenceData, row: number) => string | undefined): Field {
  return ({ data, row }) => {
    const text = row === undefined ? undefined : read(data, row)
    return text === undefined || row === undefined ? undefined : [{ text, element, index: row }]
  }
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const

/** `2026年5月22日`, `22 May 2026`. */
function formatDay(date: string, language: FaceLanguage): string {
  const [year = 0, month = 1, dayOfMonth = 1] = date.split('-').map(Number)
  return language === 'zh-CN'
    ? `${year}年${month}月${dayOfMonth}日`
    : `${dayOfMonth} ${MONTHS[month - 1] ?? ''} ${year}`
}

const PERIODS: Readonly<Record<FaceLanguage, { to: string; open: string; end: string }>> = {
  'zh-CN': { to: '至', open: '至', end: '长期' },
  en: { to: ' to ', open: ', no end', end: '' },
}

function period({ data, language }: WordsContext): Run[] {
  const { validFrom, validUntil, issuedOn } = data
  const { to, open, end } = PERIODS[language]
  const from =
    validFrom === undefined
      ? { text: formatDay(issuedOn, language), element: 'ZZBFRQ' }
      : { text: formatDay(validFrom, language), element: 'ZZYXQQSRQ' }
  if (validUntil !== undefined)
    return [from, { text: to }, { text: formatDay(validUntil, language), element: 'ZZYXQJZRQ' }]
  return [from, { text: open }, ...(end === '' ? [] : [{ text: end, element: 'ZZYXQJZRQ' }])]
}

const PLACE = /\{([A-Za-z][A-Za-z0-9_.]*)(:date)?(\??)\}/g

/**
 * Puts a licence's data into words of a template.
 *
 * @throws LicenceError `ERR_FACE_FIELD`
 */
export function fillWords(words: FaceWords, context: WordsContext): Run[] {
  const text = typeof words === 'string' ? words : words[context.language]
  if (!text.includes('{')) return [{ text }]
  const runs: Run[] = []
  let after = 0
  for (const match of text.matchAll(PLACE)) {
    const [whole, field = '', date, optional] = match
    if (match.index > after) runs.push({ text: text.slice(after, match.index) })
    after = match.index + whole.length
    const value = fieldOf(field, context)
    if (value === undefined && optional === '') throw faceError('ERR_FACE_FIELD', { field })
    for (const run of value ?? [])
      runs.push(date === undefined ? run : { ...run, text: asDay(run.text, context) })
  }
  if (after < text.length) runs.push({ text: text.slice(after) })
  return runs
}

function asDay(text: string, { language }: WordsContext): string {
  const date = readDate(text)
  return date === undefined ? text : formatDay(date, language)
}

function fieldOf(field: string, context: WordsContext): readonly Run[] | undefined {
  if (field.startsWith(EXTENSION_PREFIX)) {
    const { extensions } = context.data
    const name = field.slice(EXTENSION_PREFIX.length)
    return Object.hasOwn(extensions, name) ? one(field, extensions[name]) : undefined
  }
  return Object.hasOwn(FIELDS, field) ? FIELDS[field]?.(context) : undefined
}

/** Whether a part with this `when` is shown. */
export function isShown(when: string | undefined, context: WordsContext): boolean {
  if (when === undefined) return true
  const isPresent = fieldOf(when.replace(/^!/, ''), context) !== undefined
  return when.startsWith('!') ? !isPresent : isPresent
}

/** The fields that words ask for which no licence can have. */
export function unknownFields(words: string): string[] {
  return [...words.matchAll(PLACE)].flatMap(([, field = '']) => (isField(field) ? [] : [field]))
}

export const isField = (name: string): boolean =>
  Object.hasOwn(FIELDS, name) || /^KZ_[A-Za-z][A-Za-z0-9_]{0,63}$/.test(name)
