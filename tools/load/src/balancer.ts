import { connect, createServer, type Server } from 'node:net'

/** What stands before the processes of a portal: each connection goes to the next one, whether or not it still runs. */
export interface Balancer {
  readonly port: number
  /** The ports behind it, in turns. */
  serve(ports: readonly number[]): void
  close(): void
}

export async function startBalancer(host: string): Promise<Balancer> {
  let behind: readonly number[] = []
  let turn = 0
  const server: Server = createServer((front) => {
    turn += 1
    const port = behind[turn % behind.length]
    if (port === undefined) {
      front.destroy()
      return
    }
    const back = connect(port, '127.0.0.1')
    front.pipe(back).pipe(front)
    front.on('error', () => back.destroy())
    back.on('error', () => front.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    serve: (ports) => {
      behind = ports
    },
    close: () => server.close(),
  }
}
