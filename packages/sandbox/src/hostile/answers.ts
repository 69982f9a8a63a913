/** Answers that are there to exhaust who reads them, or to lead elsewhere. */

/** Where the attacker of the modes has a server. Nothing is there: the name is kept free (RFC 2606). */
export const ELSEWHERE = 'https://attacker.example'

const JSON_TYPE = { 'content-type': 'application/json' }

export const json = (text: string, headers: Record<string, string> = {}): Response =>
  new Response(text, { headers: { ...JSON_TYPE, ...headers } })

export const redirect = (path: string): Response =>
  new Response(null, { status: 307, headers: { location: ELSEWHERE + path } })

/** Ten megabytes, one after the other. */
export function endless(): Response {
  const chunk = new TextEncoder().encode(' '.repeat(65_536))
  let left = 160
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      left -= 1
      if (left > 0) controller.enqueue(chunk)
      else controller.close()
    },
  })
  return new Response(body, { headers: JSON_TYPE })
}

/** A byte each second, for an hour: no step takes long, the whole never ends. */
export function trickling(): Response {
  let left = 3_600
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        left -= 1
        if (left === 0) controller.close()
        else controller.enqueue(Uint8Array.of(0x20))
        await new Promise((resolve) => setTimeout(resolve, 1000).unref())
      },
    },
    { highWaterMark: 0 },
  )
  return new Response(body, { headers: JSON_TYPE })
}

/** Half a gigabyte of blanks that travels as half a megabyte. */
export function gzipBomb(): Response {
  const chunk = new Uint8Array(1_048_576).fill(0x20)
  let left = 512
  const blanks = new ReadableStream<Uint8Array>({
    pull(controller) {
      left -= 1
      if (left > 0) controller.enqueue(chunk)
      else controller.close()
    },
  })
  const packed = blanks.pipeThrough(new CompressionStream('gzip') as TransformStream<Uint8Array, Uint8Array>)
  return new Response(packed, { headers: { ...JSON_TYPE, 'content-encoding': 'gzip' } })
}

/** JSON that is nested `depth` times. */
export const nested = (depth: number): string => `{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`

/** The text of an object with a member of one name twice: first as it is, then with another value. */
export function doubled(body: Readonly<Record<string, unknown>>, name: string, value: unknown): string {
  return `${JSON.stringify(body).slice(0, -1)},${JSON.stringify(name)}:${JSON.stringify(value)}}`
}
