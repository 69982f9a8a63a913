import { listTruth, readTruth, testTruth } from '@xinyin/testkit'
import { describe, expect } from 'vitest'
import { openOfdPackage } from '../../../src/carriers/ofd/package.ts'
import { readSignatureFile } from '../../../src/carriers/ofd/signature-file.ts'
import { listSignatures } from '../../../src/carriers/ofd/signature-list.ts'

describe('packages made by others are read', () => {
  testTruth.each(listTruth('ofd'))('%s', (name) => {
    const { ofd, readXml } = openOfdPackage(readTruth(`ofd/${name}`))
    expect(ofd.documents).toHaveLength(1)
    expect(ofd.documents[0]?.pages.length).toBeGreaterThan(0)
    for (const { file } of ofd.documents[0]?.pages ?? []) expect(ofd.files.has(file), file).toBe(true)
    const signatures = listSignatures(ofd, readXml)
    expect(signatures).toHaveLength(name.startsWith('signed-') ? 1 : 0)
    for (const { file } of signatures)
      expect(readSignatureFile(ofd, file, readXml).references.length).toBeGreaterThan(0)
  })
})
