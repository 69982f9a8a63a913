import { chmod, link, mkdir, rename, rm, stat, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { encodeUtf8 } from '@xinyin/core'
import { batchError } from '../../batch/codes.ts'
import { isPlainPath } from '../../batch/document.ts'
import { fingerprint } from '../../batch/job.ts'
import type { BatchOutput } from '../../batch/output.ts'
import { codeOf, digestFile, kindAt, syncFolder, writeDurably } from './durable.ts'

/** Where one document of a batch lies, and what is made of it until it takes its place. */
interface Place {
  readonly path: string
  readonly part: string
}

/**
 * A folder below which sealed documents are put, under the paths that are their ids. Folders are made as they are needed.
 *
 * What is made lies beside its place until it is whole, as `.HEX.xinyin-part`. Nothing is written through a symbolic link.
 */
export const folderOutput = (folder: string): BatchOutput => outputBelow(folder, false)

/**
 * Sealed documents take the place of those that they were made of, below a folder, with their permissions. What the
 * documents were is gone then: a copy of the folder is the only way back.
 */
export const inPlaceOutput = (folder: string): BatchOutput => outputBelow(folder, true)

function outputBelow(folder: string, inPlace: boolean): BatchOutput {
  const placeOf = (id: string, make = false) => findPlace(folder, id, make)
  return {
    inPlace,
    async digest(id) {
      return digestAt((await placeOf(id)).path)
    },
    async stage(id, pieces) {
      const { path, part } = await placeOf(id, true)
      await rm(part, { force: true })
      await writeDurably(part, pieces)
      if (inPlace) await chmod(part, (await stat(path)).mode & 0o7777)
      await syncFolder(dirname(part))
    },
    async staged(id) {
      return digestAt((await placeOf(id)).part)
    },
    async publish(id, replaces) {
      const { path, part } = await placeOf(id)
      if (replaces === undefined) await putNew(part, path)
      else {
        if ((await digestAt(path)) !== replaces)
          throw batchError(inPlace ? 'ERR_BATCH_SOURCE_CHANGED' : 'ERR_BATCH_OUTPUT_EXISTS')
        await rename(part, path)
      }
      await syncFolder(dirname(path))
    },
    async discard(id) {
      await rm((await placeOf(id)).part, { force: true })
    },
  }
}

/** The place of a document. A link on the way could lead out of the folder, so none is followed. */
async function findPlace(folder: string, id: string, make: boolean): Promise<Place> {
  if (!isPlainPath(id)) throw batchError('ERR_BATCH_ID')
  const parts = id.split('/')
  const name = parts.pop() as string
  let parent = folder
  if (make) await mkdir(folder, { recursive: true })
  for (const part of parts) {
    parent = join(parent, part)
    if (make)
      await mkdir(parent).catch((error: unknown) => {
        if (codeOf(error) !== 'EEXIST') throw error
      })
    const kind = await kindAt(parent)
    if (kind !== 'folder' && kind !== undefined) throw batchError('ERR_BATCH_OUTPUT_OUTSIDE')
  }
  const part = `.${fingerprint(encodeUtf8(id)).slice(0, 24)}.xinyin-part`
  return { path: join(parent, name), part: join(parent, part) }
}

async function digestAt(path: string): Promise<string | undefined> {
  const kind = await kindAt(path)
  if (kind === undefined) return undefined
  if (kind !== 'file') throw batchError('ERR_BATCH_OUTPUT_OUTSIDE')
  return digestFile(path)
}

const WITHOUT_LINKS: readonly (string | undefined)[] = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']

/** Gives a file its name, if nothing has it: a link is refused where a renaming would replace. */
async function putNew(part: string, path: string): Promise<void> {
  try {
    await link(part, path)
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw batchError('ERR_BATCH_OUTPUT_EXISTS', {}, error)
    if (!WITHOUT_LINKS.includes(codeOf(error))) throw error
    if ((await kindAt(path)) !== undefined) throw batchError('ERR_BATCH_OUTPUT_EXISTS')
    return rename(part, path)
  }
  await unlink(part)
}
