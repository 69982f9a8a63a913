import { SsoError } from '../errors.ts'
import { inTime } from '../in-time.ts'

const tooSlow = () => new SsoError('ERR_SSO_BFF_UPSTREAM', { reason: 'too slow' })

/** How much of an answer is passed on, and how long it may rest. */
export interface AnswerLimits {
  readonly maxAnswerBytes: number
  readonly milliseconds: number
}

/**
 * Passes an answer on as fast as it is taken. One that is too long, or rests for too long, breaks off: its status is out
 * already, so that a connection that ends before its time is all that can be told.
 */
export function passAnswer(
  body: ReadableStream<Uint8Array>,
  { maxAnswerBytes, milliseconds }: AnswerLimits,
  onError: (error: unknown) => void,
): ReadableStream<Uint8Array> {
  const reader = body.getReader()
  let size = 0
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await inTime(milliseconds, reader.read(), tooSlow)
        if (done) return controller.close()
        size += value.length
        if (size > maxAnswerBytes) throw new SsoError('ERR_SSO_BFF_UPSTREAM', { reason: 'too long' })
        controller.enqueue(value)
      } catch (error) {
        onError(error)
        reader.cancel().catch(() => {})
        controller.error(error)
      }
    },
    cancel: (reason) => reader.cancel(reason),
  })
}
