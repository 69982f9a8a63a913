import { rm } from 'node:fs/promises'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encodeUtf8 } from '@xinyin/core'
import { batchError } from '../../batch/codes.ts'
import { fingerprint } from '../../batch/job.ts'
import { codeOf } from './durable.ts'

/** A right that one process has at a time, and that ends with it, however it ends. */
export interface ProcessLock {
  release(): Promise<void>
}

/**
 * Takes the right to what a name stands for, among the processes of this machine.
 *
 * A file with a process number in it stays behind when its process is killed, and the number is given out again. An
 * address at which a process listens goes with the process: on Linux a name that is no file, on Windows a pipe.
 *
 * @throws SealError `ERR_BATCH_LOCKED`
 */
export async function lockProcess(name: string): Promise<ProcessLock> {
  const address = addressOf(`xinyin-batch-${fingerprint(encodeUtf8(name)).slice(0, 32)}`)
  const server = (await listen(address)) ?? (isFile(address) ? await listenAfterDead(address) : undefined)
  if (server === undefined) throw batchError('ERR_BATCH_LOCKED')
  return {
    release: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

function addressOf(name: string): string {
  if (process.platform === 'linux') return `\0${name}`
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`)
}

const isFile = (address: string) => process.platform !== 'linux' && !address.startsWith('\\\\')

/** Listens at an address; nothing where another does. */
function listen(address: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy())
    server.once('error', (error) => {
      if (codeOf(error) === 'EADDRINUSE') resolve(undefined)
      else reject(error)
    })
    server.listen(address, () => {
      // The lock keeps nobody alive who has nothing left to do.
      server.unref()
      resolve(server)
    })
  })
}

/** Other systems keep the address as a file, which outlives its process: nobody answers there then. */
async function listenAfterDead(address: string): Promise<Server | undefined> {
  const isAlive = await new Promise<boolean>((resolve) => {
    const socket = connect(address, () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
  if (isAlive) return undefined
  await rm(address, { force: true })
  return listen(address)
}
