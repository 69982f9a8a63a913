import { equalBytes, exportPrivateKey, parsePrivateKey } from '@xinyin/core'
import { createPkcs12, parsePkcs12 } from '@xinyin/core/keys'
import { expectThat } from '../expect.ts'
import { both } from '../grid.ts'
import type { Case } from '../table.ts'
import { BOUNCY_CASTLE, bouncyCastle, bouncyCastleRefuses } from './bouncycastle.ts'
import { change, createOffice, readCertificate } from './office.ts'

const PASSWORD = '口令 777777'

const storeCase = (kind: 'SM2' | 'RSA' | 'P-256' | 'Ed25519'): Case => ({
  what: `PKCS #12 files with a ${kind} key open both ways, and not with another password or changed`,
  with: BOUNCY_CASTLE,
  cells: both('PKCS #12', kind),
  async run(workspace) {
    const office = await createOffice(workspace, kind)
    const { key, certificate, keyFile, certificateFile } = await office.create('signer')
    const ours = await createPkcs12({
      privateKey: key,
      certificates: [certificate, office.root.certificate],
      password: PASSWORD,
      iterations: 10_000,
    })
    const file = await workspace.write('ours.p12', ours)
    const out = [workspace.path('found.key'), workspace.path('found.pem')]
    await bouncyCastle('p12-read', file, PASSWORD, ...out)
    await bouncyCastleRefuses('p12-read', file, 'another', ...out)
    const changed = await workspace.write('changed.p12', change(ours, ours.length >> 1))
    await bouncyCastleRefuses('p12-read', changed, PASSWORD, ...out)
    const found = parsePrivateKey(await workspace.read('found.key'))
    expectThat(equalBytes(found.publicKey.spki, key.publicKey.spki), 'BouncyCastle finds another key')
    const foundCertificate = await readCertificate(workspace, 'found.pem')
    expectThat(equalBytes(foundCertificate.raw, certificate.raw), 'BouncyCastle finds another certificate')

    await bouncyCastle('p12-write', keyFile, certificateFile, workspace.path('theirs.p12'), PASSWORD)
    const theirs = await workspace.read('theirs.p12')
    const { keys } = await parsePkcs12(theirs, PASSWORD)
    const read = keys[0]?.privateKey
    const isSame = read !== undefined && equalBytes(exportPrivateKey(read), exportPrivateKey(key))
    expectThat(isSame, 'we find another key')
    const opens = (bytes: Uint8Array, password: string) =>
      parsePkcs12(bytes, password).then(
        () => true,
        () => false,
      )
    expectThat(!(await opens(theirs, 'another')), 'it opens with another password')
    expectThat(!(await opens(change(theirs, theirs.length >> 1), PASSWORD)), 'it opens changed')
  },
})

export const pkcs12Cases: readonly Case[] = (['SM2', 'RSA', 'P-256', 'Ed25519'] as const).map(storeCase)
