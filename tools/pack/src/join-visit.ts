// Runs in the folder of packed packages: does what the page says, with one program. Arguments: the program's file.
import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createBrowser } from '@xinyin/sandbox'

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

const started: ChildProcess[] = []
function start(...args: string[]): ChildProcess {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  started.push(child)
  return child
}

/** Opens a page as soon as there is somebody to answer. */
async function openWhenUp(url: string) {
  const browser = createBrowser()
  for (let left = 150; ; left -= 1) {
    try {
      await browser.open(url)
      return browser
    } catch (error) {
      if (left === 0) throw error
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}

const [, , program = ''] = process.argv
const port = await freePort()
const page = `http://127.0.0.1:${port}/apply`
writeFileSync('server.js', readFileSync(program, 'utf8').replaceAll('3000', String(port)))
try {
  const origin = `http://127.0.0.1:${port}`
  const command = ['node_modules/@xinyin/cli/bin/xinyin.js', 'dev-idp', '--settings', 'sso.json']
  const provider = start(...command, '--port', '0', '--origin', origin)
  await new Promise<void>((resolve, reject) => {
    provider.stdout?.on('data', (text) => String(text).includes('sso.json') && resolve())
    provider.once('exit', () => reject(new Error('xinyin dev-idp ended')))
  })
  start('server.js')

  const somebody = await openWhenUp(page)
  const through = await somebody.press('natural-3')
  if (through.status !== 200 || through.html !== '测试甲, level 3') throw new Error(`found ${through.html}`)
  const other = await openWhenUp(page)
  const refused = await other.press('natural-2')
  if (refused.status !== 403) throw new Error(`level 2 got ${refused.status}`)
} finally {
  for (const child of started) child.kill()
}
