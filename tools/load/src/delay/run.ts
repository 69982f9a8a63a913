import { leastHold, MAX_HOLD, type Question } from './probe.ts'
import { askServices } from './services.ts'
import { askSignOn } from './sign-on.ts'
import { askStatusLists } from './status-lists.ts'

const ATTEMPTS = 12

/**
 * Asks every handler as much as its limits allow, and prints for how long each holds the thread.
 *
 * @param isShort - with one kind of key and four bits for each place of a status list alone
 * @param only - part of the names of those that are asked
 * @returns how many hold it for too long, and of how many
 */
export async function runDelay(isShort: boolean, only = ''): Promise<{ slow: number; all: number }> {
  const services = await askServices(isShort ? ['SM2'] : ['SM2', 'P-256'])
  const signOn = await askSignOn()
  const lists = isShort ? askStatusLists(['SM2'], [4]) : askStatusLists(['SM2', 'P-256'], [1, 4, 8])
  const questions: Question[] = [...services.questions, ...signOn, ...(await lists)]
  const asked = questions.filter(({ name }) => name.includes(only))
  let slow = 0
  for (const question of asked) {
    const hold = await leastHold(question, ATTEMPTS)
    const isSlow = hold > MAX_HOLD
    if (isSlow) slow += 1
    console.log(`  ${hold.toFixed(1).padStart(6)} ms  ${isSlow ? 'TOO LONG  ' : ''}${question.name}`)
  }
  await services.close()
  return { slow, all: asked.length }
}
