import { decodeHex } from '../../../bytes/hex.ts'
import { openDer, parseDer } from '../../../der/read.ts'
import { contextTag } from '../../../der/tag.ts'
import { readOid, readString } from '../../../der/value.ts'
import { TrustError } from '../../../errors.ts'
import type { GeneralName } from '../../general-name.ts'

/** `SmtpUTF8Mailbox` (RFC 9598, 3), a mailbox whose local part is not ASCII. */
const SMTP_UTF8_MAILBOX = '1.3.6.1.5.5.7.8.9'

/** A name under the form in which it is constrained: `other` splits into otherName, x400Address and ediPartyName. */
export type ConstrainedName =
  | Exclude<GeneralName, { kind: 'other' }>
  | { readonly kind: 'other-name' | 'x400' | 'edi-party'; readonly value: string }

/** The form of a name. An internationalised mailbox is one like any other (RFC 9598, 6). */
export function formOf(name: GeneralName): ConstrainedName {
  if (name.kind !== 'other') return name
  const { value } = name
  if (value.startsWith('a3')) return { kind: 'x400', value }
  if (value.startsWith('a5')) return { kind: 'edi-party', value }
  const mailbox = readSmtpUtf8Mailbox(value)
  return mailbox === undefined ? { kind: 'other-name', value } : { kind: 'email', value: mailbox }
}

function readSmtpUtf8Mailbox(hex: string): string | undefined {
  try {
    const name = parseDer(decodeHex(hex))
    const fields = openDer(name, name.tag)
    if (readOid(fields.next()) !== SMTP_UTF8_MAILBOX) return undefined
    const value = openDer(fields.next(contextTag(0)), contextTag(0))
    const mailbox = readString(value.next())
    value.end()
    fields.end()
    return mailbox
  } catch (error) {
    // Then it is an otherName that nobody can read, and any constraint on that form refuses it.
    if (error instanceof TrustError) return undefined
    throw error
  }
}
