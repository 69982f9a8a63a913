import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createPrivateKey, digest, encodeHex, equalBytes, exportPrivateKey } from '@xinyin/core'
import { createLeaf } from '@xinyin/core/ca'
import { describe, expect, test } from 'vitest'
import { parseJournal } from '../../src/batch/index.ts'
import { inspectOfd } from '../../src/carriers/ofd/index.ts'
import { createSeal } from '../../src/create/seal.ts'
import { createDocument } from '../document.ts'
import { createProvince, sealOptions } from '../province.ts'

// The whole of it, a thousand files and ten kills, takes minutes: XINYIN_BATCH_FILES=1000 XINYIN_BATCH_KILLS=10.
const FILES = Number(process.env['XINYIN_BATCH_FILES'] ?? 120)
const KILLS = Number(process.env['XINYIN_BATCH_KILLS'] ?? 3)

const CHILD = join(import.meta.dirname, 'child.ts')

/** A folder with documents, a seal and the key of who may use it. */
async function createJob() {
  const province = await createProvince()
  const key = await createPrivateKey('SM2')
  const { certificate, signer } = province.signerRoot
  const office = await createLeaf({
    subject: { country: 'CN', organization: '示例省', commonName: '批量签章' },
    publicKey: key.publicKey,
    issuer: { certificate, key: signer },
    notBefore: province.office.certificate.notBefore,
    notAfter: province.office.certificate.notAfter,
  })
  const seal = await createSeal(sealOptions(province.maker, [office]))
  const folder = mkdtempSync(join(tmpdir(), 'xinyin-batch-'))
  mkdirSync(join(folder, 'incoming'))
  writeFileSync(join(folder, 'seal.esl'), seal.raw)
  writeFileSync(join(folder, 'key.der'), exportPrivateKey(key))
  const sources = new Map<string, Uint8Array>()
  for (let n = 0; n < FILES; n++) {
    const name = `证照-${n}.ofd`
    const document = createDocument({ 'Doc_0/Attachs/data.xml': `<data n="${n}"/>` })
    sources.set(name, document)
    writeFileSync(join(folder, 'incoming', name), document)
  }
  return { folder, sources, trust: province.trust }
}

/** Runs the batch, and kills it a moment after so many documents came through. */
function runOnce(folder: string, where: string, killAfter: number): Promise<number | 'killed'> {
  return new Promise((resolve, reject) => {
    const argv = ['--import', 'tsx', '--conditions=@xinyin/source', CHILD, folder, where]
    const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    child.stderr.on('data', (chunk: Uint8Array) => {
      said += String(chunk)
    })
    let through = 0
    child.stdout.on('data', (chunk: Uint8Array) => {
      through += String(chunk).split('\n').length - 1
      // Not always at a result, but somewhere on the way to the next.
      if (through >= killAfter) setTimeout(() => child.kill('SIGKILL'), Math.random() * 8)
    })
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      if (signal === 'SIGKILL') resolve('killed')
      else if (code === 0) resolve(0)
      else reject(new Error(`ended with ${code}: ${said}`))
    })
  })
}

const hexDigest = (bytes: Uint8Array) => encodeHex(digest('SM3', bytes))

describe.each(['out', 'place'])('a batch that is killed again and again (%s)', (where) => {
  test(
    `has sealed each of ${FILES} documents once, and damaged none`,
    async () => {
      const { folder, sources, trust } = await createJob()
      let killed = 0
      for (let kill = 0; kill < KILLS; kill++) {
        // Each run first goes over what is done; kills spread over all of them.
        const upTo = Math.floor((FILES * (kill + Math.random())) / KILLS)
        if ((await runOnce(folder, where, upTo)) === 'killed') killed++
      }
      // The last may come through before it is killed.
      expect(killed).toBeGreaterThanOrEqual(Math.max(1, KILLS - 1))
      expect(await runOnce(folder, where, Number.POSITIVE_INFINITY)).toBe(0)

      const { entries } = parseJournal(new Uint8Array(readFileSync(join(folder, 'batch.journal'))))
      const lastWord = new Map(
        entries.flatMap((entry) => (entry.kind === 'done' ? [[entry.id, entry.output] as const] : [])),
      )
      const place = join(folder, where === 'place' ? 'incoming' : 'outgoing')
      expect(readdirSync(place).sort()).toEqual([...sources.keys()].sort())
      for (const [name, source] of sources) {
        const sealed = new Uint8Array(readFileSync(join(place, name)))
        const { verdict, subject } = await inspectOfd(sealed, { trust })
        expect([name, verdict, subject?.signatures.length]).toEqual([name, 'passed', 1])
        expect(hexDigest(sealed)).toBe(lastWord.get(name))
        if (where === 'out')
          expect(equalBytes(new Uint8Array(readFileSync(join(folder, 'incoming', name))), source)).toBe(true)
      }
      // Once more: what is done is not touched.
      const before = entries.filter(({ kind }) => kind === 'sealed').length
      expect(await runOnce(folder, where, Number.POSITIVE_INFINITY)).toBe(0)
      const after = parseJournal(new Uint8Array(readFileSync(join(folder, 'batch.journal'))))
      expect(after.entries.filter(({ kind }) => kind === 'sealed')).toHaveLength(before)
    },
    60_000 + FILES * KILLS * 60,
  )
})
