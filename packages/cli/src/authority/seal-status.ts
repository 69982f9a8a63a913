import { existsSync } from 'node:fs'
import { decodeUtf8 } from '@xinyin/core'
import { createSealStatusHandler } from '@xinyin/e-seal/maker'
import { readFile } from '../files/read.ts'
import { findSeal, readBook, statusListFile, writeBook } from '../seal/register.ts'
import { type AuthorityFolder, readHolder } from './folder.ts'

const PREFIX = '/seal-status/'
const MAKER = 'seal-maker'

/**
 * The status service of the seals of a hierarchy, beside its other services. Who makes other seals, with another key, has
 * to serve them himself.
 *
 * @param rest - answers whatever is asked below other paths
 */
export async function withSealStatus(
  folder: AuthorityFolder,
  rest: (request: Request) => Promise<Response>,
  onError: (error: unknown) => void,
): Promise<(request: Request) => Promise<Response>> {
  const { dir } = folder
  const { key, certificate, above } = await readHolder(folder, MAKER)
  const book = await readBook(dir)
  // A list is good for a month: whoever serves has one that is in force.
  if (book.seals.length > 0) await writeBook(folder, MAKER, book)
  const handle = createSealStatusHandler({
    makers: [certificate],
    signing: { key, certificates: [certificate, ...above] },
    lookup: async (id) => findSeal((await readBook(dir)).seals, id)?.record,
    lifetime: 300,
    onError,
    ...(existsSync(statusListFile(dir))
      ? { list: async () => decodeUtf8(await readFile(statusListFile(dir))).trimEnd() }
      : {}),
  })
  return (request) => (new URL(request.url).pathname.startsWith(PREFIX) ? handle(request) : rest(request))
}
