import { session } from '../../../../packages/sso/test/stores/contract.ts'
import { type Address, connect } from './connect.ts'
import { LIVES, type Order, READY, type Report, type Task } from './contention-task.ts'

const ISSUER = 'https://op.example'
const now = () => Date.now() / 1000
const address = JSON.parse(process.argv[2] ?? '') as Address
const { store } = await connect(address)

/** How many of ten tries at the same thing were the first. */
async function consume(round: number): Promise<number> {
  const tries = Array.from({ length: 10 }, () => store.consumeOnce(`round ${round}`, now() + 600))
  return (await Promise.all(tries)).filter(Boolean).length
}

/** Counts in a session, each time under the lock: read, add one, write. */
async function count(times: number): Promise<number> {
  for (let done = 0; done < times; ) {
    const fence = await store.lock('counter', now() + 30)
    if (fence === undefined) {
      await new Promise((resolve) => setTimeout(resolve, 1))
      continue
    }
    const found = await store.get('counter')
    if (found === undefined) throw new Error('the counter is gone')
    const next = { ...found, fence, idToken: String(Number(found.idToken) + 1) }
    if (!(await store.replace('counter', 'counter', next))) throw new Error('the lock was not held')
    await store.unlock('counter', fence)
    done += 1
  }
  return times
}

/** Does with sessions whatever could bring one back to life; tells how much of it was still done. */
async function signIn(round: number, who: string): Promise<number> {
  const made = session({
    sub: `round ${round}`,
    sid: who,
    issuedAt: 1000,
    expiresAt: now() + 600,
    idleUntil: now() + 600,
  })
  const life = async (n: number) => {
    const key = `${round}-${who}-${n}`
    const kept = await store.put(key, made)
    const touched = await store.touch(key, now() + 599)
    const replaced = await store.replace(key, `${key}-next`, made)
    const again = await store.put(`${key}-again`, made, `${key}-next`)
    return [kept, touched, replaced, again]
  }
  const told = await Promise.all(Array.from({ length: LIVES }, (_, n) => life(n)))
  return told.flat().filter(Boolean).length
}

async function logOut(round: number): Promise<number> {
  // In the midst of what the other does.
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 12))
  await store.destroyBySub(ISSUER, `round ${round}`, 1000, now() + 600)
  return 1
}

function work(task: Task): Promise<number> {
  if (task.do === 'consume') return consume(task.round)
  if (task.do === 'count') return count(task.times)
  return task.do === 'log out' ? logOut(task.round) : signIn(task.round, task.who)
}

const report = (told: Report) => process.send?.(told)
process.on('message', ({ id, task }: Order) => {
  work(task).then(
    (answer) => report({ id, answer }),
    (error: unknown) => report({ id, error: String(error) }),
  )
})
report({ id: READY, answer: 0 })
