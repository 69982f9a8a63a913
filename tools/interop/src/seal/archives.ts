import { encodeUtf8 } from '@xinyin/core'
import { parseOfdPackage } from '@xinyin/e-seal/ofd'
import { ATTACKS, createCarriers, createDeviatingPackages, writeArchive } from '@xinyin/testkit/attacks'
import { createPages } from '@xinyin/testkit/sealed'
import { expectThat } from '../expect.ts'
import { versionOf } from '../program.ts'
import type { Case } from '../table.ts'
import { ZIP_READERS, type ZipReader } from './zip-readers.ts'

const CHINESE = 'Doc_0/附件.xml'
const BLANK = 'Doc_0/blank.bmp'

const deviating = () => {
  const files = new Map([
    ...parseOfdPackage(createPages(2)).files,
    [CHINESE, encodeUtf8('<data/>')],
    [BLANK, new Uint8Array(4_400_000)],
  ])
  const plain = [...files.keys()].find((name) => name.endsWith('Content.xml'))
  if (plain === undefined) throw new Error('the document has no page')
  const gbk = Uint8Array.of(...encodeUtf8('Doc_0/'), 0xb8, 0xbd, 0xbc, 0xfe, ...encodeUtf8('.xml'))
  return createDeviatingPackages(files, { plain, chinese: CHINESE, gbk, blank: BLANK })
}

/** What we read, in the order of the archive. */
const ours = (archive: Uint8Array) => Buffer.concat([...parseOfdPackage(archive).files.values()])

/** A reader may refuse what we tolerate. It may not see something else. */
const tolerated = ({ program, way, read }: ZipReader): Case => ({
  what: `reads of every deviation of packages that we tolerate what we read, or refuses it (by the ${way})`,
  with: program,
  async run(workspace) {
    const refused: string[] = []
    const packages = deviating()
    for (const { tolerance, bytes } of packages) {
      const found = await read(bytes, workspace)
      if (found === undefined) refused.push(tolerance)
      else expectThat(ours(bytes).equals(found), `${tolerance}: it reads something else`)
    }
    expectThat(refused.length < packages.length, 'it refuses all of them')
    return `${packages.length - refused.length} of ${packages.length} read${refused.length === 0 ? '' : `; refused: ${refused.join(', ')}`}`
  },
})

const digestOf = (contents: Uint8Array | undefined): string =>
  contents === undefined ? 'refused' : Buffer.from(contents).toString('base64')

/**
 * Archives that we refuse, to be read as two documents: the reason to refuse them. An attack that no program falls for may be
 * one for programs that are not at hand.
 */
const refused: Case = {
  what: 'attacks on packages, all of which we refuse, show two programs two documents',
  with: 'unzip, 7z, zipfile, bsdtar, java',
  async run(workspace) {
    const [carrier] = await createCarriers()
    const attacks = ATTACKS.filter((attack) => attack.area === 'package' && attack.options === undefined)
    if (carrier === undefined) throw new Error('no document to attack')
    const seen: string[] = []
    let count = 0
    for (const attack of attacks) {
      if (!attack.applies(carrier)) continue
      count++
      const bytes = await attack.build(carrier)
      const readings = new Map<string, string[]>()
      for (const { program, read } of ZIP_READERS) {
        if ((await versionOf(program)) === undefined) continue
        const found = digestOf(await read(bytes, workspace))
        readings.set(found, [...(readings.get(found) ?? []), program.name ?? program.command])
      }
      readings.delete('refused')
      const [first, ...others] = [...readings.values()].sort((a, b) => b.length - a.length)
      if (first !== undefined && others.length > 0)
        seen.push(`${attack.name}: ${[first, ...others].map((names) => names.join(', ')).join(' ≠ ')}`)
    }
    for (const name of ['another document inside of stored data that ends where its descriptor says'])
      expectThat(
        seen.some((line) => line.startsWith(name)),
        `${name}: every program reads the same`,
      )
    return `${seen.length} of ${count}\n${seen.join('\n')}`
  },
}

const plainly: Case = {
  what: 'reads of a package of ours, written plainly, the same by directory and stream',
  with: 'unzip, 7z, zipfile, bsdtar, java',
  async run(workspace) {
    const files = [...parseOfdPackage(createPages(2)).files]
    const bytes = writeArchive(files.map(([name, content]) => ({ name, bytes: content })))
    for (const { program, read } of ZIP_READERS) {
      if ((await versionOf(program)) === undefined) continue
      const found = await read(bytes, workspace)
      expectThat(found !== undefined && ours(bytes).equals(found), `${program.name ?? program.command}`)
    }
  },
}

/** Archives as other programs read them. */
export const archiveCases: readonly Case[] = [plainly, ...ZIP_READERS.map(tolerated), refused]
