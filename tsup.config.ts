import { readFileSync } from 'node:fs'
import { defineConfig, type Options } from 'tsup'

const packages = ['core', 'e-seal', 'e-license', 'sso', 'sandbox', 'cli'] as const

interface Manifest {
  exports: Record<string, { '@xinyin/source': string }>
}

/** Every export path of a package is one entry; what is built is what `exports` names, and nothing else. */
function entries(name: string): Record<string, string> {
  const manifest = JSON.parse(readFileSync(`packages/${name}/package.json`, 'utf8')) as Manifest
  return Object.fromEntries(
    Object.values(manifest.exports)
      .map((target) => target['@xinyin/source'])
      .map((source) => [
        source.replace('./src/', '').replace(/\.ts$/, ''),
        `packages/${name}/${source.slice(2)}`,
      ]),
  )
}

// `npm install` runs this with XINYIN_BUILD=js, so that a fresh clone has its commands without waiting for types.
const withTypes = process.env['XINYIN_BUILD'] !== 'js'

export default defineConfig(
  packages.map(
    (name): Options => ({
      name,
      entry: entries(name),
      outDir: `packages/${name}/dist`,
      format: 'esm',
      target: 'es2022',
      platform: name === 'sandbox' || name === 'cli' ? 'node' : 'neutral',
      external: [/^@xinyin\//, /^node:/],
      sourcemap: true,
      clean: true,
      splitting: true,
      dts: withTypes && { compilerOptions: { ignoreDeprecations: '6.0' } },
      silent: true,
    }),
  ),
)
