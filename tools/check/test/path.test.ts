import { join } from 'node:path'
import { build } from 'esbuild'
import { expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '../../..')

test('whoever verifies a path loads the sentences of grants, and not those of trust stores and lists', async () => {
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: ['packages/core/src/x509/path/inspect.ts'],
    bundle: true,
    format: 'esm',
    packages: 'external',
    write: false,
    metafile: true,
    logLevel: 'silent',
    outdir: 'out',
  })
  const loaded = Object.keys(metafile.inputs)
  expect(loaded).toContain('packages/core/src/trust/grant-codes.ts')
  expect(loaded.filter((file) => /src\/trust\/(codes|list|xml|load)/.test(file))).toEqual([])
})
