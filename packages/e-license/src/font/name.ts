import { concatBytes } from '@xinyin/core'
import { part, u16, viewOf } from './bytes.ts'

/** A name of a font, in one language and for one system. */
interface NameRecord {
  /** Platform, encoding, language, and which name it is. */
  readonly head: readonly [platform: number, encoding: number, language: number, kind: number]
  readonly value: Uint8Array
}

const MAX_NAMES = 4_096
const POSTSCRIPT_NAME = 6
/** Copyright, family, style, identifier, full name, version, PostScript name, trade mark; licence, and where it is. */
const KEPT: ReadonlySet<number> = new Set([0, 1, 2, 3, 4, 5, POSTSCRIPT_NAME, 7, 13, 14])
const WINDOWS = 3

function readNames(table: Uint8Array): NameRecord[] {
  const view = viewOf(table)
  const count = Math.min(view.getUint16(2), MAX_NAMES)
  const start = view.getUint16(4)
  return Array.from({ length: count }, (_, i) => {
    const [platform = 0, encoding = 0, language = 0, kind = 0, length = 0, offset = 0] = [
      0, 2, 4, 6, 8, 10,
    ].map((at) => view.getUint16(6 + 12 * i + at))
    const value = part(table, start + offset, start + offset + length)
    return { head: [platform, encoding, language, kind], value }
  })
}

/** The name by which a face is told from the others of its file; it is ASCII in every font. */
export function postScriptNameOf(table: Uint8Array): string {
  const found = readNames(table).find(({ head }) => head[3] === POSTSCRIPT_NAME)
  return String.fromCharCode(...(found?.value ?? []).filter((octet) => octet !== 0))
}

/** The names that readers look for, and those by which the maker says whose the font is. */
export function cutNames(table: Uint8Array): Uint8Array {
  const all = readNames(table)
  const kept = all.filter(({ head: [platform, , , kind] }) => platform === WINDOWS && KEPT.has(kind))
  if (kept.length === 0) return table
  let at = 0
  const records = kept.map(({ head, value }) => {
    const record = u16(...head, value.length, at)
    at += value.length
    return record
  })
  return concatBytes(u16(0, kept.length, 6 + 12 * kept.length), ...records, ...kept.map(({ value }) => value))
}
