import { readFileSync, writeFileSync } from 'node:fs'
import { createSealPicture } from '@xinyin/e-seal'
import { encodeEvidence } from '@xinyin/e-seal/evidence'
import { createOfdEvidence } from '@xinyin/e-seal/ofd'
import { beforeAll, describe, expect, test } from 'vitest'
import { run } from '../../src/run.ts'
import { xinyin } from '../capture.ts'
import { createDocument } from '../document.ts'
import { createHierarchy, type Hierarchy } from '../hierarchy.ts'

const NAME = '示例省电子证照专用章'
let ca: Hierarchy
let document: string
let seal: string

beforeAll(async () => {
  ca = await createHierarchy()
  seal = ca.beside('a.esl')
  document = ca.beside('sealed.ofd')
  writeFileSync(ca.beside('a.png'), createSealPicture().data)
  writeFileSync(ca.beside('a.ofd'), createDocument())
  const picture = ['--picture', ca.beside('a.png'), '--width', '40', '--height', '40']
  await xinyin(['seal', 'make', seal, '--ca', ca.dir, '--name', NAME, ...picture])
  const signing = ['--seal', seal, '--key', ca.key('seal-signer')]
  const signed = await xinyin(['sign', ca.beside('a.ofd'), ...signing, '--out', document])
  if (signed.exit !== 0) throw new Error(signed.err)
}, 60_000)

describe('what is expected of a document', () => {
  test.each([
    ['--expect-signatures', '1'],
    ['--expect-seal', NAME],
    ['--expect-signer', '示例省'],
    ['--expect-covered'],
    ['--expect-seal', NAME, '--expect-signatures', '1', '--strict'],
  ])('is found: %s %s', async (...demands) => {
    const { exit, out } = await xinyin(['verify', document, ...ca.trust, ...demands, '-v'])
    expect(exit).toBe(0)
    expect(out).toMatch(/✓ ofd\.expected/)
  })

  test.each([
    [['--expect-signatures', '2'], 'ERR_OFD_SIGNATURE_COUNT'],
    [['--expect-seal', '示例省'], 'ERR_OFD_EXPECTED_SEAL'],
    [['--expect-seal', NAME, '--expect-seal', '另一印章'], 'ERR_OFD_EXPECTED_SEAL'],
    [['--expect-signer', '某人'], 'ERR_OFD_EXPECTED_SIGNER'],
  ])('is not found: %j', async (demands, code) => {
    const { exit, out } = await xinyin(['verify', document, ...ca.trust, ...demands])
    expect(exit).toBe(1)
    expect(out).toContain(code)
  })

  test.each([['--expect-signatures', '1'], ['--expect-covered']])(
    'is not looked for in a seal: %s %s',
    async (...demands) => {
      const { exit, out } = await xinyin(['verify', seal, ...ca.trust, ...demands])
      expect(exit).toBe(1)
      expect(out).toContain('ERR_EXPECT_KIND')
    },
  )

  test('nor are deviations, or the status of a seal, in a certificate', async () => {
    const certificate = ca.certificate('seal-signer')
    expect((await xinyin(['verify', certificate, ...ca.trust])).exit).toBe(0)
    for (const demand of ['--strict', '--require-seal-status'])
      expect((await xinyin(['verify', certificate, ...ca.trust, demand])).out).toContain('ERR_EXPECT_KIND')
    expect((await xinyin(['verify', seal, ...ca.trust, '--strict'])).exit).toBe(0)
  })
})

test('the status of a seal that nobody tells is required in vain', async () => {
  for (const file of [seal, document]) {
    const { exit, out } = await xinyin(['verify', file, ...ca.trust, '--require-seal-status'])
    expect(exit).toBe(2)
    expect(out).toMatch(/\? seal\.status/)
  }
})

test('evidence is read, and a wrong one refused', async () => {
  const bytes = new Uint8Array(readFileSync(document))
  const { evidence } = await createOfdEvidence(bytes, { trust: { anchors: [], intermediates: [] } })
  writeFileSync(ca.beside('evidence.json'), encodeEvidence(evidence))
  const argv = ['verify', document, ...ca.trust, '--evidence']
  expect((await xinyin([...argv, ca.beside('evidence.json')])).exit).toBe(0)
  const wrong = await xinyin([...argv, document])
  expect(wrong).toMatchObject({ exit: 3, out: '' })
})

test('one line is said of a file that passes, and nothing but that where nobody watches', async () => {
  const said: string[] = []
  const exit = await run(['verify', document, ...ca.trust], {
    out: (line) => said.push(line),
    err: (line) => said.push(line),
    color: false,
    environment: {},
  })
  expect(exit).toBe(0)
  expect(said).toHaveLength(1)
})
