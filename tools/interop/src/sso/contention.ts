import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { session } from '../../../../packages/sso/test/stores/contract.ts'
import { expectThat } from '../expect.ts'
import { type Address, connect } from './connect.ts'
import { LIVES, READY, type Report, type Task } from './contention-task.ts'

interface Contender {
  ask(task: Task): Promise<number>
  end(): Promise<void>
}

async function startContender(address: Address): Promise<Contender> {
  const child = fork(join(import.meta.dirname, 'contender.ts'), [JSON.stringify(address)])
  const waiting = new Map<number, (report: Report) => void>()
  child.on('message', (report: Report) => waiting.get(report.id)?.(report))
  child.on('exit', () => {
    for (const [id, tell] of waiting) tell({ id, error: 'the process ended' })
  })
  const reportOf = (id: number) => new Promise<Report>((resolve) => waiting.set(id, resolve))
  let last = READY
  await reportOf(READY)
  return {
    async ask(task) {
      last += 1
      const report = reportOf(last)
      child.send({ id: last, task })
      const { answer, error } = await report
      if (answer === undefined) throw new Error(error)
      return answer
    },
    async end() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = once(child, 'exit')
      child.kill()
      await gone
    },
  }
}

const ROUNDS = 25
const TIMES = 25

/** Has two processes use one store at once, each over connections of its own. */
export async function contend(address: Address): Promise<string> {
  const { store, close } = await connect(address)
  const contenders = await Promise.all([startContender(address), startContender(address)])
  const [one, other] = contenders
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      const first = await Promise.all(contenders.map(({ ask }) => ask({ do: 'consume', round })))
      const sum = first.reduce((total, n) => total + n)
      expectThat(sum === 1, `${sum} were told that they were the first`)
    }
    const end = Date.now() / 1000 + 600
    await store.put('counter', session({ idToken: '0', expiresAt: end, idleUntil: end }))
    await Promise.all(contenders.map(({ ask }) => ask({ do: 'count', times: TIMES })))
    const counted = (await store.get('counter'))?.idToken
    expectThat(counted === String(2 * TIMES), `counted to ${counted}, not ${2 * TIMES}`)
    let amidst = 0
    for (let round = 0; round < ROUNDS; round += 1) {
      const [done = 0] = await Promise.all([
        one?.ask({ do: 'sign in', round, who: 'a' }),
        other?.ask({ do: 'log out', round }),
        other?.ask({ do: 'log out', round }),
      ])
      const left = await store.list('https://op.example', `round ${round}`)
      expectThat(left.length === 0, `${left.length} sessions live on after their logout`)
      if (done > 0 && done < 4 * LIVES) amidst += 1
    }
    expectThat(amidst > 0, 'no logout came in the midst of sign-ins')
    return `${ROUNDS} rounds of one first, ${2 * TIMES} turns under a lock, ${amidst} logouts in the midst of sign-ins`
  } finally {
    await Promise.all([...contenders.map((contender) => contender.end()), close()])
  }
}
