import { readdir, realpath, stat } from 'node:fs/promises'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { CliError } from '../errors.ts'
import { unreadable } from '../files/read.ts'

/** The documents that were named, below the folder that they have in common. */
export interface Inputs {
  readonly root: string
  /** Their paths below it, with `/` between the parts. */
  readonly ids: readonly string[]
  /** Whether one folder was named, whose documents they are. */
  readonly isFolder: boolean
}

/**
 * Finds the documents: files as they are named, of folders all `.ofd` files at any depth, but none that lies behind a link.
 *
 * @param out - a folder whose documents are results, should it lie in one that was named
 * @throws CliError `ERR_FILE_MISSING`, `ERR_FILE_UNREADABLE`, `ERR_SIGN_NONE`
 */
export async function findInputs(named: readonly string[], out?: string): Promise<Inputs> {
  const results = out === undefined ? undefined : resolve(out)
  const folders: string[] = []
  const files = new Set<string>()
  for (const name of named) {
    try {
      if ((await stat(name)).isDirectory()) {
        folders.push(resolve(name))
        for (const file of await listDocuments(resolve(name), results)) files.add(file)
      } else files.add(join(await realpath(dirname(resolve(name))), resolve(name).split(sep).pop() as string))
    } catch (cause) {
      throw cause instanceof CliError ? cause : unreadable(name, cause)
    }
  }
  if (files.size === 0) throw new CliError('ERR_SIGN_NONE', { folder: named.join(', ') })
  const [folder] = folders
  const isFolder = named.length === 1 && folder !== undefined
  const root = isFolder ? folder : commonFolder([...files].map((file) => dirname(file)))
  const ids = [...files].map((file) => relative(root, file).split(sep).join('/')).sort()
  return { root, ids, isFolder }
}

async function listDocuments(folder: string, results: string | undefined): Promise<string[]> {
  const found: string[] = []
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    // Of what is hidden, some is half written.
    if (entry.name.startsWith('.')) continue
    const path = join(folder, entry.name)
    if (path === results) continue
    if (entry.isDirectory()) {
      for (const below of await listDocuments(path, results)) found.push(below)
    } else if (entry.isFile() && /\.ofd$/i.test(entry.name)) found.push(path)
  }
  return found
}

function commonFolder(folders: readonly string[]): string {
  const [first = '', ...others] = folders
  const parts = first.split(sep)
  const isCommon = (count: number) => {
    const start = parts.slice(0, count).join(sep) + sep
    return others.every((folder) => `${folder}${sep}`.startsWith(start))
  }
  let count = parts.length
  while (count > 1 && !isCommon(count)) count--
  return parts.slice(0, count).join(sep) || sep
}
