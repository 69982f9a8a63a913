import { isWithinName } from '../../name-match.ts'
import { positionOfAddress } from './address.ts'
import { type Position, positionOfDns } from './dns.ts'
import type { ConstrainedName } from './form.ts'
import { positionOfMailbox } from './mailbox.ts'
import { positionOfUri } from './uri.ts'

/**
 * Where a name lies to the base of a subtree of the same form (RFC 5280, 4.2.1.10).
 *
 * @param any - whether a name that stands for several counts as within when one of them is: so it is for excluded
 *   subtrees; for permitted ones all of them have to be
 */
export function positionOf(name: ConstrainedName, base: ConstrainedName, any: boolean): Position {
  if (name.kind === 'dns' && base.kind === 'dns') return positionOfDns(name.value, base.value, any)
  if (name.kind === 'email' && base.kind === 'email') return positionOfMailbox(name.value, base.value)
  if (name.kind === 'uri' && base.kind === 'uri') return positionOfUri(name.value, base.value)
  if (name.kind === 'ip' && base.kind === 'ip') return positionOfAddress(name.value, base.value, any)
  if (name.kind === 'directory' && base.kind === 'directory') {
    return isWithinName(name.value, base.value) ? 'within' : 'outside'
  }
  if (name.kind === 'registered-id' && base.kind === 'registered-id') {
    return positionOfRegisteredId(name.value, base.value, any)
  }
  // RFC 5280 gives no meaning to constraints on the other forms: what cannot be processed refuses (4.2.1.10).
  return 'unclear'
}

/**
 * RFC 5280 gives no meaning to subtrees of registered identifiers. [?] An arc is taken for a subtree where it excludes,
 * and for itself alone where it permits: the stricter reading of either.
 */
function positionOfRegisteredId(name: string, base: string, any: boolean): Position {
  return name === base || (any && name.startsWith(`${base}.`)) ? 'within' : 'outside'
}
