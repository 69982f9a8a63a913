import { encodeUtf8 } from '@xinyin/core'
import { createOfdPackage, parseOfdPackage } from '@xinyin/e-seal/ofd'
import { createPages } from '@xinyin/testkit/sealed'
import { change } from '../core/office.ts'
import { expectThat } from '../expect.ts'
import { type Program, refuse, run, succeed } from '../program.ts'
import type { Case } from '../table.ts'
import { overSet, sealedSet } from './sealed-set.ts'

const UNZIP: Program = { command: 'unzip', probe: ['-v'], debian: 'unzip' }
const SEVEN_ZIP: Program = { command: '7z', probe: ['i'], debian: '7zip' }
const BSDTAR: Program = { command: 'bsdtar', probe: ['--version'], debian: 'libarchive-tools' }
const XMLLINT: Program = { command: 'xmllint', probe: ['--version'], debian: 'libxml2-utils' }
const PYTHON: Program = { command: 'python3', probe: ['--version'], debian: 'python3' }

/** Names of files are beyond ASCII. */
const inUnicode = (command: string, ...args: string[]) => ['LC_ALL=C.UTF-8', command, ...args] as const

/** A program that tests archives, and where a fault of an archive shows. */
const tester = (program: Program, says: string, ...args: string[]): Case =>
  overSet(
    program,
    `finds no fault in the package of any document of ours, and finds one in a package that was changed (${says})`,
    async ({ bytes }, workspace) => {
      const path = await workspace.write('ours.ofd', bytes)
      await succeed('env', inUnicode(program.command, ...args, path))
      const name = 'changed.ofd'
      await refuse('env', inUnicode(program.command, ...args, await workspace.write(name, damage(bytes))))
      return parseOfdPackage(bytes).files.size
    },
  )

/** Changes an octet of what the first file holds: its header of 30 octets is followed by its name. */
function damage(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  return change(bytes, 30 + view.getUint16(26, true) + view.getUint16(28, true) + 8)
}

const listing = overSet(
  BSDTAR,
  'lists every file in the package of every document of ours by its name (bsdtar -tf)',
  async ({ bytes }, workspace) => {
    const { text } = await succeed(
      'env',
      inUnicode('bsdtar', '-tf', await workspace.write('ours.ofd', bytes)),
    )
    const names = [...parseOfdPackage(bytes).files.keys()]
    expectThat(text.trim().split('\n').sort().join() === names.sort().join(), `it lists ${text}`)
    return names.length
  },
)

const isXml = (bytes: Uint8Array) => bytes[0] === 0x3c || (bytes[0] === 0xef && bytes[3] === 0x3c)

const xml = overSet(
  XMLLINT,
  'finds all XML in the documents of ours well-formed, and not cut short (xmllint --noout)',
  async ({ bytes }, workspace) => {
    const texts = [...parseOfdPackage(bytes).files].filter(([, content]) => isXml(content))
    const paths = texts.map(([, content], i) => workspace.write(`${i}.xml`, content))
    await succeed('xmllint', ['--noout', '--nonet', ...(await Promise.all(paths))])
    for (const [name] of texts) expectThat(/\.xml$/.test(name), `${name} is no name of XML`)
    const cut = await workspace.write('cut.xml', texts[0]?.[1].slice(0, -2) ?? '')
    await refuse('xmllint', ['--noout', '--nonet', cut])
    return texts.length
  },
)

const untouched: Case = {
  what: 'unpacks what we sealed as it was before (unzip -p)',
  with: UNZIP,
  async run(workspace) {
    const { files: before } = parseOfdPackage(createPages(2))
    const { documents } = await sealedSet()
    for (const name of ['two parties', 'deflated']) {
      const { bytes = new Uint8Array() } = documents.find((document) => document.name === name) ?? {}
      const path = await workspace.write('ours.ofd', bytes)
      for (const [file, content] of before) {
        if (file === 'OFD.xml') continue
        const { stdout } = await run('unzip', ['-p', path, file])
        expectThat(Buffer.from(stdout).equals(content), `${name}: ${file} came out otherwise`)
      }
    }
    return `${before.size - 1} files each of two documents; OFD.xml names the signatures`
  },
}

const FILES: Readonly<Record<string, string>> = Object.fromEntries(
  [...parseOfdPackage(createPages(2, { folder: '文档' })).files].map(
    ([name, bytes]) => [name, new TextDecoder().decode(bytes)] as const,
  ),
)

const pythonReads: Case = {
  what: 'python zipfile reads the names and contents of our package',
  with: PYTHON,
  async run(workspace) {
    const entries = Object.entries(FILES).map(([name, text]) => ({ name, bytes: encodeUtf8(text) }))
    const path = await workspace.write('ours.ofd', createOfdPackage(entries))
    const script =
      'import json, sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print(json.dumps({n: z.read(n).decode() for n in z.namelist()}))'
    const { text } = await succeed('python3', ['-X', 'utf8', '-c', script, path])
    const read = JSON.parse(text) as Record<string, string>
    expectThat(Object.keys(read).length === entries.length, `python read: ${Object.keys(read).join(', ')}`)
    for (const [name, content] of Object.entries(FILES))
      expectThat(read[name] === content, `python read ${name} otherwise`)
  },
}

const pythonWrites: Case = {
  what: 'a package that python zipfile made, with directories and deflated files, is read as it was',
  with: PYTHON,
  async run(workspace) {
    const script = [
      'import json, sys, zipfile',
      'z = zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED)',
      'z.mkdir("文档") if hasattr(z, "mkdir") else None',
      'for name, text in json.load(sys.stdin).items(): z.writestr(name, text)',
      'z.close()',
    ].join('\n')
    const path = workspace.path('theirs.ofd')
    await succeed('python3', ['-X', 'utf8', '-c', script, path], { input: JSON.stringify(FILES) })
    const { files } = parseOfdPackage(await workspace.read('theirs.ofd'))
    for (const [name, text] of Object.entries(FILES))
      expectThat(new TextDecoder().decode(files.get(name)) === text, `${name} was read otherwise`)
  },
}

/** What programs for archives and XML say of our packages, and we of theirs. */
export const packageCases: readonly Case[] = [
  tester(UNZIP, 'unzip -t', '-t'),
  tester(SEVEN_ZIP, '7z t', 't'),
  listing,
  // A list alone is read from the directory: what the files hold shows when they are unpacked.
  tester(BSDTAR, 'bsdtar -xOf', '-xOf'),
  xml,
  untouched,
  pythonReads,
  pythonWrites,
]
