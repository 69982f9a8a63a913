import { type Certificate, encodeUtf8 } from '@xinyin/core'
import { createSeal } from '@xinyin/e-seal'
import { type PreparedOfdSignature, prepareOfdSeal, prepareOfdSignature } from '@xinyin/e-seal/ofd'
import { CORPUS_TIME, type Seed } from '../corpus.ts'
import { createPicture } from './picture.ts'
import { createProvince } from './province.ts'
import { createUnsealed } from './seals.ts'

/**
 * Documents that lack but the signature value, as they are kept while the key is asked elsewhere.
 *
 * @param certificate - of whom is to sign
 */
export async function createPreparedStates(certificate: Certificate): Promise<Seed[]> {
  const document = createUnsealed()
  const { maker } = await createProvince()
  const seal = await createSeal({
    name: '测试印章',
    picture: { type: 'png', data: createPicture(), width: 40, height: 40 },
    validFrom: new Date('2026-01-01T00:00:00Z'),
    validTo: new Date('2031-01-01T00:00:00Z'),
    createdAt: new Date('2026-01-01T00:00:00Z'),
    signers: [certificate],
    maker,
  })
  const stamps = [{ page: 1, box: [120, 200, 40, 40] }] as const
  const seed = (name: string, state: PreparedOfdSignature) => ({
    name,
    bytes: encodeUtf8(JSON.stringify(state)),
  })
  return [
    seed('seal', await prepareOfdSeal(document, { seal, certificate, stamps, at: CORPUS_TIME })),
    seed(
      'attributes',
      await prepareOfdSignature(document, { certificate, at: CORPUS_TIME, form: 'attributes' }),
    ),
    seed('content', await prepareOfdSignature(document, { certificate, at: CORPUS_TIME, form: 'content' })),
  ]
}
