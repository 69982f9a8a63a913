import { SsoError } from '../errors.ts'

/** Runs something, for so long. */
async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    const over = () => reject(new SsoError('ERR_SSO_BFF_UPSTREAM', { reason: 'too slow' }))
    timer = setTimeout(over, milliseconds)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

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
        const { done, value } = await within(milliseconds, reader.read())
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
