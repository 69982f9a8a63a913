import type { LicenceData } from '../metadata/data.ts'
import { EXTENSION_PREFIX } from '../metadata/elements.ts'
import { faceError } from './codes.ts'

const LIST_MARK = '、'

const FIELDS: Readonly<Record<string, (data: LicenceData) => string | undefined>> = {
  name: (data) => data.name,
  number: (data) => data.number,
  identifier: (data) => data.identifier,
  issuers: (data) => data.issuers.map(({ name }) => name).join(LIST_MARK),
  holders: (data) => data.holders.map(({ name }) => name).join(LIST_MARK),
  holderCodes: (data) => data.holders.map(({ code }) => code).join(LIST_MARK),
  issuedOn: (data) => longDate(data.issuedOn),
  validFrom: (data) => data.validFrom && longDate(data.validFrom),
  validUntil: (data) => data.validUntil && longDate(data.validUntil),
  period: periodOf,
}

/** `2026年5月22日`. */
function longDate(date: string): string {
  const [year, month, day] = date.split('-').map(Number)
  return `${year}年${month}月${day}日`
}

function periodOf({ validFrom, validUntil, issuedOn }: LicenceData): string {
  const from = longDate(validFrom ?? issuedOn)
  return validUntil === undefined ? `${from}起长期有效` : `${from}至${longDate(validUntil)}`
}

/**
 * Puts a licence's data into a template's text.
 *
 * @throws LicenceError `ERR_FACE_FIELD`
 */
export function fillFields(text: string, data: LicenceData): string {
  return text.replace(/\{([A-Za-z0-9_]+)(\??)\}/g, (_, field: string, optional: string) => {
    const value = fieldValue(field, data)
    if (value === undefined && optional === '') throw faceError('ERR_FACE_FIELD', { field })
    return value ?? ''
  })
}

function fieldValue(field: string, data: LicenceData): string | undefined {
  if (field.startsWith(EXTENSION_PREFIX)) {
    const name = field.slice(EXTENSION_PREFIX.length)
    return Object.hasOwn(data.extensions, name) ? data.extensions[name] : undefined
  }
  return Object.hasOwn(FIELDS, field) ? FIELDS[field]?.(data) : undefined
}
