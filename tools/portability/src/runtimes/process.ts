import { spawn } from 'node:child_process'

const LIMIT_MS = 120_000

/** Runs a program to its end and gives what it printed. */
export function output(program: string, args: readonly string[], folder: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], timeout: LIMIT_MS })
    let printed = ''
    let errors = ''
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString('utf8')
    })
    child.stderr.on('data', (chunk: Buffer) => {
      errors += chunk.toString('utf8')
    })
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve(printed)
      else reject(new Error(`${program} ended with ${code}: ${errors.trim() || printed.trim()}`))
    })
  })
}
