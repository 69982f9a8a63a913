import type { Terminal } from './terminal.ts'

/** Ends when the terminal says so, else with the signals that end programs. */
export function untilEnd({ signal }: Terminal): Promise<void> {
  return new Promise((resolve) => {
    if (signal !== undefined) {
      if (signal.aborted) resolve()
      signal.addEventListener('abort', () => resolve(), { once: true })
      return
    }
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => resolve())
  })
}
