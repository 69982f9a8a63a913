import { inspectPath, parseCertificate, TrustError } from '@xinyin/core'
import { loadTrust } from '@xinyin/core/trust'
import { describeCertificate } from '@xinyin/core/x509'
import { CORPUS_TIME, readCorpusTrust } from '../corpus.ts'
import { mutateBytes } from '../mutation/bytes.ts'
import { mutateTlv } from '../mutation/tlv.ts'
import type { Target } from '../target.ts'

const trust = loadTrust(readCorpusTrust())

/** Certificates, their description, and the path from them to an anchor. */
export const x509: Target = {
  async take(input) {
    let certificate: ReturnType<typeof parseCertificate>
    try {
      certificate = parseCertificate(input)
    } catch (error) {
      if (error instanceof TrustError) return 'refused'
      throw error
    }
    describeCertificate(certificate, 'zh-CN')
    const { verdict } = await inspectPath(certificate, { trust, role: 'seal-signer', at: CORPUS_TIME })
    return verdict === 'passed' ? 'passed' : 'refused'
  },
  mutations: [mutateTlv, mutateTlv, mutateBytes],
}
