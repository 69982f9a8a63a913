import type { Guard } from '../assurance/guard.ts'
import type { NodeRequest } from './node.ts'

/** Asks a guard about a request of Node, for frameworks that have an answer of their own. */
export function askGuard(guard: Guard, request: NodeRequest): Promise<Response | undefined> {
  return new Promise((resolve, reject) => {
    const headers = new Headers()
    const target = {
      statusCode: 200,
      setHeader(name: string, value: string | readonly string[]): void {
        for (const one of typeof value === 'string' ? [value] : value) headers.append(name, one)
      },
      end: (body?: string) => resolve(new Response(body ?? null, { status: target.statusCode, headers })),
    }
    guard(request, target, (error) => (error === undefined ? resolve(undefined) : reject(error)))
  })
}
