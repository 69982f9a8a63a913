import { isDate, readDateTime } from './date.ts'
import { type ElementName, isFitValue, isPlain } from './elements.ts'
import { finding, type MetadataFinding, memberName } from './finding.ts'
import { hiddenCharacter } from './hidden.ts'
import { type Members, membersOf, unknownMembers } from './members.ts'

/** What was found so far. */
export type Found = MetadataFinding[]

type Place = { readonly position?: number }

/** The items of a list that are objects; what is wrong with the list itself is found. */
export function findList(
  found: Found,
  element: ElementName,
  kind: 'Issuer' | 'Holder',
  value: unknown,
  least: number,
  limit: number,
): readonly Members[] {
  if (value !== undefined && !Array.isArray(value)) {
    found.push(finding('ERR_METADATA_VALUE', element))
    return []
  }
  const list: readonly unknown[] = value ?? []
  if (list.length < least) found.push(finding('ERR_METADATA_MISSING', element))
  if (list.length > limit) {
    found.push(finding('ERR_METADATA_COUNT', element, { limit }))
    return []
  }
  const sound: Members[] = []
  for (let i = 0; i < list.length; i++) {
    const members = findMembers(found, element, kind, list[i], placeOf(list, i))
    if (members !== undefined) sound.push(members)
  }
  return sound
}

export function findMembers(
  found: Found,
  element: ElementName,
  kind: 'Issuer' | 'Holder' | 'Signing' | 'Annotation' | 'StatusReference',
  value: unknown,
  place?: Place,
): Members | undefined {
  if (value === undefined && place === undefined) return undefined
  const members = membersOf(value)
  if (members === undefined) found.push(finding('ERR_METADATA_VALUE', element, place))
  else
    for (const name of unknownMembers(kind, members))
      found.push(finding('ERR_METADATA_UNKNOWN', memberName(name), place))
  return members
}

/** Which of several it is, from 1. */
export const placeOf = (list: readonly unknown[], i: number): Place =>
  list.length > 1 ? { position: i + 1 } : ALONE

const ALONE: Place = {}

export function findText(found: Found, element: string, value: unknown, place?: Place): void {
  if (value === undefined || value === '') found.push(finding('ERR_METADATA_MISSING', element, place))
  else if (typeof value !== 'string' || !isFitValue(value))
    found.push(finding('ERR_METADATA_VALUE', element, place))
  else if (!isPlain(value)) findHidden(found, element, value, place)
}

/** What people see of a value is what is signed: nothing in it hides, or moves the rest about. */
function findHidden(found: Found, element: string, value: string, place?: Place): void {
  const character = hiddenCharacter(value)
  if (character !== undefined) found.push(finding('ERR_METADATA_HIDDEN', element, { ...place, character }))
}

export function findDay(found: Found, element: ElementName, value: unknown): void {
  if (value === undefined || value === '') found.push(finding('ERR_METADATA_MISSING', element))
  else if (typeof value !== 'string' || !isDate(value)) found.push(finding('ERR_METADATA_VALUE', element))
}

export function findTime(found: Found, element: ElementName, value: unknown): void {
  if (value === undefined || value === '') found.push(finding('ERR_METADATA_MISSING', element))
  else if (typeof value !== 'string' || readDateTime(value) !== value)
    found.push(finding('ERR_METADATA_VALUE', element))
}

export function findOptionalText(found: Found, element: ElementName, value: unknown): void {
  if (value !== undefined) findText(found, element, value)
}

export function findOptionalTime(found: Found, element: ElementName, value: unknown): void {
  if (value !== undefined) findTime(found, element, value)
}
