import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createPrivateKey, encodePem, exportPrivateKey } from '@xinyin/core'
import { createLeaf, createRoot } from '@xinyin/core/ca'
import { afterEach, describe, expect, test } from 'vitest'

const CHILD = fileURLToPath(new URL('./asking-process.ts', import.meta.url))

const endings: (() => void)[] = []
afterEach(() => {
  for (const end of endings.splice(0)) end()
})

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  endings.push(() => server.close())
  return (server.address() as AddressInfo).port
}

/** What a process of its own gets, as lines, and after how many milliseconds from its first line on it ends. */
function askFrom(urls: string[], flags: string[] = [], env: Record<string, string> = {}) {
  const argv = [...flags, '--import', 'tsx', '--conditions=@xinyin/source', CHILD, ...urls]
  const child = spawn(process.execPath, argv, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  })
  endings.push(() => child.kill('SIGKILL'))
  let text = ''
  let begun = 0
  child.stdout.on('data', (chunk: Uint8Array) => {
    begun ||= performance.now()
    text += String(chunk)
  })
  return new Promise<{ lines: string[]; lasted: number }>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', () => resolve({ lines: text.trim().split('\n'), lasted: performance.now() - begun }))
  })
}

async function certificates(names: string[]) {
  const period = { notBefore: new Date(Date.now() - 3_600_000), notAfter: new Date(Date.now() + 3_600_000) }
  const rootKey = await createPrivateKey('P-256')
  const root = await createRoot({ subject: { commonName: 'root' }, key: rootKey, ...period })
  const leaves = names.map(async (name) => {
    const key = await createPrivateKey('P-256')
    const leaf = await createLeaf({
      issuer: { certificate: root, key: rootKey },
      publicKey: key.publicKey,
      subject: { commonName: 'server' },
      subjectAltName: { dns: [name] },
      ...period,
    })
    return { key: encodePem('PRIVATE KEY', exportPrivateKey(key)), cert: encodePem('CERTIFICATE', leaf.raw) }
  })
  const folder = mkdtempSync(join(tmpdir(), 'xinyin-kept-'))
  endings.push(() => rmSync(folder, { recursive: true }))
  const ca = join(folder, 'root.pem')
  writeFileSync(ca, encodePem('CERTIFICATE', root.raw))
  return { ca, leaves: await Promise.all(leaves) }
}

/** A server of TLS, which counts its connections. */
async function serveTls(given: { key: string; cert: string } | undefined) {
  const names: unknown[] = []
  const server = createTlsServer({ ...given, keepAliveTimeout: 60_000 }, (_, response) =>
    response.end('good'),
  )
  server.on('secureConnection', (socket) => names.push(Reflect.get(socket, 'servername')))
  endings.push(() => server.closeAllConnections())
  return { port: await listen(server), names }
}

describe('a process that has asked', () => {
  test('ends although its connections are kept', async () => {
    const server = createServer({ keepAliveTimeout: 60_000 }, (_, response) => response.end('good'))
    endings.push(() => server.closeAllConnections())
    const url = `http://127.0.0.1:${await listen(server)}/`
    const { lines, lasted } = await askFrom([url, url])
    expect(lines).toEqual(['good', 'good'])
    expect(lasted).toBeLessThan(3000)
  })

  test('has had the certificate of each server checked, for its name, and keeps what was good', async () => {
    const { ca, leaves } = await certificates(['localhost', 'elsewhere.example'])
    const [good, other] = [await serveTls(leaves[0]), await serveTls(leaves[1])]
    const [goodUrl, otherUrl] = [`https://localhost:${good.port}/`, `https://localhost:${other.port}/`]
    const urls = [goodUrl, otherUrl, goodUrl, otherUrl, `https://127.0.0.1:${good.port}/`]
    const trusting = await askFrom(urls, [], { NODE_EXTRA_CA_CERTS: ca })
    const failed = 'ERR_SSO_FETCH_FAILED'
    expect(trusting.lines).toEqual(['good', failed, 'good', failed, failed])
    expect(trusting.lasted).toBeLessThan(3000)
    // The name is told; where there is an address, none is. It was one connection that both questions went over.
    expect(good.names.slice(0, 1)).toEqual(['localhost'])
    expect(good.names.filter((name) => name === 'localhost')).toHaveLength(1)
    expect((await askFrom([goodUrl])).lines).toEqual([failed])
  })

  test('attack: reads no answer leniently, though it was told to', async () => {
    const text =
      'HTTP/1.1 200 OK\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n' + '4\r\ngood\r\n0\r\n\r\n'
    const server = createTcpServer((socket) => {
      socket.on('error', () => {})
      socket.once('data', () => socket.end(text))
    })
    const url = `http://127.0.0.1:${await listen(server)}/`
    expect((await askFrom([url], ['--insecure-http-parser'])).lines).toEqual(['ERR_SSO_FETCH_FAILED'])
  })
})
