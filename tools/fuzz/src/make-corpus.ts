import { type Certificate, encodePem } from '@xinyin/core'
import { encodeSequence } from '@xinyin/core/der'
import { AUTHORITY_FOLDER } from './authority.ts'
import { type Seed, writeCorpus, writeIssuerCertificate, writeTrust } from './corpus.ts'
import {
  createEncryptedKeys,
  createJwks,
  createKeyStores,
  createKeys,
  createRequests,
  createStoreContents,
} from './seeds/authority/keys.ts'
import { createTrustLists, createXmlLists } from './seeds/authority/lists.ts'
import { createMembers, type Members, memberFiles } from './seeds/authority/members.ts'
import { createEnvelopes, createMessages, createTimeStamps } from './seeds/authority/messages.ts'
import { createAnswers, createBundles, createLists, createQuestions } from './seeds/authority/revocation.ts'
import { CATALOGUES, LICENCE_DATA, LICENCE_ROWS } from './seeds/catalogue.ts'
import { createDataSeals, createSealedJson } from './seeds/data.ts'
import { createEvidenceFiles, type EvidencePieces } from './seeds/evidence.ts'
import { createJournals } from './seeds/journals.ts'
import { createLicences } from './seeds/licences.ts'
import { createPictures } from './seeds/pictures.ts'
import { createPreparedStates } from './seeds/prepared.ts'
import { createProvince } from './seeds/province.ts'
import { createCborValues, createLicenceQrs, QR_PICTURES } from './seeds/qr.ts'
import { createDocuments, createSeals, createSignedValues } from './seeds/seals.ts'
import { createSealRequests, STATUS_ANSWERS, STATUS_LISTS, STATUS_MEMORIES } from './seeds/statements.ts'
import { LICENCE_BUNDLES, LICENCE_STATUS_CWTS, LICENCE_STATUS_LISTS } from './seeds/status-lists.ts'
import { IDENTIFIERS, PAGES, XML_FILES } from './seeds/text.ts'
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

/** The seeds of the engine's targets, and the authority that they were made by, of which some keys are kept. */
export async function makeAuthorityCorpus(): Promise<void> {
  const members = await createMembers()
  const [lists, answers] = [await createLists(members), await createAnswers(members)]
  const { lists: xmlLists, signer } = await createXmlLists()
  const { root, middle, server } = members
  writeCorpus(AUTHORITY_FOLDER, [...memberFiles(members), signer])
  writeCorpus('chain', chainSeeds(server.certificate, middle.certificate, root.certificate))
  writeCorpus('signed-chain', [{ name: 'valid-server', bytes: server.certificate.raw }])
  writeCorpus('crl', lists)
  writeCorpus('signed-crl', lists)
  writeCorpus('ocsp', answers)
  writeCorpus('signed-ocsp', answers)
  writeCorpus('ber', await createMessages(members))
  writeCorpus('bundle', createBundles(lists, answers))
  writeCorpus('signed-data', await createMessages(members))
  writeCorpus('enveloped-data', await createEnvelopes(members))
  const timeStamps = await createTimeStamps(members)
  writeCorpus('time-stamp', timeStamps)
  writeCorpus('batch-journal', createJournals())
  writeCorpus('evidence', createEvidenceFiles(evidencePieces(members, lists, answers, timeStamps)))
  writeCorpus('questions', await createQuestions(members))
  writeCorpus('key', await createKeys())
  writeCorpus('encrypted-key', await createEncryptedKeys(members))
  writeCorpus('pkcs12', await createKeyStores(members))
  writeCorpus('pkcs12-content', await createStoreContents(members))
  writeCorpus('jwk', await createJwks())
  writeCorpus('csr', await createRequests(members))
  const trustLists = await createTrustLists(members)
  writeCorpus('trust-list', trustLists)
  writeCorpus('signed-list', trustListContents(trustLists))
  writeCorpus('xml-list', xmlLists)
  writeCorpus('seal-status-list', STATUS_LISTS)
  writeCorpus('seal-status', STATUS_ANSWERS)
  writeCorpus('seal-status-memory', STATUS_MEMORIES)
  writeCorpus('licence-status-list', LICENCE_STATUS_LISTS)
  writeCorpus('licence-status-cwt', LICENCE_STATUS_CWTS)
  writeCorpus('licence-bundle', LICENCE_BUNDLES)
  writeCorpus('catalogue', CATALOGUES)
  writeCorpus('licence-data', LICENCE_DATA)
  writeCorpus('licence-row', LICENCE_ROWS)
  writeCorpus('cbor', await createCborValues())
  writeCorpus('licence-qr', await createLicenceQrs())
  writeCorpus('qr-picture', QR_PICTURES)
  const dataSigner = { ...members.sm2, above: middle.certificate }
  writeCorpus('sealed-data', await createDataSeals(dataSigner))
  writeCorpus('sealed-json', await createSealedJson(dataSigner))
  writeCorpus('seal-request', createSealRequests(members.sm2.certificate.raw))
  writeCorpus('sealing-state', await createPreparedStates(members.sm2.certificate))
}

/** One piece of each kind, so that changes come to all of them. */
function evidencePieces(
  { middle, server }: Members,
  lists: readonly Seed[],
  answers: readonly Seed[],
  timeStamps: readonly Seed[],
): EvidencePieces {
  const first = (seeds: readonly Seed[]) => seeds.slice(0, 1).map(({ bytes }) => bytes)
  const [timeStamp = new Uint8Array()] = first(timeStamps)
  return {
    certificates: [server.certificate.raw, middle.certificate.raw],
    crls: first(lists),
    ocspResponses: first(answers),
    timeStamp,
  }
}

/** What the lists say, without their signatures. */
function trustListContents(lists: readonly Seed[]): Seed[] {
  return lists.map(({ name, bytes }) => {
    const [, payload = ''] = new TextDecoder().decode(bytes).split('.')
    return { name, bytes: new Uint8Array(Buffer.from(payload, 'base64url')) }
  })
}

/** A certificate and those above it, in one sequence. */
function chainSeeds(...[leaf, middle, root]: readonly Certificate[]): Seed[] {
  const sequence = (...certificates: readonly (Certificate | undefined)[]) =>
    encodeSequence(...certificates.flatMap((certificate) => (certificate ? [certificate.raw] : [])))
  return [
    { name: 'valid-chain', bytes: sequence(leaf, middle) },
    { name: 'valid-with-root', bytes: sequence(leaf, middle, root) },
    { name: 'valid-muddled', bytes: sequence(leaf, root, middle, middle) },
    { name: 'without-middle', bytes: sequence(leaf) },
  ]
}

/** Makes all seeds anew. Keys are made and forgotten, so every run makes other seeds. */
export async function makeCorpus(): Promise<void> {
  await makeAuthorityCorpus()
  await makeProvinceCorpus()
}

/** The seeds of seals, licences and sign-on, and the trust under which they pass. */
export async function makeProvinceCorpus(): Promise<void> {
  const province = await createProvince()
  writeTrust(province.trust)
  writeIssuerCertificate(province.issuer.certificate.raw)
  const { certificates, issuer, sealSigner } = province
  const valid: Seed = { name: 'valid-seal-signer', bytes: sealSigner.certificate.raw }
  writeCorpus('der', certificateSeeds(certificates))
  writeCorpus('x509', [...certificateSeeds(certificates), valid])
  writeCorpus('pem', pemSeeds(certificates))
  writeCorpus('xml', XML_FILES)
  writeCorpus('page-text', PAGES)
  writeCorpus('identifier', IDENTIFIERS)
  writeCorpus('picture', createPictures())
  writeCorpus('seal', await createSeals(province))
  writeCorpus('signed-value', await createSignedValues(province))
  const documents = await createDocuments(province)
  writeCorpus('ofd', documents)
  writeCorpus(
    'sealing',
    documents.map(({ name, bytes }) => ({ name: name.replace('valid', 'sealed'), bytes })),
  )
  writeCorpus('licence', await createLicences(province))
  writeCorpus('sd-jwt', await createSdJwts(issuer))
  writeCorpus('jws', await createIdTokens(issuer))
}
