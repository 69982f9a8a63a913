import { trustListError } from './codes.ts'
import { type Members, memberError } from './members.ts'

/**
 * Reads extensions: objects with a `name`, `critical` and a `value`. The standard leaves their form open [?].
 *
 * @param known - names that are understood where they are read; others must not be critical
 * @returns the values of the known ones by name
 * @throws CoreError `ERR_TRUST_LIST_EXTENSION`, `ERR_TRUST_LIST_MEMBER`
 */
export function readExtensions(
  members: Members,
  member: string,
  known: readonly string[],
): Map<string, Members> {
  const values = new Map<string, Members>()
  const seen = new Set<string>()
  for (const extension of members.has(member) ? members.objects(member) : []) {
    extension.only('name', 'critical', 'value')
    const name = extension.uri('name')
    if (seen.has(name)) throw memberError(members, member)
    seen.add(name)
    const isCritical = extension.flag('critical')
    if (known.includes(name)) values.set(name, extension.object('value'))
    else if (isCritical) throw trustListError('ERR_TRUST_LIST_EXTENSION', { extension: name })
  }
  return values
}
