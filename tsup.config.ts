import { defineConfig, type Options } from 'tsup'
import { withoutBareImports, withTold } from './tools/build/src/chunks.ts'
import { entriesOf } from './tools/build/src/entries.ts'
import { withKernel } from './tools/build/src/kernel.ts'
import { externalsOf, nameOf, PACKAGES, readManifest, sourcesOf } from './tools/build/src/manifest.ts'
import { withSentencesApart } from './tools/build/src/sentences.ts'

// `npm install` runs this with XINYIN_BUILD=js, so that a fresh clone has its commands without waiting for types;
// `npm pack` with the name of the one package that it packs.
const asked = process.env['XINYIN_BUILD']
const withTypes = asked !== 'js'

export default defineConfig(
  PACKAGES.filter((name) => !PACKAGES.some((one) => one === asked) || name === asked).map((name): Options => {
    const manifest = readManifest(name)
    return {
      name,
      entry: entriesOf(name, manifest),
      outDir: `packages/${name}/dist`,
      format: 'esm',
      target: 'es2022',
      platform: name === 'sandbox' || name === 'cli' ? 'node' : 'neutral',
      external: externalsOf(manifest),
      sourcemap: true,
      // Without types, those of the last full build stay.
      clean: withTypes || ['!**/*.d.ts'],
      splitting: true,
      plugins: [
        ...(manifest.sideEffects === undefined ? [] : [withoutBareImports]),
        ...(manifest.imports === undefined ? [] : [withTold(new Set(sourcesOf(manifest).map(nameOf)))]),
      ],
      esbuildPlugins: [withSentencesApart, withKernel(name)],
      dts: withTypes && { compilerOptions: { ignoreDeprecations: '6.0' } },
      silent: true,
    }
  }),
)
