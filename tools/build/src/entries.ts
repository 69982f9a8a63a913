import { type Manifest, nameOf, type PackageName, sourcesOf } from './manifest.ts'

/**
 * Where the code behind one export path is cut: a bundler takes a built file whole or not at all, so that who verifies
 * would load what sealing alone needs. They are files of the build that nobody can import.
 */
const SEAMS: Partial<Record<PackageName, readonly string[]>> = {
  core: [
    './src/checks.ts',
    './src/crypto/provider/sha2-answers.ts',
    './src/trust/load-lists.ts',
    './src/trust/load.ts',
  ],
  'e-seal': [
    './src/carriers/ofd/evidence/augment.ts',
    './src/carriers/ofd/evidence/create.ts',
    './src/carriers/ofd/inspect.ts',
    './src/carriers/ofd/package-load.ts',
    './src/carriers/ofd/seal.ts',
    './src/carriers/ofd/seal/finish.ts',
    './src/carriers/ofd/seal/glyph.ts',
    './src/carriers/ofd/seal/prepare.ts',
    './src/carriers/ofd/sign.ts',
    './src/carriers/ofd/xml/budget-later.ts',
  ],
}

/** What tells errors their sentences, where a package has it told apart (`withSentencesApart`). */
const TOLD = ['./src/told.ts', './src/untold.ts']

/** Every export path of a package is one entry, and every seam. */
export const entriesOf = (name: PackageName, manifest: Manifest): Record<string, string> =>
  Object.fromEntries(
    sourcesOf(manifest)
      .concat(SEAMS[name] ?? [])
      .concat(manifest.imports === undefined ? [] : TOLD)
      .map((source) => [nameOf(source), `packages/${name}/${source.slice(2)}`]),
  )
