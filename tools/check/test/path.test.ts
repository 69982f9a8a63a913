import { join } from 'node:path'
import { build } from 'esbuild'
import { expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '../../..')

/** Our files that come with one, at first or on need. */
async function loadedWith(file: string): Promise<string[]> {
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: [`packages/core/src/x509/path/${file}`],
    bundle: true,
    format: 'esm',
    packages: 'external',
    write: false,
    metafile: true,
    logLevel: 'silent',
    outdir: 'out',
  })
  return Object.keys(metafile.inputs)
}

const ofTrustLists = (file: string) => /src\/trust\/(codes|list|xml|load)/.test(file)

test('whoever verifies a path loads the sentences of grants, and not those of trust stores and lists', async () => {
  const loaded = await loadedWith('verify.ts')
  expect(loaded).toContain('packages/core/src/trust/grant-codes.ts')
  expect(loaded.filter(ofTrustLists)).toEqual([])
})

test('whoever inspects a path loads neither', async () => {
  const loaded = await loadedWith('inspect.ts')
  expect(loaded).not.toContain('packages/core/src/trust/grant-codes.ts')
  expect(loaded.filter(ofTrustLists)).toEqual([])
})
