import { readDate } from '../../metadata/date.ts'
import { type LicenceType, SECURITY_CLASSES } from '../licence-type.ts'
import type { Note } from './finding.ts'

/** Template, assurance level, security class, areas and related items are ones that there are. */
export function lintTerms(type: LicenceType, faces: ReadonlySet<string> | undefined, note: Note): void {
  const { face, level, securityClass, areas, relatedItems = [] } = type
  if (face !== undefined && faces?.has(face) === false) note('catalogue.face', '/face', { face })
  if (![1, 2, 3, 4].includes(level)) note('catalogue.level', '/level', { level })
  const classes: readonly string[] = SECURITY_CLASSES
  if (!classes.includes(securityClass ?? ''))
    note('catalogue.security-class', '/securityClass', { expected: classes.join(' / ') })
  else if (securityClass !== undefined && securityClass !== 'ordinary' && level < 3 && level >= 1)
    note('catalogue.level-low', '/level', { level, securityClass })
  if (areas.length === 0) note('catalogue.area', '/areas', { found: '-' })
  areas.forEach((area, i) => {
    if (!/^(000000|[1-9]\d{5})$/.test(area)) note('catalogue.area', `/areas/${i}`, { found: area })
  })
  const codes = new Set<string>()
  relatedItems.forEach(({ name, code }, i) => {
    if (name.trim() === '' || code.trim() === '' || codes.has(code))
      note('catalogue.related-item', `/relatedItems/${i}`)
    codes.add(code)
  })
}

/** The days on which an entry was published and withdrawn are there where its state needs them, in order. */
export function lintState({ state, publishedOn, withdrawnOn }: LicenceType, note: Note): void {
  const isDay = (day: string | undefined) => day !== undefined && readDate(day) === day
  const isRight =
    state === 'draft'
      ? withdrawnOn === undefined
      : isDay(publishedOn) &&
        (state === 'published'
          ? withdrawnOn === undefined
          : isDay(withdrawnOn) && String(withdrawnOn) > String(publishedOn))
  if (!isRight) note('catalogue.state-dates', '/state', { state })
}
