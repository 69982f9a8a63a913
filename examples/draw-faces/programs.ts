import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { EXIT, run, type Terminal } from '@xinyin/cli'

/** @throws Error where it is not there or fails */
function runProgram(command: string, ...given: readonly string[]): void {
  const { status, stderr, error } = spawnSync(command, given)
  if (status === 0) return
  throw new Error(`${command}: ${error?.message ?? stderr.toString().slice(0, 400)}`)
}

const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome']

/** The browser that draws here; `undefined` where there is none. On Debian: apt-get install chromium fonts-noto-cjk */
export const findBrowser = (): string | undefined =>
  BROWSERS.find((command) => spawnSync(command, ['--version']).status === 0)

/** CSS pixels of a millimetre. */
const PIXELS = 96 / 25.4

/** Has a browser draw an SVG of a size in mm as a PNG, at 240 points an inch. */
export function drawPng(
  browser: string,
  svg: string,
  png: string,
  size: { width: number; height: number },
): void {
  const [width, height] = [Math.ceil(size.width * PIXELS), Math.ceil(size.height * PIXELS)]
  const profile = `${png}.profile`
  runProgram(
    browser,
    ...[
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--hide-scrollbars',
      '--force-device-scale-factor=2.5',
    ],
    `--user-data-dir=${profile}`,
    `--window-size=${width},${height}`,
    `--screenshot=${png}`,
    `file://${svg}`,
  )
  rmSync(profile, { recursive: true, force: true })
}

/** One file out of an OFD, as `xinyin ofd cat` gives it. */
export async function catOfd(ofd: string, entry: string): Promise<string> {
  const lines: string[] = []
  const terminal: Terminal = {
    out: (line) => lines.push(line),
    err: (line) => lines.push(line),
    color: false,
    environment: {},
  }
  const exit = await run(['ofd', 'cat', ofd, entry], terminal)
  if (exit !== EXIT.passed) throw new Error(lines.join('\n'))
  return lines.join('\n')
}

/** Found none. */
const NO_CODE = 4

/** What the QR code in a picture says, as zbarimg reads it; `undefined` where there is none. On Debian: zbar-tools */
export function readQr(png: string): string | undefined {
  const options = ['--quiet', '--raw', '-Sdisable', '-Sqrcode.enable', '-Sqrcode.binary']
  const { status, stdout, error } = spawnSync('zbarimg', [...options, png])
  if (error !== undefined && 'code' in error && error.code === 'ENOENT')
    throw new Error('zbarimg is not installed. On Debian: apt-get install zbar-tools')
  if (status === NO_CODE) return undefined
  if (status !== 0) throw new Error(`zbarimg: ${error?.message ?? `status ${status}`}`)
  return stdout.toString().replace(/\n$/, '')
}
