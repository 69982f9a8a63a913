/** One document of a batch: a file, or a row of a queue. */
export interface BatchDocument {
  /**
   * Names the document within the batch, the same in every run: what the journal knows it by. Where the output is a
   * folder, the path below it, with `/` between its parts.
   */
  readonly id: string
  /** Reads the whole document. */
  readonly read: () => Promise<Uint8Array>
}

/** A path of named parts, that leads nowhere but down. */
export function isPlainPath(id: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they have no place in names
  if (id === '' || id.length > 4096 || /[\0-\x1f\\]/.test(id)) return false
  return id.split('/').every((part) => part !== '' && part !== '.' && part !== '..')
}
