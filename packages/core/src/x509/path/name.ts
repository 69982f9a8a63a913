import { encodeHex } from '../../bytes/hex.ts'
import { parseAddress } from '../../fetch/address.ts'
import { type Check, failed, passed } from '../../report.ts'
import type { GeneralName } from '../general-name.ts'
import { isPublicDomain } from '../public-domain.ts'
import type { Path } from './path.ts'
import { isDnsName } from './subtree/dns.ts'
import { formOf } from './subtree/form.ts'
import { asciiHost } from './subtree/host.ts'
import { parseMailbox, sameMailbox } from './subtree/mailbox.ts'

/** The name that a certificate has to be for. A DNS name may be internationalised; it may end in the root's dot. */
export type WantedName =
  | { readonly dns: string }
  /** Dotted decimal, or RFC 4291, 2.2. */
  | { readonly ip: string }
  | { readonly email: string }

/** Says whether a name of a certificate is the wanted one. */
export type NameMatcher = (name: GeneralName) => boolean

/**
 * Makes what says whether a name of a certificate is the wanted one (RFC 9525, 6; for mailboxes RFC 5280, 7.5).
 *
 * @throws TypeError for a wanted name that is none
 */
export function nameMatcher(wanted: WantedName): NameMatcher {
  if (Object.keys(wanted).length !== 1) throw new TypeError('name: expected one of dns, ip and email')
  if ('dns' in wanted) return dnsMatcher(wanted.dns)
  if ('ip' in wanted) {
    const address = parseAddress(wanted.ip)
    if (address === undefined) throw new TypeError('name.ip: not an IP address')
    const octets = encodeHex(address)
    return ({ kind, value }) => kind === 'ip' && value === octets
  }
  const mailbox = parseMailbox(wanted.email)
  if (mailbox === undefined) throw new TypeError('name.email: not a mailbox')
  return (name) => {
    const { kind, value } = formOf(name)
    const found = kind === 'email' ? parseMailbox(value) : undefined
    return found !== undefined && sameMailbox(found, mailbox)
  }
}

/**
 * A wildcard is the whole first label, stands for one label, and not for one right below a domain that is nobody's
 * own.
 */
function dnsMatcher(wanted: string): NameMatcher {
  const host = asciiHost(wanted.replace(/\.$/, ''))
  if (host === undefined) throw new TypeError('name.dns: not a DNS name')
  return ({ kind, value }) => {
    if (kind !== 'dns') return false
    const presented = value.toLowerCase()
    // The host has been read as a name already.
    return presented === host || (presented.startsWith('*') && isWildcardOf(presented, host))
  }
}

function isWildcardOf(presented: string, host: string): boolean {
  const [, ...parent] = host.split('.')
  const domain = parent.join('.')
  return presented === `*.${domain}` && !isPublicDomain(domain) && isDnsName(presented, true)
}

/**
 * The leaf is for the name that was asked for. Only alternative names count: what a common name looks like is left to
 * the eye (RFC 9525, 2).
 */
export function checkName(
  { certificates }: Pick<Path, 'certificates'>,
  matches: NameMatcher,
  wanted: WantedName,
): Check {
  const [leaf] = certificates
  if (leaf?.subjectAltName?.some(matches) === true) return passed('path.name')
  const form = Object.keys(wanted)[0] ?? ''
  return failed('path.name', 'ERR_PATH_NAME', { subject: leaf?.subject.text ?? '', form })
}
