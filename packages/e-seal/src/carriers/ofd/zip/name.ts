import { decodeUtf8 } from '@xinyin/core'
import { zipError } from './codes.ts'

/** How the octets of a name were read. */
export type NameEncoding = 'ascii' | 'utf-8' | 'utf-8-unflagged' | 'gbk'

const MAX_NAME_BYTES = 1024
const MAX_DEPTH = 32

/**
 * Reads the name of an entry. Names without the UTF-8 flag are UTF-8 all the same in most OFD files, and GBK
 * in some; which it was is reported, since readers that guess differently will not find the file.
 *
 * @throws SealError `ERR_ZIP_NAME`
 */
export function readName(octets: Uint8Array, flaggedUtf8: boolean): { name: string; encoding: NameEncoding } {
  if (octets.length === 0 || octets.length > MAX_NAME_BYTES)
    throw zipError('ERR_ZIP_NAME', { entry: '', reason: 'length' })
  const { name, encoding } = decodeName(octets, flaggedUtf8)
  const fault = faultOf(name)
  if (fault !== undefined) throw zipError('ERR_ZIP_NAME', { entry: printable(name), reason: fault })
  return { name, encoding }
}

function decodeName(octets: Uint8Array, flaggedUtf8: boolean): { name: string; encoding: NameEncoding } {
  const ascii = asciiOf(octets)
  if (ascii !== undefined) return { name: ascii, encoding: 'ascii' }
  try {
    return { name: decodeUtf8(octets), encoding: flaggedUtf8 ? 'utf-8' : 'utf-8-unflagged' }
  } catch (cause) {
    if (flaggedUtf8) throw zipError('ERR_ZIP_NAME', { entry: '', reason: 'encoding' }, cause)
  }
  const name = decodeGbk(octets)
  if (name === undefined) throw zipError('ERR_ZIP_NAME', { entry: '', reason: 'encoding' })
  return { name, encoding: 'gbk' }
}

function asciiOf(octets: Uint8Array): string | undefined {
  let name = ''
  for (let at = 0; at < octets.length; at++) {
    const octet = octets[at] ?? 0
    if (octet >= 0x80) return undefined
    name += String.fromCharCode(octet)
  }
  return name
}

/** Platforms differ in octets that are no GBK: some refuse them, some make private characters of them. */
function decodeGbk(octets: Uint8Array): string | undefined {
  try {
    const name = new TextDecoder('gbk', { fatal: true }).decode(octets)
    return /[\ue000-\uf8ff]/.test(name) ? undefined : name
  } catch {
    return undefined
  }
}

/** Words of ASCII with single dots and slashes between them. */
const USUAL = /^[\w-]+(?:[./][\w-]+)*$/

/**
 * Whether a path is plain at a glance, as nearly all are: letters, digits and signs that mean nothing anywhere, with dots and
 * slashes between them only. So short a one cannot be too deep.
 */
export const isUsualPath = (path: string): boolean => path.length <= 2 * MAX_DEPTH && USUAL.test(path)

/** Why a name is not one plain path below the root, if it is not. */
function faultOf(name: string): string | undefined {
  if (isUsualPath(name)) return undefined
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
  if (/[\x00-\x1f\x7f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffd]/.test(name))
    return 'control character'
  if (name.includes('\\')) return 'backslash'
  if (name.startsWith('/') || /^[A-Za-z]:/.test(name)) return 'absolute'
  const segments = name.replace(/\/$/, '').split('/')
  if (segments.includes('..') || segments.includes('.')) return 'dot segment'
  if (segments.includes('')) return 'empty segment'
  if (segments.length > MAX_DEPTH) return 'depth'
  return segments.some((segment) => /[. ]$/.test(segment)) ? 'trailing dot or space' : undefined
}

/** A name fit for a message: no character that could steer a terminal, and not long. */
export function printable(name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out.
  return name.replace(/[\x00-\x1f\x7f-\x9f\u2028-\u202f\u200e\u200f\u2066-\u2069]/g, '?').slice(0, 200)
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant.
const ASCII = /^[\x00-\x7f]*$/

/**
 * What two names have in common when some file system or reader would take one for the other: case,
 * Unicode form, and the slash that marks a directory. File systems fold case as Unicode has it: by way of the capital, a long s
 * is an s.
 */
export function foldName(name: string): string {
  const plain = name.endsWith('/') ? name.slice(0, -1) : name
  // Letters of ASCII have one form; nearly all names have no others.
  return (ASCII.test(plain) ? plain : plain.normalize('NFC').toUpperCase()).toLowerCase()
}
