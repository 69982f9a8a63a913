import { parentPort, workerData } from 'node:worker_threads'
import { readCorpus } from './corpus.ts'
import { createInput } from './input.ts'
import { judge } from './judge.ts'
import { DONE, type Finding, INDEX, type Order } from './shared.ts'
import { TARGETS } from './targets.ts'

/** A reader that is wrong is often wrong a thousand times: the first few are enough. */
const MAX_FINDINGS = 5

const order = workerData as Order
const progress = new Int32Array(order.progress)
const load = TARGETS[order.target]
if (load === undefined) throw new RangeError(`No such target: ${order.target}`)
const target = await load()
const corpus = readCorpus(order.target)
if (corpus.length === 0) throw new RangeError(`No corpus for ${order.target}: npm run fuzz -- --make-corpus`)

let found = 0
const deadline = performance.now() + order.milliseconds
for (let index = order.first; found < MAX_FINDINGS; index += 1) {
  // The whole corpus is always read, however short the time.
  if (index > corpus.length && performance.now() >= deadline) break
  Atomics.store(progress, INDEX, index)
  const what = await judge(target, createInput(target, corpus, order.seed, index))
  if (what !== undefined) {
    found += 1
    const finding: Finding = { target: order.target, index, what }
    // At once: should a later input hang, this one is not lost with the thread.
    parentPort?.postMessage(finding)
  }
  Atomics.store(progress, DONE, index + 1 - order.first)
}
parentPort?.postMessage('done')
