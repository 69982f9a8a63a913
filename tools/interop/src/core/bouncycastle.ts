import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Outcome, type Program, refuse, succeed } from '../program.ts'

const SOURCE = fileURLToPath(new URL('../../java/XinyinPeer.java', import.meta.url))
const JARS = ['bcprov', 'bcpkix', 'bcutil'].map((name) => `/usr/share/java/${name}.jar`)

/** The peer of SM2 in CMS and time stamps; a program of ours makes it a command (`java/XinyinPeer.java`). */
export const BOUNCY_CASTLE: Program = {
  name: 'BouncyCastle',
  command: 'java',
  probe: ['-cp', JARS.join(':'), SOURCE, 'version'],
  debian: 'libbcpkix-java default-jdk-headless',
}

/** Most of a run is the start of the machine, so nothing is compiled further than it needs. */
const MACHINE = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xshare:auto']

let compiled: Promise<string> | undefined

/** Compiles the program at its first use; the folder goes when this process does. */
async function compile(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'xinyin-bouncycastle-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  await succeed('javac', ['-cp', JARS.join(':'), '-d', folder, SOURCE], { timeout: 120_000 })
  return folder
}

async function commandLine(job: string, files: readonly string[]): Promise<string[]> {
  compiled ??= compile()
  return [...MACHINE, '-cp', [...JARS, await compiled].join(':'), 'XinyinPeer', job, ...files]
}

/** Has BouncyCastle do one job, which has to end well. What it says is one line: `valid: good`. */
export async function bouncyCastle(job: string, ...files: readonly string[]): Promise<Outcome> {
  return succeed('java', await commandLine(job, files))
}

/** Has BouncyCastle do one job, which it has to refuse. */
export async function bouncyCastleRefuses(job: string, ...files: readonly string[]): Promise<Outcome> {
  return refuse('java', await commandLine(job, files))
}
