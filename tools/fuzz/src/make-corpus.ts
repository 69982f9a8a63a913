import { type Certificate, encodePem } from '@xinyin/core'
import { type Seed, writeCorpus, writeIssuerCertificate, writeTrust } from './corpus.ts'
import { createLicences } from './seeds/licences.ts'
import { createProvince } from './seeds/province.ts'
import { createDocuments, createSeals } from './seeds/seals.ts'
import { IDENTIFIERS, XML_FILES } from './seeds/text.ts'
import { createIdTokens, createSdJwts } from './seeds/tokens.ts'

const encoder = new TextEncoder()

function certificateSeeds(certificates: readonly Certificate[]): Seed[] {
  return certificates.map(({ raw }, index) => ({ name: `certificate-${index}`, bytes: raw }))
}

function pemSeeds(certificates: readonly Certificate[]): Seed[] {
  const blocks = certificates.map(({ raw }) => encodePem('CERTIFICATE', raw))
  return [
    { name: 'valid-one', bytes: encoder.encode(blocks[0] ?? '') },
    {
      name: 'valid-chain',
      bytes: encoder.encode(`subject: 测试\n${blocks.slice(0, 3).join('text between\n')}`),
    },
  ]
}

/** Makes all seeds anew. Keys are made and forgotten, so every run makes other seeds. */
export async function makeCorpus(): Promise<void> {
  const province = await createProvince()
  writeTrust(province.trust)
  writeIssuerCertificate(province.issuer.certificate.raw)
  const { certificates, issuer, sealSigner } = province
  const valid: Seed = { name: 'valid-seal-signer', bytes: sealSigner.certificate.raw }
  writeCorpus('der', certificateSeeds(certificates))
  writeCorpus('x509', [...certificateSeeds(certificates), valid])
  writeCorpus('pem', pemSeeds(certificates))
  writeCorpus('xml', XML_FILES)
  writeCorpus('identifier', IDENTIFIERS)
  writeCorpus('seal', await createSeals(province))
  writeCorpus('ofd', await createDocuments(province))
  writeCorpus('licence', await createLicences(province))
  writeCorpus('sd-jwt', await createSdJwts(issuer))
  writeCorpus('jws', await createIdTokens(issuer))
}
