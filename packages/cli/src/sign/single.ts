import { randomUUID } from 'node:crypto'
import { open, rm } from 'node:fs/promises'
import { type FileSource, openFile } from '@xinyin/e-seal/node'
import { sealOfdStream, signOfdStream } from '@xinyin/e-seal/ofd'
import { unreadable } from '../files/read.ts'
import { nameFile, unwritable } from '../files/write.ts'
import type { Session } from '../session.ts'
import { startProgress } from '../terminal/progress.ts'
import type { SigningMaterial } from './material.ts'

/** Signs one document, in memory that does not grow with it, into a file that is there whole or not at all. */
export async function signOne(
  file: string,
  out: string,
  material: SigningMaterial,
  force: boolean,
  session: Session,
): Promise<void> {
  const source = await openFile(file).catch((cause: unknown) => {
    throw unreadable(file, cause)
  })
  try {
    await writePieces(out, await signedPieces(source, file, material, session), force)
  } finally {
    await source.close()
  }
}

/** What is signed is first gone through and then written: two steps of the same length. */
async function signedPieces(source: FileSource, file: string, material: SigningMaterial, session: Session) {
  const { terminal, language } = session
  const progress = await startProgress(terminal, 100, language, 'bytes')
  const onProgress = ({ step, done, total }: { step: string; done: number; total: number }) => {
    const share = total === 0 ? 50 : (50 * done) / total
    progress.update(Math.floor(step === 'digest' ? share : 50 + share), file)
    if (step !== 'digest' && done >= total) progress.end()
  }
  try {
    return material.type === 'seal'
      ? await sealOfdStream(source, { ...material.options, onProgress })
      : await signOfdStream(source, { ...material.options, onProgress })
  } catch (error) {
    progress.end()
    throw error
  }
}

async function writePieces(out: string, pieces: ReadableStream<Uint8Array>, force: boolean): Promise<void> {
  const half = `${out}.${randomUUID()}.tmp`
  try {
    const handle = await open(half, 'wx').catch((cause: unknown) => {
      throw unwritable(out, cause)
    })
    try {
      for await (const piece of pieces) await handle.appendFile(piece)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await nameFile(half, out, force)
  } finally {
    await rm(half, { force: true })
  }
}
