import { execFile, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encodePem } from '@xinyin/core'
import { POLICY, readMember, SERVER_NAME } from '../authority.ts'
import { CORPUS_TIME } from '../corpus.ts'

/** Whether the program is there, and its version. */
export function opensslVersion(): string | undefined {
  const { status, stdout } = spawnSync('openssl', ['version'], { encoding: 'utf8' })
  return status === 0 ? stdout.trim() : undefined
}

/**
 * What OpenSSL says of certificates that the authority signed, each as a server of the name: nothing where it passes,
 * else why not. Many go through one process.
 */
export async function verifyByOpenssl(certificates: readonly Uint8Array[]): Promise<(string | undefined)[]> {
  const folder = mkdtempSync(join(tmpdir(), 'xinyin-fuzz-'))
  try {
    const write = (name: string, der: Uint8Array) => {
      writeFileSync(join(folder, name), encodePem('CERTIFICATE', der))
      return name
    }
    const root = write('root.pem', readMember('root').raw)
    const middle = write('middle.pem', readMember('middle').raw)
    const names = certificates.map((der, at) => write(`${at}.pem`, der))
    const options = [
      ...['-CAfile', root, '-untrusted', middle, '-no-CApath', '-no-CAstore'],
      ...['-attime', String(CORPUS_TIME.getTime() / 1000), '-purpose', 'sslserver'],
      ...[
        '-verify_hostname',
        SERVER_NAME,
        '-x509_strict',
        '-policy_check',
        '-explicit_policy',
        '-policy',
        POLICY,
      ],
    ]
    const output = await run(['verify', ...options, ...names], folder)
    return names.map((name) => verdictOn(name, output))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** `verify` ends with an error when one certificate of many does not pass: what it wrote is all that counts. */
function run(args: readonly string[], cwd: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { cwd, timeout: 120_000, maxBuffer: 64 * 1024 * 1024 }
    execFile('openssl', args, options, (error, stdout, stderr) => {
      if (error !== null && typeof error.code !== 'number') reject(error)
      else resolve(`${stdout}\n${stderr}`)
    })
  })
}

function verdictOn(name: string, output: string): string | undefined {
  const lines = output.split('\n')
  if (lines.includes(`${name}: OK`)) return undefined
  const failed = lines.indexOf(`error ${name}: verification failed`)
  // The reasons stand above it, each after a line with the subject.
  for (let at = failed - 1; at >= 0; at -= 1) {
    const [, reason] = /^error \d+ at \d+ depth lookup: (.*)$/.exec(lines[at] ?? '') ?? []
    if (reason !== undefined) return reason
    if (/^error .*: verification failed$|: OK$/.test(lines[at] ?? '')) break
  }
  return 'not read'
}
