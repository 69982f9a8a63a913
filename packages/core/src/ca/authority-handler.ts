import { encodeUtf8 } from '../bytes/utf8.ts'
import { PIECE_BYTES, streamInTurns } from '../turns/stream.ts'
import { LARGE_BYTES } from '../turns/turn.ts'
import type { Certificate } from '../x509/certificate.ts'

type Handler = (request: Request) => Promise<Response>

/** One authority, and who answers about its certificates. */
export interface ServedAuthority {
  /** How addresses call it: small letters, digits and `-`. */
  readonly name: string
  readonly certificate: Certificate
  /** Made by `ocspHandler`. */
  readonly ocsp: Handler
  /** The revocation list of today, DER. */
  crl(): Promise<Uint8Array>
}

/** Everything that a certification authority serves. */
export interface AuthorityServices {
  readonly authorities: readonly ServedAuthority[]
  /** Made by `timeStampHandler`. */
  readonly timeStamp?: Handler
  /** Signed trust lists by their territories: `CN-33`. */
  readonly lists?: Readonly<Record<string, () => Promise<string>>>
}

/** Where an authority's answers are, as its certificates say it. */
export interface AuthorityUrls {
  readonly ocspUrls: readonly string[]
  readonly crlUrls: readonly string[]
  readonly issuerUrls: readonly string[]
}

/** The addresses that {@link authorityHandler} answers at, for the certificates that an authority issues. */
export function authorityUrls(origin: string, name: string): AuthorityUrls {
  return {
    ocspUrls: [`${origin}/ocsp/${name}`],
    crlUrls: [`${origin}/crl/${name}.crl`],
    issuerUrls: [`${origin}/certificates/${name}.cer`],
  }
}

const NAME = /^[a-z\d-]+$/

/**
 * Serves what a certification authority serves, in one place:
 *
 * - `/ocsp/NAME` OCSP (RFC 6960, appendix A), `POST` and `GET`
 * - `/crl/NAME.crl` the revocation list (RFC 2585), `/certificates/NAME.cer` the authority's own certificate
 * - `/tsa` time stamps (RFC 3161, 3.4)
 * - `/lists/CN-33.jws` the signed trust list of a territory
 *
 * @example
 * ```ts
 * const handle = authorityHandler({ authorities: [{ name: 'root', certificate, ocsp: ocspHandler({ … }), crl }] })
 * createServer(createListener(handle)).listen(8866, '127.0.0.1')
 * ```
 */
export function authorityHandler({ authorities, timeStamp, lists = {} }: AuthorityServices): Handler {
  const byName = new Map(authorities.map((authority) => [authority.name, authority]))
  const wrong = authorities.find(({ name }) => !NAME.test(name))
  if (wrong !== undefined) throw new TypeError('authorities.name: expected small letters, digits and -')
  if (byName.size < authorities.length) throw new TypeError('authorities.name: one occurs twice')

  return async (request) => {
    const { pathname } = new URL(request.url)
    if (pathname === '/tsa') return timeStamp?.(request) ?? absent()
    const [, service, name = '', ending] =
      /^\/(ocsp|crl|certificates|lists)\/([\w-]+)(.*)$/.exec(pathname) ?? []
    const authority = byName.get(name)
    // What follows the name is the question of a `GET`.
    if (service === 'ocsp') return authority?.ocsp(request) ?? absent()
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return new Response(null, { status: 405, headers: { allow: 'GET, HEAD' } })
    if (service === 'crl' && ending === '.crl' && authority !== undefined)
      return file(await authority.crl(), 'application/pkix-crl')
    if (service === 'certificates' && ending === '.cer' && authority !== undefined)
      return file(authority.certificate.raw, 'application/pkix-cert')
    const list = ending === '.jws' && Object.hasOwn(lists, name) ? lists[name] : undefined
    if (service === 'lists' && list !== undefined) return file(await list(), 'application/jose')
    return absent()
  }
}

const absent = () => new Response(null, { status: 404 })

function file(content: string | Uint8Array, type: string): Response {
  const octets = typeof content === 'string' ? encodeUtf8(content) : content
  // A revocation list has megabytes: as one piece it would be copied in one go.
  const body = streamInTurns((number) => {
    const start = number * PIECE_BYTES
    return start < octets.length ? new Uint8Array(octets.subarray(start, start + PIECE_BYTES)) : undefined
  })
  return new Response(octets.length > LARGE_BYTES ? body : new Uint8Array(octets), {
    headers: { 'content-type': type, 'cache-control': 'no-cache' },
  })
}
