import { join } from 'node:path'
import type { BatchDocument } from '../../batch/document.ts'
import { openFile } from '../file.ts'

/**
 * Files of a folder as documents of a batch.
 *
 * @param ids - their paths below the folder, with `/` between the parts
 */
export function fileDocuments(folder: string, ids: Iterable<string>): BatchDocument[] {
  return Array.from(ids, (id) => ({
    id,
    open: () => openFile(join(folder, ...id.split('/'))),
  }))
}
