import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { type Program, succeed } from '../program.ts'

const SOURCES = ['XinyinPeer', 'KeyJobs'].map((name) =>
  fileURLToPath(new URL(`../../java/${name}.java`, import.meta.url)),
)
const JARS = ['bcprov', 'bcpkix', 'bcutil'].map((name) => `/usr/share/java/${name}.jar`)
const TIMEOUT = 30_000

/** The peer of SM2 in CMS and time stamps; a program of ours makes it a server of jobs (`java/XinyinPeer.java`). */
export const BOUNCY_CASTLE: Program = {
  name: 'BouncyCastle',
  command: 'javap',
  probe: ['-cp', JARS.join(':'), 'org.bouncycastle.tsp.TimeStampToken'],
  debian: 'libbcpkix-java default-jdk-headless',
}

/** One machine does all jobs: most of a job would be its start. */
interface Machine {
  ask(line: string): Promise<string>
}

async function startMachine(): Promise<Machine> {
  const folder = mkdtempSync(join(tmpdir(), 'xinyin-bouncycastle-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  await succeed('javac', ['-cp', JARS.join(':'), '-d', folder, ...SOURCES], { timeout: 120_000 })
  const settings = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xshare:auto']
  const child = spawn('java', [...settings, '-cp', [...JARS, folder].join(':'), 'XinyinPeer', 'serve'])
  process.on('exit', () => child.kill())
  return converse(child)
}

/** Asks one question at a time. The process may end while none is open. */
function converse(child: ChildProcess): Machine {
  const { stdin, stdout, stderr } = child
  if (stdin === null || stdout === null || stderr === null) throw new Error('java has no streams')
  let words = ''
  let settle: { resolve(line: string): void; reject(error: Error): void } | undefined
  createInterface(stdout).on('line', (line) => settle?.resolve(line))
  stderr.on('data', (chunk: Buffer) => {
    words = (words + chunk.toString()).slice(-600)
  })
  child.on('close', () => settle?.reject(new Error(`java ended: ${words}`)))
  const handles = [child, stdin, stdout, stderr] as unknown as { ref?(): void; unref?(): void }[]
  const hold = (isOpen: boolean) => {
    for (const handle of handles) isOpen ? handle.ref?.() : handle.unref?.()
  }
  hold(false)
  return {
    async ask(line) {
      hold(true)
      const timer = setTimeout(() => child.kill(), TIMEOUT)
      try {
        return await new Promise<string>((resolve, reject) => {
          settle = { resolve, reject }
          stdin.write(`${line}\n`)
        })
      } finally {
        clearTimeout(timer)
        hold(false)
      }
    },
  }
}

let machine: Promise<Machine> | undefined

async function ask(job: string, parts: readonly string[]) {
  machine ??= startMachine()
  const answer = await (await machine).ask([job, ...parts].join('\t'))
  return { isDone: answer.startsWith('0\t'), text: answer.slice(2) }
}

/** Has BouncyCastle do one job, which has to end well. What it says is one line: `valid: good`. */
export async function bouncyCastle(job: string, ...parts: readonly string[]): Promise<string> {
  const { isDone, text } = await ask(job, parts)
  if (!isDone) throw new Error(`BouncyCastle, ${job}: ${text}`)
  return text
}

/** Has BouncyCastle do one job, which it has to refuse. */
export async function bouncyCastleRefuses(job: string, ...parts: readonly string[]): Promise<string> {
  const { isDone, text } = await ask(job, parts)
  if (isDone) throw new Error(`BouncyCastle, ${job}, accepted what it should refuse: ${text}`)
  return text
}
