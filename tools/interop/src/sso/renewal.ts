import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expectThat } from '../expect.ts'
import { type Address, connect } from './connect.ts'
import type { RenewalOrder, RenewalReport, RenewerSetting } from './renewal-task.ts'
import { signInAt } from './token-portal.ts'
import { PERSON, startTokenProvider } from './token-provider.ts'

const SECONDS = 5

async function startRenewer(setting: RenewerSetting): Promise<ChildProcess> {
  const child = fork(join(import.meta.dirname, 'renewer.ts'), [JSON.stringify(setting)])
  await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error('a process of the portal did not start'))),
  ])
  return child
}

async function order(child: ChildProcess, what: RenewalOrder): Promise<RenewalReport> {
  const told = once(child, 'message')
  child.send(what)
  return (await told)[0] as RenewalReport
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill()
  await gone
}

/**
 * Has two processes of a portal, on one store, use a session whose access token lives for a second, at a provider that takes
 * each refresh token once and ends everything when one comes twice.
 */
export async function renewByTwo(address: Address): Promise<string> {
  const { store, close } = await connect(address)
  const provider = await startTokenProvider({ seconds: 1 })
  const portal = await signInAt(provider, { store })
  const setting = { address, secrets: portal.secrets, cookie: portal.request.headers.cookie }
  const renewers = await Promise.all([startRenewer(setting), startRenewer(setting)])
  const both = (what: RenewalOrder) => Promise.all(renewers.map((renewer) => order(renewer, what)))
  try {
    const reports = await both({ seconds: SECONDS })
    const { count } = provider.renewals
    const codes = reports.flatMap((report) => report.codes)
    expectThat(codes.length === 0, `no token: ${codes}`)
    expectThat(provider.ended.count === 0, 'a refresh token was used twice')
    const values = new Set(reports.flatMap((report) => report.values))
    expectThat(values.size <= count + 1, `${values.size} tokens by ${count} renewals`)
    expectThat(count >= SECONDS / 2, `${count} renewals only`)
    const logout = new Promise((resolve) => setTimeout(resolve, 900)).then(() =>
      store.destroyBySub(provider.issuer, PERSON, Date.now() / 1000 + 5, Date.now() / 1000 + 900),
    )
    const [after] = await Promise.all([both({ seconds: 30 }), logout])
    const told = after.flatMap((report) => report.codes)
    expectThat(
      told.length === 2 && told.every((code) => code === 'ERR_SSO_SIGNED_OUT'),
      `after a logout: ${told}`,
    )
    expectThat((await store.list(provider.issuer, PERSON)).length === 0, 'a renewal brought a session back')
    const calls = reports.reduce((sum, report) => sum + report.calls, 0)
    return `${count} renewals for ${calls} calls, then a logout in the midst`
  } finally {
    await Promise.all(renewers.map(end))
    await portal.close()
    await provider.close()
    await close()
  }
}
