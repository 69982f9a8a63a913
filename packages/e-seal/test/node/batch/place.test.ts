import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { digest, encodeHex } from '@xinyin/core'
import { describe, expect, test } from 'vitest'
import { fileDocuments, folderOutput, inPlaceOutput } from '../../../src/node/index.ts'

const newFolder = () => mkdtempSync(join(tmpdir(), 'xinyin-place-'))
const A = Uint8Array.of(1, 2, 3)
const B = Uint8Array.of(4, 5)
const [DIGEST_A, DIGEST_B] = [A, B].map((bytes) => encodeHex(digest('SM3', bytes))) as [string, string]

async function* pieces(bytes: Uint8Array) {
  for (const byte of bytes) yield Uint8Array.of(byte)
}

describe('results in a folder', () => {
  test('lie aside until they are published, under their paths', async () => {
    const folder = join(newFolder(), 'new')
    const output = folderOutput(folder)
    expect(await output.digest('部门/一.ofd')).toBeUndefined()
    expect(await output.staged('部门/一.ofd')).toBeUndefined()
    await output.stage('部门/一.ofd', pieces(B))
    await output.stage('部门/一.ofd', pieces(A))
    expect(existsSync(join(folder, '部门/一.ofd'))).toBe(false)
    expect(await output.staged('部门/一.ofd')).toBe(DIGEST_A)
    await output.publish('部门/一.ofd', undefined)
    expect(new Uint8Array(readFileSync(join(folder, '部门/一.ofd')))).toEqual(A)
    expect(readdirSync(join(folder, '部门'))).toEqual(['一.ofd'])
    expect(await output.digest('部门/一.ofd')).toBe(DIGEST_A)
  })

  test('can be thrown away before that', async () => {
    const folder = newFolder()
    const output = folderOutput(folder)
    await output.stage('a.ofd', pieces(A))
    await output.discard('a.ofd')
    await output.discard('a.ofd')
    expect(readdirSync(folder)).toEqual([])
  })

  test('do not replace what came meanwhile', async () => {
    const folder = newFolder()
    const output = folderOutput(folder)
    await output.stage('a.ofd', pieces(A))
    writeFileSync(join(folder, 'a.ofd'), B)
    await expect(output.publish('a.ofd', undefined)).rejects.toMatchObject({
      code: 'ERR_BATCH_OUTPUT_EXISTS',
    })
    await expect(output.publish('a.ofd', DIGEST_A)).rejects.toMatchObject({ code: 'ERR_BATCH_OUTPUT_EXISTS' })
    expect(new Uint8Array(readFileSync(join(folder, 'a.ofd')))).toEqual(B)
    await output.publish('a.ofd', DIGEST_B)
    expect(new Uint8Array(readFileSync(join(folder, 'a.ofd')))).toEqual(A)
  })

  test.each([
    '',
    '.',
    '..',
    '../a',
    'a/../../b',
    '/etc/passwd',
    'a//b',
    'a/',
    'a\\b',
    'a\0b',
    './a',
    'x'.repeat(5000),
  ])('are not put at %j', async (id) => {
    const output = folderOutput(newFolder())
    for (const act of [
      output.digest(id),
      output.stage(id, pieces(A)),
      output.publish(id, undefined),
      output.discard(id),
    ])
      await expect(act).rejects.toMatchObject({ code: 'ERR_BATCH_ID' })
  })

  test('are not put where a link leads', async () => {
    const [folder, outside] = [newFolder(), newFolder()]
    symlinkSync(outside, join(folder, 'way'))
    symlinkSync(join(outside, 'target'), join(folder, 'a.ofd'))
    const output = folderOutput(folder)
    await expect(output.stage('way/a.ofd', pieces(A))).rejects.toMatchObject({
      code: 'ERR_BATCH_OUTPUT_OUTSIDE',
    })
    await expect(output.digest('a.ofd')).rejects.toMatchObject({ code: 'ERR_BATCH_OUTPUT_OUTSIDE' })
    await output.stage('a.ofd', pieces(A))
    await expect(output.publish('a.ofd', undefined)).rejects.toMatchObject({
      code: 'ERR_BATCH_OUTPUT_EXISTS',
    })
    expect(readdirSync(outside)).toEqual([])
  })

  test('are not put below a file', async () => {
    const folder = newFolder()
    writeFileSync(join(folder, 'file'), A)
    await expect(folderOutput(folder).stage('file/a.ofd', pieces(A))).rejects.toMatchObject({
      code: 'ERR_BATCH_OUTPUT_OUTSIDE',
    })
  })
})

describe('results in place', () => {
  test('take the place of the documents, with their permissions', async () => {
    const folder = newFolder()
    mkdirSync(join(folder, 'in'))
    writeFileSync(join(folder, 'in/a.ofd'), A)
    chmodSync(join(folder, 'in/a.ofd'), 0o640)
    const output = inPlaceOutput(folder)
    await output.stage('in/a.ofd', pieces(B))
    await output.publish('in/a.ofd', DIGEST_A)
    expect(await output.digest('in/a.ofd')).toBe(DIGEST_B)
    expect(statSync(join(folder, 'in/a.ofd')).mode & 0o777).toBe(0o640)
    expect(readdirSync(join(folder, 'in'))).toEqual(['a.ofd'])
  })

  test('but not of documents that changed meanwhile', async () => {
    const folder = newFolder()
    writeFileSync(join(folder, 'a.ofd'), A)
    const output = inPlaceOutput(folder)
    await output.stage('a.ofd', pieces(B))
    writeFileSync(join(folder, 'a.ofd'), 'changed')
    await expect(output.publish('a.ofd', DIGEST_A)).rejects.toMatchObject({
      code: 'ERR_BATCH_SOURCE_CHANGED',
    })
    expect(readFileSync(join(folder, 'a.ofd'), 'utf8')).toBe('changed')
  })
})

test('files of a folder are documents', async () => {
  const folder = newFolder()
  mkdirSync(join(folder, '部门'))
  writeFileSync(join(folder, '部门/一.ofd'), A)
  const [one, two] = fileDocuments(folder, ['部门/一.ofd', 'none.ofd'])
  expect(one?.id).toBe('部门/一.ofd')
  const open = await one?.open()
  if (open === undefined || !('read' in open)) throw new Error('no source')
  expect([open.size, await open.read(1, 2)]).toEqual([3, A.slice(1)])
  await open.close?.()
  await expect(two?.open()).rejects.toMatchObject({ code: 'ENOENT' })
})
