import { randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { TrustListStore } from '../trust/list/store.ts'

/**
 * Keeps trust lists in a folder, one file each, for `createTrustListCache`. A file is replaced at once, never written in
 * place: a machine that loses power has the old one or the new one.
 *
 * The folder has to be one that only this program can write to.
 */
export function fileTrustListStore(directory: string): TrustListStore {
  const pathOf = (key: string) => {
    if (!/^[A-Za-z\d-]{1,64}$/.test(key)) throw new TypeError('key: expected letters, digits and -')
    return join(directory, `${key}.json`)
  }
  return {
    async get(key) {
      try {
        return await readFile(pathOf(key), 'utf8')
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
        throw error
      }
    },
    async set(key, value) {
      const path = pathOf(key)
      await mkdir(directory, { recursive: true, mode: 0o700 })
      const part = `${path}.${randomUUID()}.part`
      try {
        const file = await open(part, 'wx', 0o600)
        try {
          await file.writeFile(value)
          await file.sync()
        } finally {
          await file.close()
        }
        await rename(part, path)
      } catch (error) {
        await rm(part, { force: true })
        throw error
      }
    },
  }
}
