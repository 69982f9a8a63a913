import { Worker } from 'node:worker_threads'
import { DONE, type Finding, INDEX, type Order } from './shared.ts'

/** An input that is at work this long hangs: the thread is ended from outside. */
const HANG_MS = 15_000
const MAX_HEAP_MB = 1024

export interface Watched {
  readonly inputs: number
  readonly findings: readonly Finding[]
}

/** Runs a target in a thread of its own, so that a hang or an exhausted heap is a finding and not the end. */
export function watch(target: string, seed: string, milliseconds: number, first = 0): Promise<Watched> {
  const shared = new SharedArrayBuffer(8)
  const progress = new Int32Array(shared)
  const order: Order = { target, seed, first, milliseconds, progress: shared }
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: order,
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
    })
    let last = -1
    let since = performance.now()
    const watching = setInterval(() => {
      const index = Atomics.load(progress, INDEX)
      if (index !== last) {
        last = index
        since = performance.now()
      } else if (performance.now() - since > HANG_MS) {
        end([{ target, index, what: `hangs: no answer in ${HANG_MS / 1000} s` }])
      }
    }, 200)
    const end = (findings: readonly Finding[]) => {
      clearInterval(watching)
      resolve({ inputs: Atomics.load(progress, DONE), findings })
      void worker.terminate()
    }
    worker.on('message', end)
    worker.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') {
        end([{ target, index: Atomics.load(progress, INDEX), what: `needs more than ${MAX_HEAP_MB} MB` }])
      } else {
        clearInterval(watching)
        reject(error)
      }
    })
  })
}
