import { listTruth, readTruth, testTruth } from '@xinyin/testkit'
import { describe, expect } from 'vitest'
import { openOfdPackage } from '../../../src/carriers/ofd/package-open.ts'
import { readNow, requiredFile } from '../../../src/carriers/ofd/reading.ts'
import { parseSignatureFile } from '../../../src/carriers/ofd/signature-file.ts'
import { readSignatures } from '../../../src/carriers/ofd/signature-list.ts'
import { parseFullXml } from '../../../src/carriers/ofd/xml/full.ts'

describe('packages made by others are read', () => {
  testTruth.each(listTruth('ofd'))('%s', (name) => {
    const { ofd, readXml } = openOfdPackage(readTruth(`ofd/${name}`))
    expect(ofd.documents).toHaveLength(1)
    expect(ofd.documents[0]?.pages.length).toBeGreaterThan(0)
    for (const { file } of ofd.documents[0]?.pages ?? []) expect(ofd.files.has(file), file).toBe(true)
    const signatures = readNow(ofd.files, readSignatures(ofd, readXml), parseFullXml)
    expect(signatures).toHaveLength(name.startsWith('signed-') ? 1 : 0)
    for (const { file } of signatures) {
      const bytes = readNow(ofd.files, requiredFile(file), parseFullXml)
      const description = parseSignatureFile(bytes, file, readXml, ofd.files)
      expect(readNow(ofd.files, description, parseFullXml).references.length).toBeGreaterThan(0)
    }
  })
})
