import { readFileSync } from 'node:fs'
import { parseCertificates } from '@xinyin/core'
import { beforeAll, expect, test } from 'vitest'
import { certify } from '../../src/authority/certify.ts'
import { readHolder, readRecords } from '../../src/authority/folder.ts'
import { crlsAreCurrent, publishCrls } from '../../src/authority/publish.ts'
import { xinyin } from '../capture.ts'
import { createHierarchy, type Hierarchy, serveHierarchy } from '../hierarchy.ts'

const DAY = 24 * 60 * 60 * 1000
let made: Hierarchy

beforeAll(async () => {
  made = await createHierarchy()
})

const open = async () => ({ dir: made.dir, records: await readRecords(made.dir), password: undefined })
const leafOf = (name: string) => parseCertificates(readFileSync(made.certificate(name)))[0]!

test('who serves has lists and responders that are in force', async () => {
  const now = new Date()
  const { key } = await readHolder(await open(), 'signers-ocsp')
  const applicant = {
    name: 'signers-ocsp',
    profile: 'ocsp-responder',
    authority: 'signers',
    publicKey: key.publicKey,
    subject: { country: 'CN', organization: '示例省', commonName: 'OCSP' },
    days: 2,
  }
  const { folder } = await certify(await open(), applicant, now)
  await publishCrls(folder, new Date(now.getTime() - 40 * DAY))
  expect(await crlsAreCurrent(made.dir, now)).toBe(false)
  const before = leafOf('signers-ocsp')
  const numbers = folder.records.crlNumber

  const served = await serveHierarchy(made.dir)
  try {
    expect(await crlsAreCurrent(made.dir, now)).toBe(true)
    const after = leafOf('signers-ocsp')
    expect(after.notAfter.getTime()).toBeGreaterThan(before.notAfter.getTime() + 30 * DAY)
    expect(after.spki).toEqual(before.spki)
    expect((await readRecords(made.dir)).crlNumber).toBeGreaterThan(numbers)
    // The others had time left, and are what they were.
    expect(
      (await readRecords(made.dir)).certificates.filter(({ name }) => name === 'root-ocsp'),
    ).toHaveLength(1)
  } finally {
    expect(await served.close()).toBe(0)
  }
})

test('of a certificate that was renewed, the newest is revoked by its name', async () => {
  const newest = leafOf('signers-ocsp').serialNumber
  const found = await xinyin(['ca', 'revoke', made.dir, 'signers-ocsp'])
  expect(found).toMatchObject({ exit: 0, err: '' })
  expect(found.out).toContain(newest)
})
