import {
  type IdleSocket,
  type NodeAgent,
  type NodeAnswer,
  type NodeHttp,
  nodeModule,
} from './node-modules.ts'

/** Connections to one origin, in use and idle; and to all. */
const MAX_SOCKETS = 256
const MAX_IDLE = 32
const MAX_TOTAL = 1024
/** How long a connection lies idle where the server does not say how long it keeps it, in milliseconds. */
const IDLE = 4000
const LONGEST_IDLE = 30_000
/** A server closes at its time; a request that is on its way by then is lost. */
const MARGIN = 1000

/** How long the server of an answer keeps its connection (`Keep-Alive: timeout=5`), with a margin. */
function idleTime({ headers }: NodeAnswer): number {
  const [, seconds] = /(?:^|,)\s*timeout=(\d{1,6})/i.exec(String(headers['keep-alive'] ?? '')) ?? []
  return seconds === undefined ? IDLE : Math.min(LONGEST_IDLE, Number(seconds) * 1000 - MARGIN)
}

/** How requests of a scheme are sent. */
export interface Carrier {
  readonly http: NodeHttp
  readonly agent: NodeAgent
  /** Tells how long the connection of an answer may lie idle after it. */
  note(answer: NodeAnswer): void
}

/** Sends over connections that are kept for as long as their servers keep them, and no longer. */
function createCarrier(http: NodeHttp): Carrier {
  const times = new WeakMap<IdleSocket, number>()
  const agent = new http.Agent({
    keepAlive: true,
    scheduling: 'lifo',
    maxSockets: MAX_SOCKETS,
    maxFreeSockets: MAX_IDLE,
    maxTotalSockets: MAX_TOTAL,
  })
  // No request brings options of its own, so that an address is all that connections differ in.
  agent.getName = ({ host, port }) => `${host}:${port}`
  // Nothing was asked: what comes would be taken for the answer to the next question (RFC 9112, 9.2).
  function close(this: IdleSocket): void {
    this.destroy()
  }
  agent.keepSocketAlive = (socket) => {
    const time = times.get(socket) ?? IDLE
    if (time <= 0) return false
    socket.setTimeout(time)
    // A process that has nothing else to do ends.
    socket.unref()
    socket.on('data', close)
    return true
  }
  const reuse = agent.reuseSocket
  agent.reuseSocket = (socket, outgoing) => {
    socket.off('data', close)
    reuse.call(agent, socket, outgoing)
  }
  return { http, agent, note: (answer) => times.set(answer.socket, idleTime(answer)) }
}

const carriers = new Map<string, Carrier>()

/** The carrier for `http:` or `https:`, the same for all of the process; none where this is not Node. */
export function carrierFor(protocol: string): Carrier | undefined {
  const known = carriers.get(protocol)
  if (known !== undefined) return known
  const http = nodeModule(protocol === 'https:' ? 'node:https' : 'node:http')
  if (http === undefined) return undefined
  const carrier = createCarrier(http)
  carriers.set(protocol, carrier)
  return carrier
}
