import { type ChildProcess, spawn } from 'node:child_process'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { OPENSSL, succeed } from '../program.ts'
import type { Workspace } from '../workspace.ts'
import type { Member, Office } from './office.ts'
import { writeTsaSettings } from './tsa-settings.ts'

/** Something that answers on a port of this machine, until it is stopped. */
export interface Live {
  readonly url: string
  stop(): Promise<void>
}

/** `openssl ocsp` on a port of its own choice, with the records of the workspace. */
export async function startResponder(
  workspace: Workspace,
  office: Office,
  signer: Member,
  lifetime: readonly string[] = ['-nmin', '5'],
): Promise<Live> {
  const records = ['-index', workspace.path('index.txt'), '-CA', office.root.certificateFile]
  const signing = ['-rsigner', signer.certificateFile, '-rkey', signer.keyFile]
  const child = spawn(OPENSSL.command, ['ocsp', '-port', '0', ...records, ...signing, ...lifetime])
  const port = await new Promise<string>((resolve, reject) => {
    let text = ''
    const read = (chunk: Buffer) => {
      text += chunk.toString()
      const found = /ACCEPT \S+:(\d+)/.exec(text)?.[1]
      if (found !== undefined && text.includes('waiting')) resolve(found)
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.on('close', () => reject(new Error(`openssl ocsp ended: ${text}`)))
  })
  return { url: `http://127.0.0.1:${port}/`, stop: () => end(child) }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('close', resolve))
  child.kill()
  await ended
}

/** Serves over HTTP what is made of each request's body. */
export async function serve(type: string, answer: (body: Uint8Array) => Promise<Uint8Array>): Promise<Live> {
  const read = async (request: IncomingMessage) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    return new Uint8Array(Buffer.concat(chunks))
  }
  const server = createServer((request, response) => {
    read(request)
      .then(answer)
      .then(
        (bytes) => response.writeHead(200, { 'content-type': type }).end(bytes),
        (error: unknown) => response.writeHead(500).end(String(error)),
      )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** `openssl ts -reply` behind HTTP, which it has no server of its own for. */
export async function startTsa(workspace: Workspace, { certificateFile, keyFile }: Member): Promise<Live> {
  const settings = ['-config', await writeTsaSettings(workspace), '-section', 'tsa']
  return serve('application/timestamp-reply', async (query) => {
    const files = ['-queryfile', await workspace.write('query', query), '-out', workspace.path('reply')]
    await succeed('openssl', [
      'ts',
      '-reply',
      ...settings,
      ...files,
      '-signer',
      certificateFile,
      '-inkey',
      keyFile,
    ])
    return workspace.read('reply')
  })
}
