import type { ByteSource } from '../carriers/ofd/source.ts'

/** A document that is open: its bytes, or what they are read from piece by piece. */
export type OpenDocument = Uint8Array | Blob | (ByteSource & { readonly close?: () => Promise<void> })

/** One document of a batch: a file, or a row of a queue. */
export interface BatchDocument {
  /**
   * Names the document within the batch, the same in every run: what the journal knows it by. Where the output is a
   * folder, the path below it, with `/` between its parts.
   */
  readonly id: string
  /** Opens it for reading. Its bytes must stay as they are until it is closed. */
  readonly open: () => Promise<OpenDocument>
}

/** A path of named parts, that leads nowhere but down. */
export function isPlainPath(id: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they have no place in names
  if (id === '' || id.length > 4096 || /[\0-\x1f\\]/.test(id)) return false
  return id.split('/').every((part) => part !== '' && part !== '.' && part !== '..')
}
