import { Worker } from 'node:worker_threads'
import { DONE, type Finding, INDEX, type Order } from './shared.ts'

/** An input that is at work this long hangs: the thread is ended from outside. */
const HANG_MS = 15_000
/** A thread that has not begun is loading, and on a busy machine for long. */
const LOADING_MS = 120_000
const LOADING = -1
const MAX_HEAP_MB = 1024

// A thread does not inherit the loader of TypeScript: it has to be told of it before the first import.
const THREAD = `import(${JSON.stringify(import.meta.resolve('tsx/esm/api'))})
  .then(({ register }) => register() && import(${JSON.stringify(import.meta.resolve('./worker.ts'))}))`

export interface Watched {
  readonly inputs: number
  readonly findings: readonly Finding[]
}

/** Runs a target in a thread of its own, so that a hang or an exhausted heap is a finding and not the end. */
export function watch(target: string, seed: string, milliseconds: number, first = 0): Promise<Watched> {
  const shared = new SharedArrayBuffer(8)
  const progress = new Int32Array(shared)
  Atomics.store(progress, INDEX, LOADING)
  const order: Order = { target, seed, first, milliseconds, progress: shared }
  return new Promise((resolve, reject) => {
    const worker = new Worker(THREAD, {
      workerData: order,
      eval: true,
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
    })
    const findings: Finding[] = []
    let last = LOADING
    let since = performance.now()
    const watching = setInterval(() => {
      const index = Atomics.load(progress, INDEX)
      if (index !== last) {
        last = index
        since = performance.now()
        return
      }
      const limit = index === LOADING ? LOADING_MS : HANG_MS
      if (performance.now() - since > limit) {
        findings.push({ target, index, what: `hangs: no answer in ${limit / 1000} s` })
        end()
      }
    }, 200)
    const end = () => {
      clearInterval(watching)
      resolve({ inputs: Atomics.load(progress, DONE), findings })
      void worker.terminate()
    }
    worker.on('message', (message: Finding | 'done') => {
      if (message === 'done') end()
      else findings.push(message)
    })
    worker.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') {
        const index = Atomics.load(progress, INDEX)
        findings.push({ target, index, what: `needs more than ${MAX_HEAP_MB} MB` })
        end()
      } else {
        clearInterval(watching)
        reject(error)
      }
    })
  })
}
