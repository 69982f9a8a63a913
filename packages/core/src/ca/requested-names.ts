import { describeName } from '../x509/describe-name.ts'
import type { GeneralName } from '../x509/general-name.ts'
import { dnsLabels } from '../x509/path/subtree/dns.ts'
import { isPublicDomain } from '../x509/public-domain.ts'
import type { AlternativeNames } from './extensions.ts'

type Kind = keyof AlternativeNames

const LABEL = '(?!-)[a-z0-9-]{1,63}(?<!-)'

/**
 * What a name of each kind looks like: a domain with a star for its first label at most, an address, a web address of the
 * characters of RFC 3986.
 */
const SYNTAX: Readonly<Record<Kind, RegExp>> = {
  dns: new RegExp(`^(?=.{1,253}$)(?:\\*\\.)?${LABEL}(?:\\.${LABEL})*$`, 'i'),
  email: new RegExp(`^[\\w.!#$%&'*+/=?^\`{|}~-]{1,64}@${LABEL}(?:\\.${LABEL})*$`, 'i'),
  uri: /^https?:\/\/[\w.~:/?#[\]@!$&'()*+,;=%-]{1,2000}$/,
  ip: /^[0-9a-f.:]+$/,
}

/** Whether a name is one of the kinds that certificates are made with. */
export function isNameKind(kind: GeneralName['kind']): kind is Kind {
  return Object.hasOwn(SYNTAX, kind)
}

/** Whether a name is well-formed for its kind. An address is of the right length once it is read. */
export function isWellFormedName(name: GeneralName): boolean {
  const text = describeName(name)
  if (!isNameKind(name.kind) || !SYNTAX[name.kind].test(text)) return false
  return name.kind !== 'dns' || isDomain(text.toLowerCase())
}

/** No address that looks like a domain, and no star for all the names below a domain that is nobody's own. */
function isDomain(name: string): boolean {
  const isForAll = name.startsWith('*.') && isPublicDomain(name.slice(2))
  return dnsLabels(name, true) !== undefined && !isForAll
}

/** The names in the form in which certificates are made. */
export function toAlternativeNames(names: readonly GeneralName[]): AlternativeNames {
  const sorted: Partial<Record<Kind, string[]>> = {}
  for (const name of names) {
    if (!isNameKind(name.kind)) continue
    const values = sorted[name.kind] ?? []
    values.push(describeName(name))
    sorted[name.kind] = values
  }
  return sorted
}
