import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { PortalOrder, Told } from './portal-order.ts'

/** A process of the portal, as who started it knows it. */
export interface PortalProcess {
  readonly port: number
  /** Octets that it held, from first to last. */
  readonly memory: readonly number[]
  isRunning(): boolean
  /** Ends it at once, in the midst of whatever it does. */
  kill(): Promise<void>
}

export async function startPortalProcess(order: PortalOrder): Promise<PortalProcess> {
  const child = fork(join(import.meta.dirname, 'portal.ts'), [JSON.stringify(order)])
  const memory: number[] = []
  let isRunning = true
  child.on('exit', () => {
    isRunning = false
  })
  const port = await new Promise<number>((resolve, reject) => {
    child.on('message', (told: Told) => {
      if (told.port !== undefined) resolve(told.port)
      if (told.memory !== undefined) memory.push(told.memory)
    })
    child.once('exit', (code) => reject(new Error(`the portal ended with ${code} before it listened`)))
  })
  return {
    port,
    memory,
    isRunning: () => isRunning,
    async kill() {
      if (!isRunning) return
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
  }
}
