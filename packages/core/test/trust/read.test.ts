import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encodePem } from '@xinyin/core'
import { readTrust } from '@xinyin/core/node'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createProvince } from '../x509/path/province.ts'

const code = (name: string) => expect.objectContaining({ code: name })
const { root, middle } = await createProvince()

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xinyin-trust-'))
  await mkdir(join(folder, 'seal-maker'))
  await writeFile(join(folder, 'seal-maker', '省级根.pem'), encodePem('CERTIFICATE', root.raw))
})
afterEach(() => rm(folder, { recursive: true }))

test('a folder on disk is read, with what belongs to no store left aside', async () => {
  await mkdir(join(folder, 'intermediate'))
  await mkdir(join(folder, '.git'))
  await writeFile(join(folder, 'intermediate', 'middle.der'), middle.raw)
  await writeFile(join(folder, 'README.md'), '# 信任库')
  await writeFile(join(folder, 'seal-maker', '.DS_Store'), 'x')
  const trust = await readTrust(folder)
  expect(trust.anchors.map(({ roles }) => roles)).toEqual([['seal-maker']])
  expect(trust.intermediates.map(({ subject }) => subject.text)).toEqual([middle.subject.text])
})

test('a symbolic link is followed, as stores mount certificates by links', async () => {
  await rm(join(folder, 'seal-maker', '省级根.pem'))
  await writeFile(join(folder, '.root.der'), root.raw)
  await symlink(join('..', '.root.der'), join(folder, 'seal-maker', 'root.der'))
  expect((await readTrust(folder)).anchors).toHaveLength(1)
})

test('refuses a folder that gives no role', async () => {
  await mkdir(join(folder, 'seal-makers'))
  await expect(readTrust(folder)).rejects.toThrow(code('ERR_TRUST_FOLDER'))
})

test('refuses what is no certificate', async () => {
  await writeFile(join(folder, 'seal-maker', 'x.pem'), 'x')
  await expect(readTrust(folder)).rejects.toThrow(code('ERR_TRUST_CERTIFICATE'))
})

test('refuses what cannot be read: nothing there, a file for a folder, a folder for a file, a device', async () => {
  await expect(readTrust(join(folder, 'none'))).rejects.toThrow(code('ERR_TRUST_READ'))
  await expect(readTrust(join(folder, 'seal-maker', '省级根.pem'))).rejects.toThrow(code('ERR_TRUST_READ'))
  await mkdir(join(folder, 'seal-maker', 'deeper'))
  await expect(readTrust(folder)).rejects.toThrow(code('ERR_TRUST_READ'))
  await rm(join(folder, 'seal-maker', 'deeper'), { recursive: true })
  await symlink('/dev/zero', join(folder, 'seal-maker', 'endless.pem'))
  await expect(readTrust(folder)).rejects.toThrow(code('ERR_TRUST_READ'))
})

test('refuses a file larger than any bundle', async () => {
  await writeFile(join(folder, 'seal-maker', 'large.pem'), new Uint8Array(4 * 1024 * 1024 + 1))
  await expect(readTrust(folder)).rejects.toThrow(code('ERR_TRUST_SIZE'))
})

test('refuses more files than any store has', async () => {
  const names = Array.from({ length: 2001 }, (_, n) => join(folder, 'seal-maker', `${n}.pem`))
  await Promise.all(names.map((name) => writeFile(name, '')))
  await expect(readTrust(folder)).rejects.toThrow(code('ERR_TRUST_SIZE'))
})
