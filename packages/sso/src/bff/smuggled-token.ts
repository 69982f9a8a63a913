import { SsoError } from '../errors.ts'
import { passBody } from './request-body.ts'

/** Nobody encodes a name more often; somebody who hides something does. */
const MAX_DECODING = 3
/** Character sets in which the ASCII characters are the octets of ASCII. In others a name could be written unseen. */
const PLAIN_CHARSET = /^"?(?:utf-?8|us-ascii|iso-8859-1|gbk|gb2312|gb18030)"?$/i
/** What somebody takes for a form. */
const FORM = /x-www-form-urlencoded/i

function decode(text: string): string {
  const plain = text.replace(/\+/g, ' ')
  return plain.replace(/%[0-9a-f]{2}/gi, (octet) => String.fromCharCode(Number.parseInt(octet.slice(1), 16)))
}

/** A name as it is read by whoever is the most lenient: of any case, cut at what makes lists, with `_` for what is no letter. */
function isToken(written: string): boolean {
  let name = written
  for (let depth = 0; depth < MAX_DECODING; depth += 1) name = decode(name)
  return /^access[_.\s[]token(?![a-z0-9_])/i.test(name.trim())
}

/**
 * Whether fields, as in a query or a form, hold a token of the page's choice: an interface that reads tokens there too
 * (RFC 6750, 2.2 and 2.3) would take it in the place of the one of the session. Some cut fields at `;`.
 */
export function holdsToken(fields: string): boolean {
  return fields.split(/[&;]/).some((field) => isToken(field.split('=', 1)[0] ?? ''))
}

/** @throws SsoError `ERR_SSO_BFF_FORM` for a form of a character set in which nothing can be looked for */
function checkCharset(type: string): void {
  for (const [, charset = ''] of type.matchAll(/charset\s*=\s*([^;,\s]*)/gi)) {
    if (!PLAIN_CHARSET.test(charset)) throw new SsoError('ERR_SSO_BFF_FORM')
  }
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
  const form = await new Response(stream).arrayBuffer()
  if (holdsToken(new TextDecoder('latin1').decode(form))) throw new SsoError('ERR_SSO_BFF_FORM')
  return { headers, body: new Response(form).body }
}
