import { type Check, failed, indeterminate, passed, skipped } from '@xinyin/core'
import type { DataDescription } from '../description.ts'
import type { DataExpectation } from '../expectation.ts'

/** What a seal was found to say of the data. */
export interface FoundDescription {
  /** Nothing where it says it in no known form. */
  readonly description: DataDescription | undefined
  /** `propertyInfo` of a signature with a seal. */
  readonly propertyInfo?: string
}

/** The seal says of the data what is expected, and is known to be one for data at all. */
export function checkDescription(found: FoundDescription, expect: DataExpectation = {}): Check {
  const id = 'data.description'
  const { description, propertyInfo } = found
  const { name, mediaType } = expect
  const otherwise = (what: string) => failed(id, 'ERR_DATA_OTHER', { what })
  if (expect.propertyInfo !== undefined && propertyInfo !== expect.propertyInfo)
    return otherwise('propertyInfo')
  if (description === undefined) {
    if (expect.propertyInfo === undefined) return indeterminate(id, 'ERR_DATA_DESCRIPTION')
    if (name !== undefined || mediaType !== undefined)
      return otherwise(name === undefined ? 'mediaType' : 'name')
    return passed(id)
  }
  if (name !== undefined && description.name !== name) return otherwise('name')
  if (mediaType !== undefined && description.mediaType !== mediaType) return otherwise('mediaType')
  return description.name === undefined && description.mediaType === undefined
    ? skipped(id, 'data-description')
    : passed(id, { ...description })
}
