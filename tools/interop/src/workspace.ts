import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder that exists for one case. */
export interface Workspace {
  /** Where a file of this name is, or will be. */
  path(name: string): string
  /** Writes a file and tells where it is. */
  write(name: string, content: Uint8Array | string): Promise<string>
  read(name: string): Promise<Uint8Array>
}

/** Runs something in a folder of its own, and takes the folder away whatever happens. */
export async function inWorkspace<T>(work: (workspace: Workspace) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'xinyin-interop-'))
  const path = (name: string) => join(folder, name)
  try {
    return await work({
      path,
      async write(name, content) {
        await writeFile(path(name), content)
        return path(name)
      },
      read: async (name) => new Uint8Array(await readFile(path(name))),
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
