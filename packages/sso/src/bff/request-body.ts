import { SsoError } from '../errors.ts'

/** A body that is passed on as it comes. */
export interface PassedBody {
  /**
   * The body from its beginning.
   *
   * @returns `undefined` when there is none; `'gone'` when it was passed on before and was too long to be kept
   */
  open(): ReadableStream<Uint8Array> | undefined | 'gone'
  /** Whether more came than may. */
  readonly isTooLong: () => boolean
}

/** So much of a body is kept, so that it can be sent again where an interface asks for a nonce first (RFC 9449, 9). */
const KEPT = 65_536

/**
 * Passes a body on, and stops when there is more of it than may be.
 *
 * @throws SsoError `ERR_SSO_BFF_SIZE` where it says so itself; one that does not breaks off
 */
export function passBody({ body, headers }: Pick<Request, 'body' | 'headers'>, limit: number): PassedBody {
  const said = Number(headers.get('content-length') ?? 0)
  if (said > limit) throw new SsoError('ERR_SSO_BFF_SIZE', { limit })
  const reader = body?.getReader()
  const chunks = new Map<number, Uint8Array>()
  let count = 0
  let size = 0
  let isOver = false
  let opened = 0
  let pending: Promise<void> | undefined

  async function read(): Promise<void> {
    const result = await reader?.read()
    if (result === undefined || result.done) isOver = true
    else {
      size += result.value.length
      chunks.set(count, result.value)
      count += 1
    }
  }

  /** One part after the other, of which each is read once whoever asks. */
  async function chunkAt(at: number, turn: number): Promise<Uint8Array | undefined> {
    while (at >= count && !isOver) {
      pending ??= read().finally(() => {
        pending = undefined
      })
      await pending
    }
    if (size > limit) {
      await reader?.cancel()
      throw new SsoError('ERR_SSO_BFF_SIZE', { limit })
    }
    // What a stream that is sent no more still waited for would be missing from the one that is.
    if (turn !== opened) throw new SsoError('ERR_SSO_BFF_UPSTREAM', { reason: 'sent again' })
    const chunk = chunks.get(at)
    if (size > KEPT) chunks.delete(at)
    return chunk
  }

  return {
    isTooLong: () => size > limit,
    open() {
      if (reader === undefined) return undefined
      if (opened > 0 && size > KEPT) return 'gone'
      opened += 1
      const turn = opened
      let at = 0
      return new ReadableStream({
        async pull(controller) {
          const chunk = await chunkAt(at, turn)
          at += 1
          if (chunk === undefined) controller.close()
          else controller.enqueue(chunk)
        },
      })
    },
  }
}
