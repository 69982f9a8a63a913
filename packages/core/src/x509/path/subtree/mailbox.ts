import type { Position } from './dns.ts'
import { asciiHost, positionOfHost } from './host.ts'

/** `local-part@host`, taken apart; the quotes of a local part are taken off (RFC 5321, 4.1.2). */
export interface Mailbox {
  readonly local: string
  readonly host: string
}

const QUOTED = /^"((?:[^"\\]|\\.)*)"$/u
// An atom, dots between its parts (RFC 5322, 3.2.3), with the characters of RFC 6531.
const ATOMS = /^[^\s"(),.:;<>@[\\\]\p{Cc}]+(?:\.[^\s"(),.:;<>@[\\\]\p{Cc}]+)*$/u

/** Reads a mailbox. @returns nothing where it is none, an address in brackets instead of a host included */
export function parseMailbox(text: string): Mailbox | undefined {
  const at = text.lastIndexOf('@')
  if (at < 1 || text.length > 320) return undefined
  const host = asciiHost(text.slice(at + 1))
  const written = text.slice(0, at)
  const quoted = QUOTED.exec(written)?.[1]
  if (host === undefined || (quoted === undefined && !ATOMS.test(written))) return undefined
  return { local: quoted === undefined ? written : quoted.replace(/\\(.)/gu, '$1'), host }
}

/** Whether two are the same: the host without regard to case, what is before it as it stands (RFC 5280, 7.5). */
export function sameMailbox(a: Mailbox, b: Mailbox): boolean {
  return a.local === b.local && a.host === b.host
}

/**
 * Mailboxes: a base with an `@` is one mailbox, one with a leading dot all below a domain, any other all at a host
 * (RFC 5280, 4.2.1.10). It holds for internationalised ones in the same way (RFC 9598, 6).
 */
export function positionOfMailbox(name: string, base: string): Position {
  const mailbox = parseMailbox(name)
  if (mailbox === undefined) return 'unclear'
  if (!base.includes('@')) return positionOfHost(mailbox.host, base)
  const wanted = parseMailbox(base)
  if (wanted === undefined) return 'unclear'
  return sameMailbox(mailbox, wanted) ? 'within' : 'outside'
}
