import { SsoError } from '../errors.ts'
import { passBody } from './request-body.ts'

/** Nobody encodes a name more often; somebody who hides something does. */
const MAX_DECODING = 3
/** Character sets in which the ASCII characters are the octets of ASCII. In others a name could be written unseen. */
const PLAIN_CHARSET = /^"?(?:utf-?8|us-ascii|iso-8859-1|gbk|gb2312|gb18030)"?$/i
/** What somebody takes for a form. */
const FORM = /x-www-form-urlencoded/i

/** The mark of UTF-8 at a text's beginning, octet by octet. */
const BYTE_ORDER_MARK = /^\xef\xbb\xbf/

/** Escapes of octets, and of UTF-16 as ASP.NET reads them. */
function decode(text: string): string {
  const plain = text.replace(/\+/g, ' ')
  return plain.replace(/%(?:u([0-9a-f]{4})|([0-9a-f]{2}))/gi, (_, unit?: string, octet?: string) =>
    String.fromCharCode(Number.parseInt(unit ?? octet ?? '', 16)),
  )
}

/** A name as it is read by whoever is the most lenient: of any case, cut at what makes lists, with `_` for what is no letter. */
function isToken(written: string): boolean {
  let name = written
  for (let depth = 0; depth < MAX_DECODING; depth += 1) name = decode(name)
  return /^access[_.\s[]token(?![a-z0-9_])/i.test(name.replace(BYTE_ORDER_MARK, '').trim())
}

/**
 * Whether fields, as in a query or a form, hold a token of the page's choice: an interface that reads tokens there too
 * (RFC 6750, 2.2 and 2.3) would take it in the place of the one of the session. Some cut fields at `;`, and some an address at
 * its last `?`.
 */
export function holdsToken(fields: string): boolean {
  return fields.split(/[&;?]/).some((field) => isToken(field.split('=', 1)[0] ?? ''))
}

/** @throws SsoError `ERR_SSO_BFF_FORM` for a form of a character set in which nothing can be looked for */
function checkCharset(type: string): void {
  for (const [, charset = ''] of type.matchAll(/charset[*\d]*\s*=\s*([^;,\s]*)/gi)) {
    if (!PLAIN_CHARSET.test(charset)) throw new SsoError('ERR_SSO_BFF_FORM')
  }
}

/** Octets of 0 are in no form but in one of UTF-16 or UTF-32, which many readers tell by its beginning, whatever the field says. */
function isWide(form: Uint8Array): boolean {
  return form.includes(0)
}

type Sent = Pick<Request, 'body' | 'headers'>

/**
 * A form that was read to its end, so that nothing of one that holds a token goes on. Other bodies stay as they are.
 *
 * @param limit - octets
 * @throws SsoError `ERR_SSO_BFF_FORM`, `ERR_SSO_BFF_SIZE`
 */
export async function withoutToken(request: Sent, limit: number): Promise<Sent> {
  const { headers } = request
  const type = headers.get('content-type') ?? ''
  const stream = FORM.test(type) ? passBody(request, limit).open() : undefined
  if (stream === undefined || stream === 'gone') return request
  checkCharset(type)
  const form = new Uint8Array(await new Response(stream).arrayBuffer())
  if (isWide(form) || holdsToken(new TextDecoder('latin1').decode(form)))
    throw new SsoError('ERR_SSO_BFF_FORM')
  return { headers, body: new Response(form).body }
}
