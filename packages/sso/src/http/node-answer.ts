import { decodeUtf8 } from '@xinyin/core'
import { SsoError } from '../errors.ts'
import { type NodeAnswer, nodeModule } from './node-modules.ts'
import { type WholeAnswer, WITHOUT_BODY } from './whole-answer.ts'

/** What an answer may cost. */
export interface Bounds {
  readonly maxBytes: number
  /** For all of it. */
  readonly milliseconds: number
}

/** Fields of Node, which has those of one name joined. */
class Fields {
  readonly #fields: NodeAnswer['headers']

  constructor(fields: NodeAnswer['headers']) {
    this.#fields = fields
  }

  get(name: string): string | null {
    const value = this.#fields[name]
    return value === undefined ? null : typeof value === 'string' ? value : value.join(', ')
  }
}

/** The octets of a body as they come: one buffer that doubles, lest a body of single octets become a list of as many parts. */
class Octets {
  #kept: Uint8Array | undefined
  #size = 0

  get size(): number {
    return this.#size
  }

  add(chunk: Uint8Array): void {
    const size = this.#size + chunk.length
    if (this.#kept === undefined) this.#kept = chunk
    else {
      if (size > this.#kept.length || this.#size === this.#kept.length) {
        const larger = new Uint8Array(Math.max(size, this.#kept.length * 2))
        larger.set(this.#kept.subarray(0, this.#size))
        this.#kept = larger
      }
      this.#kept.set(chunk, this.#size)
    }
    this.#size = size
  }

  whole(): Uint8Array {
    return this.#kept?.subarray(0, this.#size) ?? new Uint8Array(0)
  }
}

/** Some servers compress although they were asked not to; what counts is what comes out of it. */
function decoded(body: Uint8Array, encoding: string, { maxBytes }: Bounds, tooLong: () => Error): Uint8Array {
  if (encoding === 'identity') return body
  const zlib = encoding === 'gzip' || encoding === 'x-gzip' ? nodeModule('node:zlib') : undefined
  if (zlib === undefined) throw new Error('an encoding that was not asked for')
  try {
    return zlib.gunzipSync(body, { maxOutputLength: maxBytes })
  } catch (error) {
    throw Reflect.get(error as object, 'code') === 'ERR_BUFFER_TOO_LARGE' ? tooLong() : error
  }
}

/** Reads an answer to its end, unless it is too long. */
export function readWhole(
  answer: NodeAnswer,
  host: string,
  bounds: Bounds,
  done: (answer: WholeAnswer) => void,
  giveUp: (error: Error) => void,
): void {
  const tooLong = () => new SsoError('ERR_SSO_FETCH_SIZE', { host, limit: bounds.maxBytes })
  const { statusCode: status = 0 } = answer
  const headers = new Fields(answer.headers)
  const octets = new Octets()
  answer.on('error', giveUp)
  answer.on('data', (chunk) => {
    if (octets.size + chunk.length > bounds.maxBytes) giveUp(tooLong())
    else octets.add(chunk)
  })
  answer.on('end', () => {
    try {
      const encoding = headers.get('content-encoding')?.trim().toLowerCase() ?? 'identity'
      const body = octets.whole()
      // A 304 has the fields of what it leaves out (RFC 9110, 15.4.5).
      const isLeftOut = body.length === 0 && WITHOUT_BODY.includes(status)
      done({ status, headers, text: isLeftOut ? '' : decodeUtf8(decoded(body, encoding, bounds, tooLong)) })
    } catch (error) {
      giveUp(error as Error)
    }
  })
  if (status < 200 || status > 599) giveUp(new Error(`HTTP ${status}`))
  // A length that is announced need not be waited for.
  else if (Number(headers.get('content-length')) > bounds.maxBytes) giveUp(tooLong())
}
