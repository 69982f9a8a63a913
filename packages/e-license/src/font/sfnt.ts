import { concatBytes } from '@xinyin/core'
import { part, u16, u32, viewOf } from './bytes.ts'
import { brokenFont } from './codes.ts'
import { postScriptNameOf } from './name.ts'

/** One face of a font: its tables by their tags. */
export interface FontFace {
  /** `0x00010000` with outlines of TrueType, `OTTO` with those of PostScript. */
  readonly version: number
  readonly tables: ReadonlyMap<string, Uint8Array>
}

const MAX_BYTES = 96 * 1024 * 1024
const MAX_FACES = 256
const MAX_TABLES = 128

const COLLECTION = 0x74746366
export const OPEN_TYPE = 0x4f54544f
const TRUE_TYPE = 0x10000
/** `true`: what Apple's fonts begin with instead. */
const APPLE_TRUE_TYPE = 0x74727565

/**
 * Finds a face in a font file (ISO/IEC 14496-22, 4.5 and 4.6).
 *
 * @param name PostScript name of the face, for collections; unless given, the face for simplified Chinese, by the `SC` in
 * its name, or else the first one
 * @throws LicenceError `ERR_FACE_FONT`
 */
export function openFace(bytes: Uint8Array, name: string | undefined): FontFace {
  if (bytes.length > MAX_BYTES) throw brokenFont(`it has more than ${MAX_BYTES} bytes`)
  const view = viewOf(bytes)
  if (view.getUint32(0) !== COLLECTION) {
    const face = readFace(bytes, 0)
    if (name !== undefined && postScriptNameOf(tableOf(face, 'name')) !== name)
      throw brokenFont(`it is not the face ${name.slice(0, 64)}`)
    return face
  }
  const count = view.getUint32(8)
  if (count === 0 || count > MAX_FACES) throw brokenFont(`it has ${count} faces`)
  const faces = Array.from({ length: count }, (_, i) => readFace(bytes, view.getUint32(12 + 4 * i)))
  const isWanted = (face: FontFace) => {
    const found = postScriptNameOf(tableOf(face, 'name'))
    return name === undefined ? /sc\b|SC\b/.test(found) : found === name
  }
  const found = faces.find(isWanted) ?? (name === undefined ? faces[0] : undefined)
  if (found === undefined) throw brokenFont(`it has no face ${name?.slice(0, 64)}`)
  return found
}

function readFace(bytes: Uint8Array, start: number): FontFace {
  const view = viewOf(bytes)
  const found = view.getUint32(start)
  const version = found === APPLE_TRUE_TYPE ? TRUE_TYPE : found
  if (version !== TRUE_TYPE && version !== OPEN_TYPE) throw brokenFont('it is neither TrueType nor OpenType')
  const count = view.getUint16(start + 4)
  if (count > MAX_TABLES) throw brokenFont(`it has ${count} tables`)
  const tables = new Map<string, Uint8Array>()
  for (let i = 0; i < count; i++) {
    const at = start + 12 + 16 * i
    const tag = String.fromCharCode(...part(bytes, at, at + 4))
    const offset = view.getUint32(at + 8)
    tables.set(tag, part(bytes, offset, offset + view.getUint32(at + 12)))
  }
  return { version, tables }
}

/** @throws LicenceError `ERR_FACE_FONT` where there is none */
export function tableOf({ tables }: FontFace, tag: string): Uint8Array {
  const table = tables.get(tag)
  if (table === undefined) throw brokenFont(`it has no table ${tag}`)
  return table
}

/** Writes a font of one face: tables in the order of their tags, each with its checksum. */
export function encodeFace({ version, tables }: FontFace): Uint8Array {
  const tags = [...tables.keys()].sort()
  const power = 2 ** Math.floor(Math.log2(tags.length))
  let at = 12 + 16 * tags.length
  let headAt = 0
  const records: Uint8Array[] = []
  const bodies: Uint8Array[] = []
  for (const tag of tags) {
    const table = tables.get(tag) ?? new Uint8Array(0)
    const body = new Uint8Array(Math.ceil(table.length / 4) * 4)
    body.set(table)
    if (tag === 'head') {
      headAt = at
      // Its sum is taken without what makes up for the sum of all.
      viewOf(body).setUint32(8, 0)
    }
    const name = Uint8Array.from(tag, (letter) => letter.charCodeAt(0))
    records.push(name, u32(checksum(body), at, table.length))
    bodies.push(body)
    at += body.length
  }
  const search = u16(tags.length, power * 16, Math.log2(power), (tags.length - power) * 16)
  const font = concatBytes(u32(version), search, ...records, ...bodies)
  viewOf(font).setUint32(headAt + 8, 0xb1b0afba - checksum(font))
  return font
}

function checksum(bytes: Uint8Array): number {
  const view = viewOf(bytes)
  let sum = 0
  for (let at = 0; at < bytes.length; at += 4) sum = (sum + view.getUint32(at)) >>> 0
  return sum
}
