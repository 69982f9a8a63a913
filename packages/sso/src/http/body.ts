import { decodeUtf8, TrustError } from '@xinyin/core'
import { SsoError } from '../errors.ts'
import { inTime } from '../in-time.ts'
import type { Asked } from './asked.ts'

/** A form with one token in it. */
const MAX_FORM = 32_768
/** For all of it. */
const MAX_SECONDS = 10

/** How many chunks there are is the sender's choice: as arguments of a call, many of them exhaust the stack. */
function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const bytes = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  return bytes
}

/** The bytes of a body, or `undefined` as soon as there are more than `limit`. */
async function readBytes(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  limit: number,
): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = []
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return joined(chunks, size)
    size += value.length
    if (size > limit) return undefined
    chunks.push(value)
  }
}

/**
 * The same in bounded time: who sends an octet a minute keeps nothing busy here for longer than that.
 *
 * @throws SsoError `ERR_SSO_BODY_TIME`
 */
async function readInTime(
  body: ReadableStream<Uint8Array> | null,
  limit: number,
): Promise<Uint8Array | undefined> {
  if (body === null) return new Uint8Array(0)
  const reader = body.getReader()
  try {
    return await inTime(
      MAX_SECONDS * 1000,
      readBytes(reader, limit),
      () => new SsoError('ERR_SSO_BODY_TIME', { seconds: MAX_SECONDS }),
    )
  } finally {
    // Whatever has not come is not waited for.
    reader.cancel().catch(() => {})
  }
}

/**
 * The fields of a form that was posted.
 *
 * @throws SsoError `ERR_SSO_BODY`, `ERR_SSO_BODY_TIME`
 */
export async function readForm(request: Asked): Promise<URLSearchParams> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  const refuse = (cause?: unknown) => new SsoError('ERR_SSO_BODY', { limit: MAX_FORM }, cause)
  if (type !== 'application/x-www-form-urlencoded') throw refuse()
  try {
    const bytes = await readInTime(request.body, MAX_FORM)
    if (bytes === undefined) throw refuse()
    return new URLSearchParams(decodeUtf8(bytes))
  } catch (cause) {
    throw cause instanceof TrustError && !(cause instanceof SsoError) ? refuse(cause) : cause
  }
}

/**
 * The one value of a parameter.
 *
 * @throws SsoError `ERR_SSO_CALLBACK_PARAMETER` when it is repeated or longer than `limit`
 */
export function singleParameter(
  parameters: URLSearchParams,
  name: string,
  limit: number,
): string | undefined {
  const [value, ...more] = parameters.getAll(name)
  if (more.length > 0 || (value !== undefined && value.length > limit)) {
    throw new SsoError('ERR_SSO_CALLBACK_PARAMETER', { name })
  }
  return value
}
