import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Outcome, type Program, run, succeed } from '../program.ts'
import type { Workspace } from '../workspace.ts'

/** A reader of archives made by others, which finds entries in a way of its own. */
export interface ZipReader {
  readonly program: Program
  /** By the central directory, or by the local headers from the front on. */
  readonly way: 'directory' | 'stream'
  /** What all entries hold, one after the other; nothing where the archive is refused. */
  read(archive: Uint8Array, workspace: Workspace): Promise<Uint8Array | undefined>
}

const UNZIP: Program = { command: 'unzip', probe: ['-v'], debian: 'unzip' }
const SEVEN_ZIP: Program = { command: '7z', probe: ['i'], debian: '7zip' }
const BSDTAR: Program = { command: 'bsdtar', probe: ['--version'], debian: 'libarchive-tools' }
const PYTHON: Program = { name: 'zipfile', command: 'python3', probe: ['--version'], debian: 'python3' }
const JAVA: Program = {
  name: 'java.util.zip',
  command: 'java',
  probe: ['-version'],
  debian: 'default-jdk-headless',
}

const SOURCE = (file: string) => fileURLToPath(new URL(`../../${file}`, import.meta.url))
const UTF8 = 'LC_ALL=C.UTF-8'

/** What was written, unless the program ended with a code that is none of these. */
const contents = ({ code, stdout }: Outcome, good: readonly number[] = [0]): Uint8Array | undefined =>
  good.includes(code) ? stdout : undefined

let classes: Promise<string> | undefined

function compile(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'xinyin-zip-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  return succeed('javac', ['-d', folder, SOURCE('java/ZipContents.java')], { timeout: 120_000 }).then(
    () => folder,
  )
}

async function readWithJava(how: 'file' | 'stream', path: string): Promise<Uint8Array | undefined> {
  classes ??= compile()
  const settings = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xshare:auto']
  return contents(await run('java', [...settings, '-cp', await classes, 'ZipContents', how, path]))
}

/** Those that are at hand, of both ways. */
export const ZIP_READERS: readonly ZipReader[] = [
  {
    program: UNZIP,
    way: 'directory',
    // 1 is a warning, such as of octets that it skipped: what it wrote is shown to people all the same.
    read: async (archive, workspace) =>
      contents(await run('env', [UTF8, 'unzip', '-p', await workspace.write('a.zip', archive)]), [0, 1]),
  },
  {
    program: SEVEN_ZIP,
    way: 'directory',
    read: async (archive, workspace) =>
      contents(
        await run('env', [UTF8, '7z', 'e', '-so', '-bd', '-y', await workspace.write('a.zip', archive)]),
        [0, 1],
      ),
  },
  {
    program: PYTHON,
    way: 'directory',
    read: async (archive, workspace) =>
      contents(
        await run('python3', [SOURCE('python/zip_contents.py'), await workspace.write('a.zip', archive)]),
      ),
  },
  {
    program: { ...BSDTAR, name: 'bsdtar -f FILE' },
    way: 'directory',
    read: async (archive, workspace) =>
      contents(await run('env', [UTF8, 'bsdtar', '-xOf', await workspace.write('a.zip', archive)])),
  },
  {
    program: { ...BSDTAR, name: 'bsdtar -f -' },
    way: 'stream',
    read: async (archive) => contents(await run('env', [UTF8, 'bsdtar', '-xOf', '-'], { input: archive })),
  },
  {
    program: { ...JAVA, name: 'java ZipFile' },
    way: 'directory',
    read: async (archive, workspace) => readWithJava('file', await workspace.write('a.zip', archive)),
  },
  {
    program: { ...JAVA, name: 'java ZipInputStream' },
    way: 'stream',
    read: async (archive, workspace) => readWithJava('stream', await workspace.write('a.zip', archive)),
  },
]
