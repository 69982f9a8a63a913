import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { createPrivateKey, encodeBase64 } from '@xinyin/core'
import { createIntermediate, createLeaf, createRoot } from '@xinyin/core/ca'
import { build } from 'esbuild'

// What a browser loads to verify a chain of SM2 certificates: bundled from the built package as a user's bundler does it,
// with splitting, then run without `node:crypto`. Counted is each file that this run loads, and nothing is left out; the
// curves of other algorithms are files that it does not load.

const LIMIT = 45_000
const ROOT = join(import.meta.dirname, '../../..')
/** Notes that a file was loaded. It is taken off again before the file is weighed. */
const NOTE = '(globalThis.loaded ??= []).push(import.meta.url);'

const ENTRY = `
import { inspectPath, parseCertificate } from '@xinyin/core'
import { skipRevocation } from '@xinyin/core/unsafe'
export async function verify([root, intermediate, leaf], at) {
  const trust = {
    anchors: [{ certificate: parseCertificate(root), roles: ['seal-signer'] }],
    intermediates: [parseCertificate(intermediate)],
  }
  const options = { trust, role: 'seal-signer', at, revocation: skipRevocation }
  return (await inspectPath(parseCertificate(leaf), options)).verdict
}`

const RUN = `
process.getBuiltinModule = undefined
const { verify } = await import(process.argv[1])
const chain = JSON.parse(process.argv[2]).map((text) => new Uint8Array(Buffer.from(text, 'base64')))
const verdicts = []
const forged = chain.with(2, chain[2].with(-1, chain[2].at(-1) ^ 1))
for (const given of [chain, forged]) verdicts.push(await verify(given, new Date('2027-01-01T00:00:00Z')))
console.log(JSON.stringify({ verdicts, loaded: globalThis.loaded }))
`

const PERIOD = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2036-01-01T00:00:00Z') }

async function createChain(): Promise<Uint8Array[]> {
  const [rootKey, key, leafKey] = [
    await createPrivateKey('SM2'),
    await createPrivateKey('SM2'),
    await createPrivateKey('SM2'),
  ]
  const root = await createRoot({ subject: { commonName: 'root' }, key: rootKey, ...PERIOD })
  const intermediate = await createIntermediate({
    issuer: { certificate: root, key: rootKey },
    subject: { commonName: 'intermediate' },
    publicKey: key.publicKey,
    ...PERIOD,
  })
  const leaf = await createLeaf({
    issuer: { certificate: intermediate, key },
    subject: { commonName: 'signer' },
    publicKey: leafKey.publicKey,
    ...PERIOD,
  })
  return [root, intermediate, leaf].map(({ raw }) => raw)
}

const folder = mkdtempSync(join(ROOT, 'tools/check/.loading-'))
try {
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  await build({
    stdin: { contents: ENTRY, resolveDir: import.meta.dirname },
    bundle: true,
    minify: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    outdir: folder,
    entryNames: 'entry',
    banner: { js: NOTE },
    logLevel: 'error',
  })
  const chain = JSON.stringify((await createChain()).map(encodeBase64))
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '-e', RUN, join(folder, 'entry.js'), chain],
    { encoding: 'utf8' },
  )
  if (stdout === '') throw new Error(stderr)
  const { verdicts, loaded } = JSON.parse(stdout) as { verdicts: string[]; loaded: string[] }
  const sizes = loaded.map((url) => {
    const text = readFileSync(new URL(url), 'utf8').replace(NOTE, '')
    return { name: basename(url), bytes: gzipSync(text, { level: 9 }).length }
  })
  const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0)
  for (const { name, bytes } of sizes) console.log(`${String(bytes).padStart(7)}  ${name}`)
  console.log(`${String(total).padStart(7)}  bytes (gzip) loaded to verify an SM2 chain; at most ${LIMIT}`)
  const wrong = verdicts.join() === 'passed,failed' ? [] : [`verdicts ${verdicts.join()}`]
  if (total > LIMIT) wrong.push(`${total - LIMIT} bytes too many`)
  if (wrong.length > 0) console.log(`Failed: ${wrong.join('; ')}`)
  process.exitCode = wrong.length === 0 ? 0 : 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
