import type { SsoError } from '@xinyin/sso'
import { connect } from './connect.ts'
import type { RenewalOrder, RenewalReport, RenewerSetting } from './renewal-task.ts'
import { openPortal } from './token-portal.ts'

const { address, secrets, cookie } = JSON.parse(process.argv[2] ?? '') as RenewerSetting
const { store } = await connect(address)
const sso = openPortal(secrets, store)
const request = { headers: { cookie } }

/** Asks for the token over and over, four times at once, until the time is over or somebody signs out. */
async function work({ seconds }: RenewalOrder): Promise<RenewalReport> {
  const values = new Set<string>()
  const codes = new Set<string>()
  const end = Date.now() + seconds * 1000
  let calls = 0
  while (Date.now() < end && codes.size === 0) {
    const asked = Array.from({ length: 4 }, () => sso.accessToken(request))
    for (const told of await Promise.allSettled(asked)) {
      if (told.status === 'fulfilled') values.add(told.value.value)
      else codes.add((told.reason as SsoError).code ?? String(told.reason))
    }
    calls += asked.length
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 20))
  }
  return { calls, values: [...values], codes: [...codes] }
}

process.on('message', (order: RenewalOrder) => {
  work(order).then(
    (report) => process.send?.(report),
    (error: unknown) => process.send?.({ calls: 0, values: [], codes: [String(error)] }),
  )
})
process.send?.('ready')
