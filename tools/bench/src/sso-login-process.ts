import { startProvider } from '../../interop/src/sso/provider.ts'
import { type PortalOrder, startPortal } from './sso-login-portals.ts'

/** What a process is told to be, or asked for. */
export type Order =
  | { readonly do: 'provide' }
  | { readonly do: 'register'; readonly client: Readonly<Record<string, unknown>> }
  | { readonly do: 'serve'; readonly portal: PortalOrder }
  | { readonly do: 'tell time' }

export interface Answer {
  readonly id: number
  readonly value?: unknown
  readonly error?: string
}

let provider: Awaited<ReturnType<typeof startProvider>> | undefined

async function carryOut(order: Order): Promise<unknown> {
  switch (order.do) {
    case 'provide':
      // Pushed requests are one request more for who makes them; all are to do the same work.
      provider = await startProvider({ features: { pushedAuthorizationRequests: { enabled: false } } })
      return provider.issuer
    case 'register':
      return provider?.register(order.client)
    case 'serve':
      return startPortal(order.portal)
    case 'tell time': {
      const { user, system } = process.cpuUsage()
      return (user + system) / 1e6
    }
  }
}

process.on('message', ({ id, order }: { id: number; order: Order }) => {
  carryOut(order).then(
    (value) => process.send?.({ id, value } satisfies Answer),
    (error: unknown) => process.send?.({ id, error: String(error) } satisfies Answer),
  )
})

// Who asked has gone.
process.on('disconnect', () => process.exit())
