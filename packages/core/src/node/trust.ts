import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { CoreError } from '../errors.ts'
import type { Clock } from '../ports.ts'
import type { Trust } from '../trust/anchor.ts'
import { trustError } from '../trust/codes.ts'
import { TRUST_FOLDERS, type TrustFile } from '../trust/load.ts'
import { LISTS_FOLDER, loadTrustWithLists } from '../trust/load-lists.ts'

/** More files than a trust store has any use for, and larger ones than what is in its folders. */
const MAX_FILES = 2000
const MAX_FILE_BYTES = 4 * 1024 * 1024
const MAX_BYTES_IN: Readonly<Record<string, number>> = {
  [LISTS_FOLDER]: 16 * 1024 * 1024,
  revocation: 64 * 1024 * 1024,
}

const FOLDERS = [...TRUST_FOLDERS, LISTS_FOLDER]

/**
 * Reads a trust store from a folder on disk; see `loadTrustWithLists` for its layout.
 *
 * Names that begin with a dot are left aside, as file managers and version control leave them everywhere; so is a
 * `README` beside the folders.
 *
 * @param options - `clock` tells when the signed lists in it must be in force; the machine's own unless given
 * @throws CoreError `ERR_TRUST_READ`, and those of `loadTrustWithLists`
 */
export async function readTrust(
  directory: string,
  { clock = () => new Date() }: { readonly clock?: Clock } = {},
): Promise<Trust> {
  const files: TrustFile[] = []
  for (const folder of await list(directory)) {
    if (isIgnored(folder)) continue
    if (!FOLDERS.includes(folder)) {
      throw trustError('ERR_TRUST_FOLDER', { name: folder, allowed: FOLDERS.join(', ') })
    }
    for (const name of await list(directory, folder)) {
      if (isIgnored(name)) continue
      if (files.length >= MAX_FILES) throw trustError('ERR_TRUST_SIZE', { limit: MAX_FILES, unit: 'files' })
      files.push({ name: `${folder}/${name}`, bytes: await read(directory, folder, name) })
    }
  }
  return loadTrustWithLists(files, { at: clock(), clock })
}

const isIgnored = (name: string) => name.startsWith('.') || /^readme(\.\w+)?$/i.test(name)

async function list(directory: string, folder = ''): Promise<string[]> {
  try {
    return (await readdir(join(directory, folder))).sort()
  } catch (cause) {
    throw unreadable(folder || directory, cause)
  }
}

async function read(directory: string, folder: string, name: string): Promise<Uint8Array> {
  const path = join(directory, folder, name)
  const limit = MAX_BYTES_IN[folder] ?? MAX_FILE_BYTES
  let size: number
  try {
    const found = await stat(path)
    // A device or a pipe could give bytes without end.
    if (!found.isFile()) throw Object.assign(new Error('not a file'), { code: 'not a file' })
    size = found.size
    if (size <= limit) return new Uint8Array(await readFile(path))
  } catch (cause) {
    throw unreadable(`${folder}/${name}`, cause)
  }
  throw trustError('ERR_TRUST_SIZE', { limit, unit: 'bytes' })
}

function unreadable(name: string, cause: unknown): CoreError {
  const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown'
  return trustError('ERR_TRUST_READ', { name, reason }, cause)
}
