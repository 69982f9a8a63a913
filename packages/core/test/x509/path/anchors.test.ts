import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { type Certificate, inspectPath, parseCertificates } from '@xinyin/core'
import { skipRevocation } from '@xinyin/core/unsafe'
import { describe, expect, test } from 'vitest'
import { checkBasicConstraints } from '../../../src/x509/path/basic-constraints.ts'
import { checkCriticalExtensions } from '../../../src/x509/path/critical-extensions.ts'
import { checkKeyUsage } from '../../../src/x509/path/key-usage.ts'
import { checkProfile } from '../../../src/x509/path/profile.ts'
import { alternativeNames, chainOf, NAME } from './chain.ts'
import { trusting } from './province.ts'

const FOLDER = '/usr/share/ca-certificates/mozilla'

/** The roots that Debian's `ca-certificates` holds. */
const roots: Certificate[] = existsSync(FOLDER)
  ? readdirSync(FOLDER)
      .filter((name) => name.endsWith('.crt'))
      .flatMap((name) => parseCertificates(readFileSync(`${FOLDER}/${name}`, 'utf8')))
  : []

const HOST = { extensions: [alternativeNames(NAME.dns('a.gov.cn'))] }

describe.skipIf(roots.length === 0)('the roots that browsers trust', () => {
  // Nobody here has their keys: what is asked of an anchor above a server is asked of them one check at a time.
  test('each of them can stand above a server', async () => {
    const [, leaf] = await chainOf({}, HOST)
    const refused: string[] = []
    const told: string[] = []
    for (const root of roots) {
      const path = { certificates: [leaf!, root] }
      const checks = [
        checkProfile(path),
        checkBasicConstraints(path, 'server'),
        checkKeyUsage(path, 'server'),
        checkCriticalExtensions(path),
      ]
      for (const { id, status } of checks) if (status !== 'passed') refused.push(`${id} ${root.subject.text}`)
      if (checks[0]?.facts['anchorClause'] !== undefined) told.push(root.subject.text)
      expect(root.publicKey.kind).toBeDefined()
    }
    expect(refused).toEqual([])
    expect(told.length).toBeGreaterThan(0)
  })

  test('each of them is an anchor to itself', async () => {
    for (const root of roots) {
      const options = { role: 'seal-signer', at: root.notBefore, revocation: skipRevocation } as const
      const report = await inspectPath(root, { trust: trusting(root), ...options, target: 'authority' })
      expect([root.subject.text, report.verdict]).toEqual([root.subject.text, 'passed'])
    }
  })
})
