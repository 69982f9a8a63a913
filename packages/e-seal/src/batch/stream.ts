/** A stream as what can be gone through, which not every platform's streams are. */
export async function* readPieces(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader()
  try {
    for (let next = await reader.read(); next.value !== undefined; next = await reader.read())
      yield next.value
  } finally {
    // Nobody reads on after a fault.
    await reader.cancel()
  }
}
