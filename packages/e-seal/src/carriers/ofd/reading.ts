import { ofdError } from './codes.ts'
import type { ParseXml } from './xml/full.ts'

/** What a reader asks for when it meets XML that is not plain. No file has this name. */
const PARSER = Symbol('parser')

/**
 * A reader of a package that asks for one thing after the other: a file by its name, and is given its bytes, or nothing
 * where the package has no such file; or the parser of XML, which few packages need. It is one way to read packages that
 * lie in memory and packages that are read piece by piece.
 */
export type Reading<T> = Generator<string | typeof PARSER, T, Uint8Array | ParseXml | undefined>

/** Lets a reader read files that are there. */
export function readNow<T>(
  files: ReadonlyMap<string, Uint8Array>,
  reading: Reading<T>,
  parseXml: ParseXml,
): T {
  let step = reading.next()
  while (step.done !== true) step = reading.next(step.value === PARSER ? parseXml : files.get(step.value))
  return step.value
}

/** Lets a reader read files that have to be fetched. The parser is loaded with the first file that needs it. */
export async function readLater<T>(
  fetch: (file: string) => Promise<Uint8Array | undefined>,
  reading: Reading<T>,
): Promise<T> {
  let step = reading.next()
  while (step.done !== true) {
    const { value } = step
    step = reading.next(value === PARSER ? (await import('./xml/full.ts')).parseFullXml : await fetch(value))
  }
  return step.value
}

/** A file, or nothing where the package has none of that name. */
export function* askFile(file: string): Reading<Uint8Array | undefined> {
  const answer = yield file
  if (typeof answer === 'function') throw new Error('unreachable: a file was asked for')
  return answer
}

/** A file that has to be there. @throws SealError `ERR_OFD_FILE_MISSING` */
export function* requiredFile(file: string): Reading<Uint8Array> {
  const bytes = yield* askFile(file)
  if (bytes === undefined) throw ofdError('ERR_OFD_FILE_MISSING', { file })
  return bytes
}

/** What reads XML that is not plain. */
export function* askParser(): Reading<ParseXml> {
  const answer = yield PARSER
  if (typeof answer !== 'function') throw new Error('unreachable: the parser was asked for')
  return answer
}
