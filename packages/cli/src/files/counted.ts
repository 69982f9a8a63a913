import { stat } from 'node:fs/promises'

/** How many bytes a file has; 0 for standard input and where nobody can tell. */
export const sizeOf = (file: string): Promise<number> =>
  file === '-'
    ? Promise.resolve(0)
    : stat(file).then(
        ({ size }) => size,
        () => 0,
      )

/** The pieces of a stream as they are, with how many bytes went by. */
export async function* counted(
  pieces: AsyncIterable<Uint8Array>,
  onRead: (bytes: number) => void,
): AsyncGenerator<Uint8Array, void> {
  let read = 0
  for await (const piece of pieces) {
    read += piece.length
    onRead(read)
    yield piece
  }
}
