import { spawn } from 'node:child_process'

/** A program made by others. */
export interface Program {
  /** What it is called, where its command does not say. */
  readonly name?: string
  readonly command: string
  /** Arguments that make it print its version, or at least end well. */
  readonly probe: readonly string[]
  /** The package of Debian that has it. */
  readonly debian: string
}

export const OPENSSL: Program = { command: 'openssl', probe: ['version'], debian: 'openssl' }

/** A second, independent library of SM2 signatures, SM3 and SM4, and of certificates with other keys. */
export const BOTAN: Program = { command: 'botan', probe: ['version'], debian: 'botan' }

export interface Outcome {
  readonly code: number
  readonly stdout: Uint8Array
  /** Everything that was printed, for messages and for programs that tell the result in words. */
  readonly text: string
}

export interface RunOptions {
  readonly input?: Uint8Array | string
  readonly cwd?: string
  /** Milliseconds; 30 seconds unless given. */
  readonly timeout?: number
}

/** Runs a program to its end. A program that does not exist, or does not end, is an error. */
export function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: options.cwd, timeout: options.timeout ?? 30_000 })
    const stdout: Buffer[] = []
    const all: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => {
      stdout.push(chunk)
      all.push(chunk)
    })
    child.stderr.on('data', (chunk: Buffer) => all.push(chunk))
    child.on('error', reject)
    child.on('close', (code, signal) => {
      if (code === null) return reject(new Error(`${command} was ended by ${signal}`))
      resolve({
        code,
        stdout: new Uint8Array(Buffer.concat(stdout)),
        text: Buffer.concat(all).toString('utf8'),
      })
    })
    // A program that has seen enough may close its input before the end.
    child.stdin.on('error', () => {})
    child.stdin.end(options.input)
  })
}

/** Runs a program that has to end well. */
export async function succeed(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<Outcome> {
  const outcome = await run(command, args, options)
  if (outcome.code === 0) return outcome
  throw new Error(
    `${command} ${args[0] ?? ''} ended with ${outcome.code}: ${outcome.text.trim().slice(0, 600)}`,
  )
}

/** Runs a program that has to refuse what it is given. */
export async function refuse(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<Outcome> {
  const outcome = await run(command, args, options)
  if (outcome.code !== 0) return outcome
  throw new Error(
    `${command} ${args[0] ?? ''} accepted what it should refuse: ${outcome.text.trim().slice(0, 600)}`,
  )
}

/**
 * A program that is needed has to be there.
 *
 * @throws Error `MissingProgram`, which says what to install
 */
export async function requireProgram(program: Program): Promise<void> {
  if ((await versionOf(program)) !== undefined) return
  const { name = program.command, debian } = program
  const error = new Error(`${name} is not installed. On Debian: apt-get install ${debian}`)
  error.name = 'MissingProgram'
  throw error
}

const versions = new Map<Program, Promise<string | undefined>>()

/** What a program says of itself, or `undefined` where it is not installed. It is asked once. */
export function versionOf(program: Program): Promise<string | undefined> {
  const known = versions.get(program) ?? askVersion(program)
  versions.set(program, known)
  return known
}

async function askVersion({ command, probe }: Program): Promise<string | undefined> {
  try {
    const { code, text } = await run(command, probe)
    return code === 0 ? (text.trim().split('\n')[0] ?? '') : undefined
  } catch {
    return undefined
  }
}
