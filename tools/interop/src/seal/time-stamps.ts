import { createSigner } from '@xinyin/core'
import { processTimeStamp, requestTimeStamp } from '@xinyin/core/tsp'
import { skipRevocation } from '@xinyin/core/unsafe'
import { createSeal, createSealPicture } from '@xinyin/e-seal'
import type { TimeStamper } from '@xinyin/e-seal/evidence'
import { inspectOfd, sealOfd } from '@xinyin/e-seal/ofd'
import { BOUNCY_CASTLE, bouncyCastle } from '../core/bouncycastle.ts'
import { createOffice, hoursFromNow } from '../core/office.ts'
import { expectThat } from '../expect.ts'
import type { Case } from '../table.ts'

type Kind = 'SM2' | 'RSA' | 'P-256'
const PURPOSE = { extendedKeyUsage: ['1.3.6.1.5.5.7.3.8'] }

/** Time stamps of others on our seal and on our signature with it. */
const stampedBy = (kind: Kind, createDocument: () => Uint8Array): Case => ({
  what: `puts ${kind} time stamps on our seal and signature, by which we judge the document`,
  with: BOUNCY_CASTLE,
  async run(workspace) {
    const stampers = await createOffice(workspace, kind, 'stampers')
    const { keyFile, certificateFile } = await stampers.create('tsa', PURPOSE)
    const timeStamper: TimeStamper = async (content) => {
      const request = await requestTimeStamp({ content, algorithm: kind === 'SM2' ? 'SM3' : 'SHA-256' })
      const requestFile = await workspace.write('request', request.der)
      await bouncyCastle('tsp-reply', keyFile, certificateFile, requestFile, workspace.path('response'))
      return processTimeStamp(await workspace.read('response'), request)
    }
    const office = await createOffice(workspace, 'SM2')
    const [maker, signer] = [await office.create('maker'), await office.create('signer')]
    const seal = await createSeal({
      name: '某局电子证照专用章',
      picture: createSealPicture(),
      form: 'GM/T 0031-2025',
      createdAt: hoursFromNow(-1),
      validFrom: hoursFromNow(-1),
      validTo: hoursFromNow(24),
      signers: [signer.certificate],
      maker: { signer: createSigner(maker.key), certificate: maker.certificate },
      timeStamper,
    })
    const sealing = { seal, signer: createSigner(signer.key), timeStamp: timeStamper }
    const sealed = await sealOfd(createDocument(), sealing)
    const { certificate } = office.root
    const anchors = [
      { certificate, roles: ['seal-maker', 'seal-signer'] as const },
      ...stampers.trust('time-stamper').anchors,
    ]
    const trust = { anchors, intermediates: [] }
    const at = hoursFromNow(1)
    const { verdict, subject } = await inspectOfd(sealed, { trust, at, revocation: skipRevocation })
    expectThat(verdict === 'passed', `our verdict is ${verdict}`)
    expectThat(subject?.signatures[0]?.clock === 'time-stamp', 'we go by the clock of the signer')
    const alone = { anchors: anchors.slice(0, 1), intermediates: [] }
    const without = await inspectOfd(sealed, { trust: alone, at, revocation: skipRevocation })
    expectThat(without.verdict === 'indeterminate', 'we take stamps of whom nobody trusts')
  },
})

export const sealTimeStampCases = (createDocument: () => Uint8Array): readonly Case[] =>
  (['SM2', 'RSA', 'P-256'] as const).map((kind) => stampedBy(kind, createDocument))
