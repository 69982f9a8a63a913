import type { LicenceType } from '../licence-type.ts'
import { type CatalogueFinding, noteInto } from './finding.ts'

/** What only several entries together show: one type entered twice, versions left out, one name for two. */
export function lintEditions(types: readonly LicenceType[]): CatalogueFinding[] {
  const found: CatalogueFinding[] = []
  const editions = new Map<string, string>()
  const published = new Map<string, string>()
  const named = new Map<string, string>()
  const authorities = new Map<string, string>()
  types.forEach((type, i) => {
    const { code, name, version, state, authority } = type
    const root = `/types/${i}`
    const note = noteInto(found, code, root)
    if (!(Number.isInteger(version) && version >= 1)) note('catalogue.version', '/version', { version })
    const first = editions.get(`${code} ${version}`)
    if (first !== undefined) note('catalogue.duplicate', '', { code, version, first })
    else editions.set(`${code} ${version}`, root)
    const other = state === 'published' ? published.get(code) : undefined
    if (other !== undefined && first === undefined)
      note('catalogue.published-twice', '/state', { code, first: other })
    if (state === 'published' && other === undefined) published.set(code, root)
    const namesake = named.get(name)
    if (namesake !== undefined && namesake !== code)
      note('catalogue.name-taken', '/name', { name, other: namesake })
    if (namesake === undefined) named.set(name, code)
    const known = authorities.get(authority.code)
    if (known === undefined) authorities.set(authority.code, authority.name)
    else if (known !== authority.name)
      note(
        'catalogue.authority-name',
        '/authority/name',
        { authority: authority.code, name: authority.name, other: known },
        known,
      )
  })
  return [...found, ...lintGaps(types)]
}

function lintGaps(types: readonly LicenceType[]): CatalogueFinding[] {
  const found: CatalogueFinding[] = []
  const order = types
    .map(({ code, version }, i) => ({ code, version, i }))
    .filter(({ version }) => Number.isInteger(version) && version >= 1)
    .sort((a, b) => (a.code === b.code ? a.version - b.version : a.code < b.code ? -1 : 1))
  order.forEach(({ code, version, i }, at) => {
    const before = order[at - 1]
    if (before?.code === code && version > before.version + 1)
      noteInto(found, code, `/types/${i}`)('catalogue.version-gap', '/version', {
        code,
        version,
        before: before.version,
      })
  })
  return found
}
