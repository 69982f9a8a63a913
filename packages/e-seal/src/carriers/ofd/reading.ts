import { ofdError } from './codes.ts'

/**
 * A reader of a package that asks for one file after the other, by name, and is given its bytes, or nothing where the
 * package has no such file: one way to read packages that lie in memory and packages that are read piece by piece.
 */
export type Reading<T> = Generator<string, T, Uint8Array | undefined>

/** Lets a reader read files that are there. */
export function readNow<T>(files: ReadonlyMap<string, Uint8Array>, reading: Reading<T>): T {
  let step = reading.next()
  while (step.done !== true) step = reading.next(files.get(step.value))
  return step.value
}

/** Lets a reader read files that have to be fetched. */
export async function readLater<T>(
  fetch: (file: string) => Promise<Uint8Array | undefined>,
  reading: Reading<T>,
): Promise<T> {
  let step = reading.next()
  while (step.done !== true) step = reading.next(await fetch(step.value))
  return step.value
}

/** A file that has to be there. @throws SealError `ERR_OFD_FILE_MISSING` */
export function* requiredFile(file: string): Reading<Uint8Array> {
  const bytes = yield file
  if (bytes === undefined) throw ofdError('ERR_OFD_FILE_MISSING', { file })
  return bytes
}
